internal import ArgumentParser
internal import Fleet
internal import OpenSSL
internal import Verification

struct Verify: ParsableCommand, PKICommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Prove that master and slaves share one authority, or name the odd one out.",
    discussion: """
      Reads a pki folder and holds every host against the same-CA rule, by key and signature and never by name.

        breaks    a connection will not come up, or a server will not start
        exposed   it comes up, but unencrypted or unverified, or a key is not where or as closed as it should be
        due       it comes up now, and breaks at a known time within the span of --within
        note      worth knowing

      Exit codes: 0 proven: every connection comes up, encrypted, under one authority, even where something is exposed \
      or due; 1 not proven, or with --strict something is exposed or due; 2 it cannot be read.
      """)

  @Argument(
    help: ArgumentHelp("A pki folder. Default: the one of --pki.", valueName: "dir"), completion: .directory)
  var path: String?

  @OptionGroup var pki: PKIOptions

  @OptionGroup var judging: JudgingOptions

  @OptionGroup var format: ReportFormatOption

  func validate() throws {
    if path != nil, pki.pki != nil { throw ValidationError("name the folder once, with or without --pki") }
  }

  func run() throws {
    let deployment = try PKIFolderReader(root: path ?? pki.folder.root).read()
    let report = judging.verifier.verify(deployment)
      .withFixes((path.map { CommandCompletion(folder: $0) } ?? pki.completion).callAsFunction)
    try Output.result(report, as: format.format)
    if !report.passed { throw ExitCode(ExitStatus.no) }
  }
}
