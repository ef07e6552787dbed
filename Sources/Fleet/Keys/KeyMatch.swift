internal import OpenSSL
public import Secrets

/// Whether files belong together: whether all of them are of one key.
public struct KeyMatch: Sendable, Encodable {
  /// One thing in one file.
  public struct Item: Sendable, Encodable {
    public let file: String
    public let kind: KeyMaterial.Kind
    /// The subject, where it has one.
    public let subject: String?
    /// SHA-256 of the SubjectPublicKeyInfo, in lower-case hexadecimal with colons.
    public let keySHA256: String
    /// Whether most of the others are of another key.
    public let isOdd: Bool
  }

  public let items: [Item]
  public let belongTogether: Bool
  /// What does not belong, both sides with the beginning of their fingerprints; nil where all belong
  /// together.
  public let refusal: String?

  /// Reads the files, and of each what a server would take: its key, its first certificate, or its request.
  ///
  /// - Throws: where a file holds nothing of the kind or cannot be read, or there is but one thing in all of
  ///   them, which proves nothing.
  public init(_ paths: [String], passphrase source: PassphraseSource? = nil) throws {
    var found: [KeyMaterial] = []
    for path in paths {
      let all = try KeyMaterial.read(path, passphrase: source)
      // Behind the first certificate are those of its issuers.
      found += all.filter { $0.kind != .certificate } + all.filter { $0.kind == .certificate }.prefix(1)
    }
    guard found.count > 1 else {
      throw FleetError(
        .conflict, "\(found[0].file) holds a \(found[0].kind.rawValue) alone, and nothing to hold it against",
        hint:
          "name the files of key and certificate, as in `mkcerts match client-key.pem client-cert.pem`"
      )
    }
    let counts = Dictionary(found.map { ($0.key, 1) }, uniquingKeysWith: +)
    // Where two keys are equally frequent, the first one named is the one to go by.
    let most = counts.values.max() ?? 0
    let common = found.first { counts[$0.key] == most } ?? found[0]
    items = found.map {
      Item(
        file: $0.file, kind: $0.kind, subject: $0.subject,
        keySHA256: $0.key.fingerprint.hexadecimal(separator: ":"), isOdd: $0.key != common.key)
    }
    belongTogether = counts.count == 1
    refusal = found.first { $0.key != common.key }.map { Self.sentence($0, common) }
  }

  private static func sentence(_ odd: KeyMaterial, _ other: KeyMaterial) -> String {
    "the \(odd.kind.rawValue) in \(odd.file) is of another key than the \(other.kind.rawValue) in "
      + "\(other.file): the SHA-256 of the one begins with \(odd.key.shortFingerprint), of the other with "
      + other.key.shortFingerprint
  }
}
