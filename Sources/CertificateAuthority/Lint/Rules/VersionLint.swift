internal import OpenSSL

/// Version 3, since only that has extensions (RFC 5280, 4.1.2.1).
struct VersionLint: Lint {
  let name = "version"

  func problem(in context: LintContext) -> String? {
    context.fields.version == 3 ? nil : "the version is \(context.fields.version), not 3"
  }
}
