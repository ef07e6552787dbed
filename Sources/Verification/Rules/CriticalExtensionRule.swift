internal import OpenSSL

/// No certificate has a critical extension that OpenSSL does not know: it refuses what it does not understand
/// (RFC 5280, 4.2; measured on all servers).
struct CriticalExtensionRule: Rule {
  static let name = "critical-extension"

  func findings(in examination: Examination) -> [Finding] {
    refusals([.unhandledCriticalExtension], in: examination) { chain, certificate in
      let host = examination.deployment.hosts[chain.holder]
      let own =
        chain.refusal.depth == 0 ? "the certificate" : "\(certificate.fields.subject.rfc2253), above it,"
      let known = ExtensionIdentifier.common
      let unknown = certificate.fields.criticalExtensions.filter { !known.contains($0) }.sorted()
      return (
        "\(own) has a critical extension that the servers' OpenSSL does not know"
          + (unknown.isEmpty ? "" : " (\(unknown.joined(separator: ", ")))"),
        chain.refusal.depth == 0
          ? examination.reissue(host) + ", without that extension"
          : "issue \(host.name) from an authority without that extension"
      )
    }
  }
}

extension ExtensionIdentifier {
  /// Those that every OpenSSL handles.
  fileprivate static let common: Set<String> = [
    keyUsage, subjectAltName, basicConstraints, extKeyUsage, "2.5.29.30", "2.5.29.32", "2.5.29.36",
    "2.5.29.54",
  ]
}
