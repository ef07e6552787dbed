internal import OpenSSL
internal import Replication

/// No certificate has the whole name of its authority. Without key identifiers it is then taken for
/// self-signed, and refused (measured on all servers; the manual of MySQL warns of it in "Creating SSL
/// Certificates and Keys Using openssl").
struct SelfIssuedNameRule: Rule {
  static let name = "self-issued-name"

  func findings(in examination: Examination) -> [Finding] {
    let refused = Set(examination.refusedChains.filter { $0.refusal.cause == .selfSignedLeaf }.map(\.holder))
    return examination.deployment.hosts.indices.flatMap { place in
      let host = examination.deployment.hosts[place]
      return host.presentations.compactMap { purpose, presentation -> Finding? in
        guard let leaf = presentation.chain.value?.first, leaf.isSelfIssued,
          leaf.fields.publicKey.map(leaf.isSigned) != true
        else { return nil }
        let name = "the certificate has the whole name of its authority, \(leaf.fields.subject.rfc2253)"
        let fix = examination.reissue(host) + ", under a name of its own"
        guard leaf.looksSelfSigned else {
          return finding(
            .note, host, presentation.chain.path,
            "\(name); only key identifiers tell the two apart", fix: fix)
        }
        return finding(
          refused.contains(place) ? .breaks : .note, host, presentation.chain.path,
          "\(name), and no key identifiers: OpenSSL takes it for self-signed",
          symptom: refused.contains(place)
            ? purpose == .server ? .slaveRefusesMaster : .masterRefusesSlave(nil) : nil, fix: fix)
      }
    }
  }
}
