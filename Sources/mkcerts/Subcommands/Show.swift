internal import ArgumentParser
internal import Fleet
internal import OpenSSL
internal import SecureFiles

struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a certificate, private key, request or revocation list in full.",
    discussion: """
      Takes a file, or else the name of a host or the serial number of a certificate in the ledger. Of a private \
      key it shows what kind it is and whose, never the key.
      """)

  @Argument(
    help: ArgumentHelp("A file in PEM or DER, a host's name, or a serial number.", valueName: "file"),
    completion: .file())
  var subject: String

  @OptionGroup var pki: PKIOptions
  @OptionGroup var format: FormatOption

  func run() throws {
    let shown = try found()
    switch format.format {
    case .json: try Output.result(json: shown)
    case .text: try Output.result(shown.text)
    }
  }

  /// A file of that name comes first.
  private func found() throws -> Shown {
    if try Files.exists(subject) { return try Shown(path: subject) }
    let ledger = try? Fleet.ledger(of: pki.folder)
    if let ledger, let shown = try Shown(subject, in: ledger) { return shown }
    let root = pki.folder.root
    throw CommandError(
      "there is no file \(subject.debugDescription), and no host or serial number of that name in \(root)",
      hint: "see what was issued with `mkcerts list`")
  }
}
