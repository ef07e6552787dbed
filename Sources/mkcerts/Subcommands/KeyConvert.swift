internal import ArgumentParser
internal import Fleet
internal import OpenSSL
internal import Secrets
internal import SecureFiles

extension Key {
  /// `mkcerts key convert`.
  struct Convert: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "convert",
      abstract: "Write a private key as PKCS#8, as PKCS#1 or SEC 1, or encrypted.",
      discussion: """
        Every server loads PKCS#8 in clear. The file that is read is left as it is, and nothing is \
        overwritten; what is written was read anew and holds the same key.
        """)

    @Argument(
      help: ArgumentHelp("A private key in PEM or DER; - for standard input.", valueName: "file"),
      completion: .file())
    var file: String

    @Option(
      help: ArgumentHelp(
        "The form: pkcs8 in clear, traditional (PKCS#1 for RSA, SEC 1 for elliptic curves) in clear, or "
          + "pkcs8-encrypted.", valueName: "form"))
    var to: KeyForm

    @Option(
      help: ArgumentHelp(
        "The file, which must not exist yet, mode 0600; - for standard output, unless that is a terminal.",
        valueName: "file"), completion: .file())
    var output: String

    @OptionGroup(title: FilePassphrase.title) var present: PassphraseChoice<FilePassphrase>
    @OptionGroup(title: NewPassphrase.title) var new: PassphraseChoice<NewPassphrase>
    @OptionGroup(title: NewPassphrase.title) var derivation: DerivationOption

    func validate() throws {
      if to == .encrypted {
        _ = try new.required()
      } else if new.source != nil || derivation.kdf != nil {
        throw ValidationError("--new-passphrase and --kdf are for --to pkcs8-encrypted")
      }
      if file == "-", [present.source, new.source].contains(.descriptor(0)) {
        throw ValidationError("standard input holds the key, and cannot hold a passphrase too")
      }
    }

    func run() throws {
      let place = try SecretOutput(output)
      let text = file == "-" ? try StandardStream.inputSecret() : try Files.readSecret(file)
      let protection = new.source.map { (source: $0, derivation: derivation.kdf ?? .scrypt) }
      let converted = try KeyConversion.convert(
        text, called: file == "-" ? "standard input" : file, passphrase: present.source, to: to,
        protection: protection)
      try place.write(converted)
    }
  }
}

/// The passphrase that a key in a file has.
enum FilePassphrase: PassphrasePurpose {
  static let option = "passphrase"
  static let passphrase = "the passphrase that the key has"
  static let asking = ""
  static let title = "Passphrase of an encrypted key (one of these; default: none)"
}
