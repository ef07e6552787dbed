internal import ArgumentParser
internal import Fleet
internal import Live
internal import OpenSSL
internal import Replication
internal import SecureFiles
internal import Verification

struct Verify: ParsableCommand, PKICommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Prove that master and slaves share one authority, or name the odd one out.",
    discussion: """
      Reads a pki folder, or what is named, and holds every host against the same-CA rule, by key and signature and \
      never by name. Each finding has a severity:

        breaks    a connection will not come up, or a server will not start
        exposed   it comes up, but unencrypted or unverified, or a key is not where or as closed as it should be
        due       it comes up now, and breaks at a known time within the span of --within
        note      worth knowing

      Exit codes: 0 proven: every connection comes up, encrypted, under one authority, even where something is exposed \
      or due; 1 not proven, or with --strict something is exposed or due; 2 it cannot be read.

      With --live the running servers are held against the files: each is probed as `mkcerts probe` does it, and where \
      your own client finds a login in its own option files, it reads settings, accounts and connections with \
      statements that change nothing. Where the deployment holds a slave's key, its master is shown that slave's certificate; \
      one that it refuses counts for it as a broken connection. mkcerts neither asks for a password nor passes one. What runs otherwise than \
      its files say is not proven: exit code 1 then also where something is only exposed.
      """)

  @OptionGroup var deployment: DeploymentOptions

  @OptionGroup var pki: PKIOptions

  @OptionGroup var judging: JudgingOptions

  @OptionGroup(title: LiveOptions.title) var running: LiveOptions

  @OptionGroup var format: ReportFormatOption

  func validate() throws {
    if !deployment.isEmpty, pki.pki != nil {
      throw ValidationError("name what is to be verified once, with or without --pki")
    }
  }

  func run() throws {
    let reader = try deployment.reader(of: pki.folder.root)
    let line = ProgressLine()
    defer { line?.clear() }
    var verifier = judging.verifier
    verifier.progress = ProgressLine.watchingVerification(line)
    var report = try verifier.verify(reader)
    line?.clear()
    if running.live { report = try withServers(report, reader) }
    report = report.withFixes(
      (deployment.pkiFolder.map { CommandCompletion(folder: $0) } ?? pki.completion).callAsFunction)
    try Output.result(report, as: format.format)
    if !report.passed { throw ExitCode(ExitStatus.no) }
  }

  /// The report with what runs.
  private func withServers(_ report: Report, _ reader: DeploymentReader) throws -> Report {
    let fleet = try deployment.fleet.map { try FleetFile(reading: $0) }
    let names = (fleet?.hosts ?? []).map { ($0.name.description, $0.dialled) }
    let verifier = LiveVerifier(
      time: judging.moment.time, warningSeconds: judging.moment.seconds,
      settings: try running.settings(names: Dictionary(names) { first, _ in first }))
    let talks = StandardStream.error.isTerminal
    return try verifier.verify(reader.read(assuming: .default), report) {
      if talks { Output.talk($0.legible) }
    }
  }
}
