internal import OpenSSL

/// Just the extensions that a profile has, each once, and critical where RFC 5280, 4.2.1 wants it.
struct ExtensionSetLint: Lint {
  let name = "extension-set"

  func problem(in context: LintContext) -> String? {
    let fields = context.fields
    guard Set(fields.extensions).count == fields.extensions.count else { return "an extension occurs twice" }
    let critical: Set = [ExtensionIdentifier.basicConstraints, ExtensionIdentifier.keyUsage]
    guard fields.criticalExtensions == critical else {
      return "critical are \(fields.criticalExtensions.sorted()), not just basicConstraints and keyUsage"
    }
    let known: Set = [
      ExtensionIdentifier.subjectKeyIdentifier, ExtensionIdentifier.authorityKeyIdentifier,
      ExtensionIdentifier.subjectAltName, ExtensionIdentifier.extKeyUsage,
    ]
    let foreign = Set(fields.extensions).subtracting(critical).subtracting(known)
    return foreign.isEmpty ? nil : "it has extensions that no profile has: \(foreign.sorted())"
  }
}
