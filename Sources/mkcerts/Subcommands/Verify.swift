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
      Reads a pki folder and holds every host against the same-CA rule, by key and signature and never by name.

        breaks    a connection will not come up, or a server will not start
        exposed   it comes up, but unencrypted or unverified, or a key is not where or as closed as it should be
        due       it ends within --within days

      Exit codes: 0 proven: every connection comes up, encrypted, under one authority; 1 not proven, or with --strict \
      something is exposed or due; 2 it cannot be read.
      """)

  @OptionGroup var deployment: DeploymentOptions

  @OptionGroup var pki: PKIOptions

  @Flag(help: "Fail also for what is exposed or due. Default: only tell.")
  var strict = false

  @Option(help: ArgumentHelp("Tell what ends within so many days.", valueName: "days"))
  var within = 30

  @OptionGroup var format: FormatOption

  func validate() throws {
    if !deployment.isEmpty, pki.pki != nil {
      throw ValidationError("name what is to be verified once, with or without --pki")
    }
    guard within >= 0 else { throw ValidationError("--within \(within) is not a number of days") }
  }

  func run() throws {
    let reader = deployment.reader(of: pki.folder.root)
    let report = try Verifier(time: .now(), warningDays: within, isStrict: strict)
      .verify(reader.read(assuming: .default))
      .withFixes((deployment.pkiFolder.map { CommandCompletion(folder: $0) } ?? pki.completion).callAsFunction)
    switch format.format {
    case .json: try Output.result(json: report)
    case .text: try Output.result(ReportRendering(report: report).text)
    }
    if !report.passed { throw ExitCode(ExitStatus.no) }
  }
}
