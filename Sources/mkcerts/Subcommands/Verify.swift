internal import ArgumentParser
internal import Fleet
internal import OpenSSL
internal import Replication
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
      """)

  @OptionGroup var deployment: DeploymentOptions

  @OptionGroup var pki: PKIOptions

  @OptionGroup var judging: JudgingOptions

  @OptionGroup var format: ReportFormatOption

  func validate() throws {
    if !deployment.isEmpty, pki.pki != nil {
      throw ValidationError("name what is to be verified once, with or without --pki")
    }
  }

  func run() throws {
    let report = try judging.verifier.verify(deployment.reader(of: pki.folder.root))
      .withFixes(
        (deployment.pkiFolder.map { CommandCompletion(folder: $0) } ?? pki.completion).callAsFunction)
    try Output.result(report, as: format.format)
    if !report.passed { throw ExitCode(ExitStatus.no) }
  }
}
