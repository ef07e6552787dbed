internal import OpenSSL

/// A validity that begins before it ends (RFC 5280, 4.1.2.5).
struct ValidityLint: Lint {
  let name = "validity"

  func problem(in context: LintContext) -> String? {
    guard let notBefore = context.fields.notBefore, let notAfter = context.fields.notAfter else {
      return "the validity cannot be read"
    }
    return notBefore < notAfter ? nil : "it ends \(notAfter.iso8601), before it begins \(notBefore.iso8601)"
  }
}
