internal import ArgumentParser
internal import Fleet
internal import Secrets

struct Match: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "match",
    abstract: "Tell whether key, certificate and request belong together, and which one does not.",
    discussion: """
      Compares the keys in all files; of a chain the first certificate counts, as it does for servers. Exit \
      code 1 says that they do not belong together.
      """)

  @Argument(
    help: ArgumentHelp("Certificates, private or public keys, or requests; two or more.", valueName: "file"),
    completion: .file())
  var files: [String]

  @OptionGroup(title: FilePassphrase.title) var passphrase: PassphraseChoice<FilePassphrase>
  @OptionGroup var format: FormatOption

  func run() throws {
    let match = try KeyMatch(files, passphrase: passphrase.source)
    try MatchRendering(match: match).print(format.format)
    if !match.belongTogether { throw ExitCode(ExitStatus.no) }
  }
}
