internal import OpenSSL

/// Every name of a certificate is one that the authorities above it may certify (RFC 5280, 4.2.1.10; measured on
/// all servers).
struct NameConstraintsRule: Rule {
  static let name = "name-constraints"

  func findings(in examination: Examination) -> [Finding] {
    refusals([.nameConstraints, .unsupportedNameConstraints], in: examination) { chain, certificate in
      let host = examination.deployment.hosts[chain.holder]
      let names = (certificate.fields.subjectAlternativeNames ?? []).map(\.text).prefix(4).joined(
        separator: ", ")
      return (
        "the certificate of \(host.name)\(names.isEmpty ? "" : ", for \(names),") has a name that its authority may not "
          + "certify: \(chain.refusal.reason)",
        "issue \(host.name) under names that the authority's nameConstraints permit, or from another authority"
      )
    }
  }
}
