internal import OpenSSL

/// basicConstraints of the profile (RFC 5280, 4.2.1.9): CA:TRUE with path length 0, or CA:FALSE.
struct BasicConstraintsLint: Lint {
  let name = "basic-constraints"

  func problem(in context: LintContext) -> String? {
    context.fields.basicConstraints == context.profile.basicConstraints
      ? nil : "basicConstraints are not those of the profile \(context.profile.rawValue)"
  }
}
