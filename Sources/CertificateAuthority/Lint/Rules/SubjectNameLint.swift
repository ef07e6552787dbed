internal import OpenSSL

/// A subject that servers of all versions compare alike, and that is never the authority's.
///
/// REQUIRE SUBJECT and REQUIRE ISSUER compare the text of X509_NAME_oneline byte for byte. OpenSSL 3 writes a
/// slash and a multi-valued name other than OpenSSL 1.1.1 does, so neither may occur. A leaf whose name
/// equals its issuer's is taken for self-signed by servers where key identifiers are missing.
struct SubjectNameLint: Lint {
  let name = "subject-name"

  func problem(in context: LintContext) -> String? {
    let subject = context.fields.subject
    guard let commonName = subject.commonName, subject.oneline == "/CN=\(commonName)" else {
      return "the subject \(subject.rfc2253) is not one common name of plain characters"
    }
    guard commonName.utf8.allSatisfy({ (0x20..<0x7f).contains($0) }),
      !commonName.contains(where: { "/+=\\\"'<>;,#".contains($0) })
    else {
      return "the common name \(commonName.debugDescription) has a character that servers write differently"
    }
    if context.profile != .authority, subject.matches(context.authority.subject) {
      return "the subject is the authority's own name"
    }
    return context.fields.issuer.matches(context.authority.subject)
      ? nil : "the issuer \(context.fields.issuer.rfc2253) is not the authority"
  }
}
