internal import OpenSSL

/// A server's certificate names what its clients dial (RFC 5280, 4.2.1.6; RFC 6125, 6.4), in names that they
/// accept.
struct SubjectAltNameLint: Lint {
  let name = "subject-alt-name"

  func problem(in context: LintContext) -> String? {
    let names = context.fields.subjectAlternativeNames ?? []
    if context.profile == .authority { return names.isEmpty ? nil : "an authority has no alternative names" }
    if context.profile.presentsNames, names.isEmpty { return "it names nothing that a client could dial" }
    guard Set(names).count == names.count else { return "an alternative name occurs twice" }
    for name in names {
      if let reason = NamePolicy.refusal(of: name) { return "\(name.tagged): \(reason)" }
    }
    return nil
  }
}
