internal import OpenSSL

/// The fingerprints of one key or certificate.
public struct Fingerprint: Sendable, Encodable {
  public let file: String
  public let kind: KeyMaterial.Kind
  /// The subject, where it has one.
  public let subject: String?
  /// SHA-256 of the certificate, as `openssl x509 -fingerprint` spells it; newer clients of MariaDB take
  /// it as `--ssl-fp` (measured with 11.8.9; that of 10.11 has no such option).
  public let sha256: String?
  /// SHA-1 of the certificate in the same way, which they take too.
  public let sha1: String?
  /// SHA-256 of the SubjectPublicKeyInfo, in lower-case hexadecimal with colons, as in all reports.
  public let keySHA256: String
  /// The same as curl's `--pinnedpubkey` takes it.
  public let keyPin: String

  /// The fingerprints of `material`.
  public init(of material: KeyMaterial) {
    file = material.file
    kind = material.kind
    subject = material.subject
    sha256 = material.certificate.map { $0.fingerprint.hexadecimal(separator: ":").uppercased() }
    sha1 = material.certificate.map { $0.sha1Fingerprint.hexadecimal(separator: ":").uppercased() }
    keySHA256 = material.key.fingerprint.hexadecimal(separator: ":")
    keyPin = material.key.pin
  }
}
