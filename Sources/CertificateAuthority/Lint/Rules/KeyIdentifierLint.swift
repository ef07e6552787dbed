internal import OpenSSL

/// A subject key identifier of the key itself, and the issuer's in the authority key identifier (RFC 5280,
/// 4.2.1.1 and 4.2.1.2), without the issuer's name and serial: those would strand every leaf once the
/// authority's certificate is renewed over the same key. With both, a bundle of two authorities of one name
/// works in either order.
struct KeyIdentifierLint: Lint {
  let name = "key-identifier"

  func problem(in context: LintContext) -> String? {
    let fields = context.fields
    guard let key = fields.publicKey, fields.subjectKeyIdentifier == key.identifier else {
      return "the subject key identifier is not that of its key"
    }
    guard let authority = fields.authorityKeyIdentifier, !authority.namesIssuer else {
      return "the authority key identifier is missing, or holds more than the key identifier"
    }
    return authority.keyIdentifier == context.authority.subjectKeyIdentifier
      ? nil : "the authority key identifier is not that of the authority's key"
  }
}
