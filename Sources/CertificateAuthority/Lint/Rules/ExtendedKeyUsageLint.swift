internal import OpenSSL

/// The purposes that the role needs and no other, and none in an authority (RFC 5280, 4.2.1.12).
struct ExtendedKeyUsageLint: Lint {
  let name = "extended-key-usage"

  func problem(in context: LintContext) -> String? {
    let right = context.profile.extendedKeyUsage
    let found = context.fields.extendedKeyUsage ?? []
    return found == right ? nil : "extendedKeyUsage is \(found), not \(right)"
  }
}
