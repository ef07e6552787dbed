internal import COpenSSL

/// Name constraints (RFC 5280, 4.2.1.10) where OpenSSL, which has checked a path already, does not look closely:
/// what a wildcard stands for, and names and constraints that are none.
struct NameConstraintRules {
  /// From the leaf to the anchor.
  let path: [Certificate]

  /// The first certificate that breaks a rule; nil where none does.
  var refusal: Refusal? {
    // A critical extension with contents that cannot be processed (RFC 5280, 4.2): constraints are defined for
    // authorities alone.
    if path[0].fields.criticalExtensions.contains(NameConstraints.identifier),
      path[0].fields.basicConstraints?.isAuthority != true
    {
      return Refusal(X509_V_ERR_INVALID_EXTENSION, [path[0]])
    }
    for (depth, authority) in path.enumerated().dropFirst() {
      guard let constraints = NameConstraints(of: authority) else { continue }
      for below in 0..<depth where below == 0 || !path[below].isSelfIssued {
        for name in path[below].fields.subjectAlternativeNames ?? [] {
          guard let code = Self.problem(name, constraints) else { continue }
          return Refusal(code, Array(path[...below]))
        }
      }
    }
    return nil
  }

  private static func problem(_ name: GeneralName, _ constraints: NameConstraints) -> Int32? {
    switch name {
    case .dns(let name):
      if (constraints.permittedHosts + constraints.excludedHosts).isEmpty { return nil }
      guard constraints.hasProperHosts else { return X509_V_ERR_UNSUPPORTED_CONSTRAINT_SYNTAX }
      guard let labels = HostLabels(name, mayBeWildcard: true) else {
        return X509_V_ERR_UNSUPPORTED_NAME_SYNTAX
      }
      let isExcluded = constraints.excludedHosts.contains { excluded in
        HostLabels(excluded).map(labels.standsFor) ?? false
      }
      return isExcluded ? X509_V_ERR_EXCLUDED_VIOLATION : nil
    case .other(let text):
      guard constraints.constrainsMailboxes, text.hasPrefix("email:") else { return nil }
      return isMailbox(text.dropFirst(6)) ? nil : X509_V_ERR_UNSUPPORTED_NAME_SYNTAX
    case .ip: return nil
    }
  }

  /// One `@` between something and something, but for those in a quoted local part (RFC 5321, 4.1.2).
  private static func isMailbox(_ text: Substring) -> Bool {
    guard let at = text.lastIndex(of: "@") else { return false }
    let (local, domain) = (text[..<at], text[text.index(after: at)...])
    let isQuoted = local.count >= 2 && local.hasPrefix("\"") && local.hasSuffix("\"")
    return !local.isEmpty && !domain.isEmpty && (isQuoted || !local.contains("@"))
  }
}

/// The labels of a DNS name, in lower case.
private struct HostLabels {
  let labels: [Substring]

  /// nil where a label is empty, or a wildcard stands where none may.
  init?(_ name: String, mayBeWildcard: Bool = false) {
    labels = name.lowercased().split(separator: ".", omittingEmptySubsequences: false)
    let plain = mayBeWildcard && labels.first == "*" ? labels.dropFirst() : labels[...]
    guard !plain.isEmpty, plain.allSatisfy({ !$0.isEmpty && !$0.contains("*") }) else { return nil }
  }

  /// True where this is a wildcard that `other` is one of the names for.
  func standsFor(_ other: HostLabels) -> Bool {
    labels.first == "*" && other.labels.count == labels.count
      && other.labels.dropFirst().elementsEqual(labels.dropFirst())
  }
}
