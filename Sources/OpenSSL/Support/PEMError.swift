/// Why nothing could be read from a text in PEM (RFC 7468).
///
/// No file is named: the text may have come from anywhere, and whoever read the file names it in front.
public struct PEMError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong, for code and tests.
  public enum Code: Sendable, Hashable {
    /// The text holds nothing of the kind that was looked for.
    case missing
    /// It is no text in PEM at all, but what it holds in DER.
    case binary(DERKind)
    /// It holds more than one, where one is meant.
    case several
    /// It cannot be decoded, or is encrypted in a way that this OpenSSL has not.
    case malformed
    /// It is encrypted, and no passphrase was given.
    case encrypted
    /// The passphrase does not decrypt it; or what is encrypted is damaged, which looks the same.
    case wrongPassphrase
  }

  /// What is wrong.
  public let code: Code
  /// What is wrong with the text, to stand behind a file's name and a colon.
  public let description: String
  /// What OpenSSL said, where the text is malformed.
  public let cause: OpenSSLError?
  /// The labels of the blocks that stand there in place of what was looked for: `PRIVATE KEY`.
  public let found: [String]

  private init(
    _ code: Code, _ description: String, cause: OpenSSLError? = nil, found: [String] = []
  ) {
    self.code = code
    self.description = description
    self.cause = cause
    self.found = found
  }

  /// True where a private key stands where something else should.
  public var foundPrivateKey: Bool {
    code == .binary(.privateKey) || found.contains { $0.hasSuffix("PRIVATE KEY") }
  }

  /// `labels` are those of the blocks that the text holds instead of `kind`; without any, `binary` is what it
  /// is in DER.
  static func missing(_ kind: String, found labels: [String], as binary: DERKind? = nil) -> PEMError {
    if let binary {
      let other = binary.rawValue == kind ? "one" : "a \(binary.rawValue)"
      return PEMError(.binary(binary), "it holds no \(kind) in PEM but \(other) in DER")
    }
    let others =
      labels.isEmpty ? ", and nothing else in PEM" : " but " + Set(labels).sorted().joined(separator: ", ")
    return PEMError(.missing, "it holds no \(kind)\(others)", found: labels)
  }

  static func several(_ kind: String, count: Int) -> PEMError {
    PEMError(.several, "it holds \(count) \(kind), not one")
  }

  /// `kind` is what cannot be decoded: "the key", "certificate 2".
  static func malformed(_ kind: String, _ cause: OpenSSLError) -> PEMError {
    // OpenSSL's first reason is the cause of the others.
    let reason = cause.entries.first?.reason ?? cause.operation
    return PEMError(.malformed, "\(kind) in it is damaged (\(reason))", cause: cause)
  }

  static let encrypted = PEMError(.encrypted, "the key is encrypted")
  static let wrongPassphrase = PEMError(.wrongPassphrase, "the passphrase does not decrypt it")
}
