internal import ArgumentParser
internal import OpenSSL
internal import Secrets

/// Where the passphrase of the authority's key comes from. None of them takes the passphrase itself:
/// arguments are visible to every user of the machine.
struct PassphraseOptions: ParsableArguments {
  static let title = "Passphrase of the authority's key (one of these; default: none)"

  @Option(
    help: ArgumentHelp(
      "Read the passphrase of the authority's key from the one line of this file.", valueName: "file"),
    completion: .file())
  var passphraseFile: String?

  @Option(help: ArgumentHelp("Read it from this open file descriptor.", valueName: "number"))
  var passphraseFd: Int32?

  @Option(help: ArgumentHelp("Read it from this environment variable.", valueName: "name"))
  var passphraseEnv: String?

  @Flag(help: "Ask for it on the terminal, twice for a new key. Without this, nothing is ever asked.")
  var passphrasePrompt = false

  /// The one that is named; nil where none is.
  var source: PassphraseSource? {
    if let passphraseFile { return .file(passphraseFile) }
    if let passphraseFd { return .descriptor(passphraseFd) }
    if let passphraseEnv { return .environment(passphraseEnv) }
    return passphrasePrompt ? .terminal : nil
  }

  func validate() throws {
    let named = [passphraseFile != nil, passphraseFd != nil, passphraseEnv != nil, passphrasePrompt]
    guard named.filter({ $0 }).count <= 1 else {
      throw ValidationError("the passphrase comes from one place: name one of the --passphrase options")
    }
    if let passphraseEnv, passphraseEnv.isEmpty || passphraseEnv.contains("=") {
      throw ValidationError(
        "--passphrase-env \(passphraseEnv.debugDescription) names no environment variable")
    }
    if let passphraseFd, passphraseFd < 0 {
      throw ValidationError("--passphrase-fd \(passphraseFd) is not a file descriptor")
    }
  }
}

/// How a new key is encrypted.
struct DerivationOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How the passphrase of a new key becomes its encryption key. Default: scrypt.", valueName: "kind"))
  var kdf: KeyDerivation?
}
