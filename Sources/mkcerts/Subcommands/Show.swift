internal import ArgumentParser
internal import OpenSSL
internal import SecureFiles

struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the certificates, key, request or revocation list in a file.",
    discussion: "Of a private key it shows what kind it is and whose, never the key.")

  @Argument(help: ArgumentHelp("A file in PEM or DER.", valueName: "file"), completion: .file())
  var file: String

  @OptionGroup var format: FormatOption

  func run() throws {
    let shown = try ShownFile(path: file)
    switch format.format {
    case .json: try Output.result(json: shown.objects)
    case .text: try Output.result(shown.text)
    }
  }
}
