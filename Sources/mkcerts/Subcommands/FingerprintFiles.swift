internal import ArgumentParser
internal import Fleet
internal import Secrets

struct FingerprintFiles: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fingerprint",
    abstract: "Print the fingerprints of certificates and keys, as servers, clients and openssl spell them.",
    discussion: """
      Of a certificate SHA-256 and SHA-1, as `openssl x509 -fingerprint` spells them; newer clients of \
      MariaDB take either as --ssl-fp (measured with 11.8; that of 10.11 has no such option). Of every key, \
      also those of certificates and requests, the SHA-256 of its public half, in hexadecimal and as curl's \
      --pinnedpubkey takes it.
      """)

  @Argument(
    help: ArgumentHelp("Certificates, private or public keys, or requests.", valueName: "file"),
    completion: .file())
  var files: [String]

  @OptionGroup(title: FilePassphrase.title) var passphrase: PassphraseChoice<FilePassphrase>
  @OptionGroup var format: FormatOption

  func run() throws {
    let materials = try files.flatMap { try KeyMaterial.read($0, passphrase: passphrase.source) }
    try FingerprintRendering(fingerprints: materials.map(Fingerprint.init)).print(format.format)
  }
}
