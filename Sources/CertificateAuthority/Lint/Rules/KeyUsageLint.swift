internal import OpenSSL

/// keyUsage of the profile, and only usages that the key's kind can have (RFC 5280, 4.2.1.3; RFC 8410, 5).
struct KeyUsageLint: Lint {
  let name = "key-usage"

  func problem(in context: LintContext) -> String? {
    guard let kind = context.fields.publicKey?.kind else { return nil }
    let right = context.profile.keyUsage(for: kind)
    return context.fields.keyUsage == right
      ? nil : "keyUsage is \(context.fields.keyUsage?.description ?? "absent"), not \(right)"
  }
}
