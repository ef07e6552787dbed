internal import OpenSSL
internal import Secrets

/// Finds what `show` shows in the bytes of a file.
enum ShownObjects {
  typealias Object = Shown.Object

  /// The private key, by its public half.
  static func key(_ text: borrowing SecretBytes) -> Object? {
    do throws(PrivateKeyError) {
      let key = try PrivateKey.parse(pem: text).publicKey
      return object("private key, in clear", keyFields(key))
    } catch .encrypted {
      return object("private key, encrypted", [("whose", "cannot be told without its passphrase")])
    } catch {
      return nil
    }
  }

  /// A certificate in DER, a request, or a revocation list.
  static func others(_ bytes: [UInt8]) -> [Object] {
    if let certificate = try? Certificate(der: bytes) { return [self.certificate(certificate)] }
    if let request = try? CertificateRequest.parse(pem: bytes) {
      let names = request.subjectAlternativeNames.map(\.tagged)
      return [
        object(
          "certificate request",
          [
            ("subject", request.subject.rfc2253), ("names asked for", names.joined(separator: " ")),
            ("signed by its key", request.provesPossession ? "yes" : "no"),
          ] + keyFields(request.publicKey))
      ]
    }
    guard let list = try? RevocationList.parse(pem: bytes) else { return [] }
    return [
      object(
        "revocation list",
        [
          ("issuer", list.issuer.rfc2253), ("this update", list.thisUpdate?.iso8601 ?? "?"),
          ("next update", list.nextUpdate?.iso8601 ?? "none"),
          ("revoked", list.revokedSerials.map(\.description).joined(separator: " ")),
        ])
    ]
  }

  /// A certificate, field by field.
  static func certificate(_ certificate: Certificate) -> Object {
    let fields = certificate.fields
    let authority = fields.basicConstraints?.isAuthority == true
    var shown: [(String, String)] = [
      ("subject", fields.subject.rfc2253), ("issuer", fields.issuer.rfc2253),
      ("serial number", fields.serial.description), ("not before", fields.notBefore?.iso8601 ?? "malformed"),
      ("not after", fields.notAfter?.iso8601 ?? "malformed"), ("authority", authority ? "yes" : "no"),
      ("names", (fields.subjectAlternativeNames ?? []).map(\.tagged).joined(separator: " ")),
      ("key usage", fields.keyUsage?.description ?? "any"),
      ("extended key usage", fields.extendedKeyUsage?.map(\.description).joined(separator: ", ") ?? "any"),
      ("signature", fields.signatureAlgorithm ?? "none"),
      ("REQUIRE SUBJECT", fields.subject.oneline), ("REQUIRE ISSUER", fields.issuer.oneline),
      ("SHA-256", certificate.fingerprint.hexadecimal(separator: ":")),
    ]
    if let key = fields.publicKey { shown += keyFields(key) }
    return object(authority ? "authority's certificate" : "certificate", shown)
  }

  private static func keyFields(_ key: PublicKey) -> [(String, String)] {
    [("key", key.kind.description), ("key SHA-256", key.fingerprint.hexadecimal(separator: ":"))]
  }

  private static func object(_ kind: String, _ fields: [(String, String)]) -> Object {
    Object(kind: kind, fields: fields.filter { !$0.1.isEmpty }.map { (name: $0.0, value: $0.1) })
  }
}
