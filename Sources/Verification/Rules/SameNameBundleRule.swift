internal import OpenSSL
internal import Replication

/// Of two authorities with one name and different keys, key identifiers tell which one issued a certificate.
/// Without them OpenSSL tries the first alone (X509_STORE_CTX_get1_issuer(3); measured on all servers).
struct SameNameBundleRule: Rule {
  static let name = "same-name-bundle"

  func findings(in examination: Examination) -> [Finding] {
    let refused = Set(
      examination.refusedChains.filter { $0.refusal.cause == .badSignature }.flatMap(\.receivers))
    return examination.deployment.hosts.indices.flatMap { place in
      let host = examination.deployment.hosts[place]
      return host.trusts.compactMap { trust -> Finding? in
        guard let (first, second) = Self.namesakes(trust.certificates) else { return nil }
        let name = first.fields.subject.rfc2253
        let keys =
          "\(first.fields.publicKey?.shortFingerprint ?? "?") and \(second.fields.publicKey?.shortFingerprint ?? "?")"
        let both = "\(host.name) trusts two authorities named \(name), with the keys \(keys)"
        let fix =
          "keep the one that is needed in \(trust.path ?? "it"), and name the next authority otherwise"
        if refused.contains(place) {
          return finding(
            .breaks, host, trust.path,
            "\(both): without key identifiers only the first is tried, and it is not the one that signed",
            symptom: host.connections.isEmpty ? .masterRefusesSlave(nil) : .slaveRefusesMaster,
            fix: fix)
        }
        let areTold = first.fields.subjectKeyIdentifier != nil && second.fields.subjectKeyIdentifier != nil
        return finding(
          .note, host, trust.path,
          areTold
            ? "\(both): key identifiers alone tell them apart"
            : "\(both): no key identifiers tell them apart, so that links break in the other order", fix: fix)
      }
    }
  }

  private static func namesakes(_ trusted: [Certificate]) -> (Certificate, Certificate)? {
    var seen: [DistinguishedName: Certificate] = [:]
    for certificate in trusted {
      guard let other = seen[certificate.fields.subject] else {
        seen[certificate.fields.subject] = certificate
        continue
      }
      if other.fields.publicKey != certificate.fields.publicKey { return (other, certificate) }
    }
    return nil
  }
}
