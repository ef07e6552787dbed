internal import ArgumentParser
internal import OpenSSL
internal import Secrets

/// Which passphrase a group of options is about.
protocol PassphrasePurpose {
  /// What the options begin with: `passphrase` for `--passphrase-file`.
  static var option: String { get }
  /// What the passphrase is, as in "the passphrase of the authority's key".
  static var passphrase: String { get }
  /// How often the terminal asks, as a clause behind "Ask for it on the terminal".
  static var asking: String { get }
  /// The heading of the group.
  static var title: String { get }
}

/// Where a passphrase comes from. None of the options takes the passphrase itself: arguments are visible to
/// every user of the machine.
struct PassphraseChoice<Purpose: PassphrasePurpose>: ParsableArguments {
  static var title: String { Purpose.title }

  @Option(
    name: .customLong(Purpose.option + "-file"),
    help: ArgumentHelp("Read \(Purpose.passphrase) from the one line of this file.", valueName: "file"),
    completion: .file())
  var file: String?

  @Option(
    name: .customLong(Purpose.option + "-fd"),
    help: ArgumentHelp("Read it from this open file descriptor.", valueName: "number"))
  var descriptor: Int32?

  @Option(
    name: .customLong(Purpose.option + "-env"),
    help: ArgumentHelp("Read it from this environment variable.", valueName: "name"))
  var variable: String?

  @Flag(
    name: .customLong(Purpose.option + "-prompt"),
    help: ArgumentHelp("Ask for it on the terminal\(Purpose.asking). Without this, nothing is ever asked."))
  var prompt = false

  /// The one that is named; nil where none is.
  var source: PassphraseSource? {
    if let file { return .file(file) }
    if let descriptor { return .descriptor(descriptor) }
    if let variable { return .environment(variable) }
    return prompt ? .terminal : nil
  }

  /// The one that is named, for a command that cannot do without.
  func required() throws -> PassphraseSource {
    guard let source else {
      let option = "--" + Purpose.option
      throw ValidationError(
        "\(Purpose.passphrase) is missing: name its place with \(option)-file, \(option)-fd, \(option)-env or "
          + "\(option)-prompt")
    }
    return source
  }

  func validate() throws {
    let option = "--" + Purpose.option
    let named = [file != nil, descriptor != nil, variable != nil, prompt]
    guard named.filter({ $0 }).count <= 1 else {
      throw ValidationError("the passphrase comes from one place: name one of the \(option) options")
    }
    if let variable, variable.isEmpty || variable.contains("=") {
      throw ValidationError("\(option)-env \(variable.debugDescription) names no environment variable")
    }
    if let descriptor, descriptor < 0 {
      throw ValidationError("\(option)-fd \(descriptor) is not a file descriptor")
    }
  }
}

/// The passphrase of the authority's key, for a command that signs or makes it.
enum AuthorityPassphrase: PassphrasePurpose {
  static let option = "passphrase"
  static let passphrase = "the passphrase of the authority's key"
  static let asking = ", twice for a new key"
  static let title = "Passphrase of the authority's key (one of these; default: none)"
}

/// `--passphrase-file` and its like.
typealias PassphraseOptions = PassphraseChoice<AuthorityPassphrase>

/// The passphrase that a key gets.
enum NewPassphrase: PassphrasePurpose {
  static let option = "new-passphrase"
  static let passphrase = "the new passphrase"
  static let asking = ", twice"
  static let title = "New passphrase (one of these)"
}

/// How a new key is encrypted.
struct DerivationOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How the passphrase of a new key becomes its encryption key. Default: scrypt.", valueName: "kind"))
  var kdf: KeyDerivation?
}
