internal import OpenSSL

/// No leaf outlives the authority: from the authority's last day on, nothing that it signed is accepted.
struct OutlivesAuthorityLint: Lint {
  let name = "outlives-authority"

  func problem(in context: LintContext) -> String? {
    guard let end = context.fields.notAfter, let last = context.authority.notAfter, last < end else {
      return nil
    }
    return "it ends \(end.date), after its authority, which ends \(last.date)"
  }
}
