internal import CertificateAuthority
internal import OpenSSL
internal import Secrets

/// Finds what `show` shows in the bytes of a file.
enum ShownObjects {
  /// The private key, by its public half.
  static func key(_ text: borrowing SecretBytes) -> ShownObject? {
    do throws(PEMError) {
      let key = try PrivateKey.parse(pem: text).publicKey
      return ShownObject("private key, in clear", keyFields(key))
    } catch {
      guard error.code == .encrypted else { return nil }
      return ShownObject(
        "private key, encrypted", [.init("whose", "whose", .text("cannot be told without its passphrase"))])
    }
  }

  /// A certificate in DER, a request, or a revocation list.
  static func others(_ bytes: [UInt8]) -> [ShownObject] {
    if let certificate = try? Certificate(der: bytes) { return [self.certificate(certificate)] }
    if let request = try? CertificateRequest.parse(pem: bytes) {
      return [
        ShownObject(
          "certificate request",
          [
            .init("subject", "subject", .text(request.subject.rfc2253)),
            .init("names asked for", "names", .list(request.subjectAlternativeNames.map(\.tagged))),
            .init("signed by its key", "isSignedByItsKey", .claim(request.provesPossession)),
          ] + keyFields(request.publicKey))
      ]
    }
    return ((try? RevocationList.parseAll(pem: bytes)) ?? []).map(revocationList)
  }

  private static func revocationList(_ list: RevocationList) -> ShownObject {
    let revoked = list.entries.map { entry in
      "\(entry.serial) \(entry.date?.iso8601 ?? "?") \((entry.reason ?? .unspecified).name)"
    }
    return ShownObject(
      list.isDelta ? "revocation list, only the changes since another" : "revocation list",
      [
        .init("issuer", "issuer", .text(list.issuer.rfc2253)),
        .init(
          "number", "number", .text(list.number.map { $0.value.map(String.init) ?? $0.description } ?? "none")
        ),
        .init("this update", "thisUpdate", .text(list.thisUpdate?.iso8601 ?? "?")),
        .init("next update", "nextUpdate", .text(list.nextUpdate?.iso8601 ?? "none")),
        .init("revoked", "revoked", .list(list.revokedSerials.map(\.description))),
        .init("when and why", "entries", .list(revoked, separator: ", ")),
      ])
  }

  /// A certificate, field by field, and when it was revoked as far as that is known.
  static func certificate(_ certificate: Certificate, _ revocation: Revocation? = nil) -> ShownObject {
    let revoked = revocation.map { "\($0.time.iso8601) (\($0.reason.name))" }
    let fields = certificate.fields
    let isAuthority = fields.basicConstraints?.isAuthority == true
    let names = (fields.subjectAlternativeNames ?? []).map(\.tagged)
    let purposes = fields.extendedKeyUsage?.map(\.description) ?? ["any"]
    return ShownObject(
      isAuthority ? "authority's certificate" : "certificate",
      [
        .init("subject", "subject", .text(fields.subject.rfc2253)),
        .init("issuer", "issuer", .text(fields.issuer.rfc2253)),
        .init("serial number", "serial", .text(fields.serial.description)),
        .init("not before", "notBefore", .text(fields.notBefore?.iso8601 ?? "malformed")),
        .init("not after", "notAfter", .text(fields.notAfter?.iso8601 ?? "malformed")),
      ] + (revoked.map { [.init("revoked", "revoked", .text($0))] } ?? []) + [
        .init("authority", "isAuthority", .claim(isAuthority)),
        .init("names", "names", .list(names)),
        .init("key usage", "keyUsage", .text(fields.keyUsage?.description ?? "any")),
        .init("extended key usage", "extendedKeyUsage", .list(purposes, separator: ", ")),
        .init("signature", "signature", .text(fields.signatureAlgorithm ?? "none")),
        .init("REQUIRE SUBJECT", "requireSubject", .text(fields.subject.oneline)),
        .init("REQUIRE ISSUER", "requireIssuer", .text(fields.issuer.oneline)),
        .init("SHA-256", "sha256", .text(certificate.fingerprint.hexadecimal(separator: ":"))),
      ] + (fields.publicKey.map(keyFields) ?? []))
  }

  private static func keyFields(_ key: PublicKey) -> [ShownObject.Field] {
    [
      .init("key", "key", .text(key.kind.description)),
      .init("key SHA-256", "keySHA256", .text(key.fingerprint.hexadecimal(separator: ":"))),
    ]
  }
}
