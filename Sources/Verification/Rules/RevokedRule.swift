internal import OpenSSL
internal import Replication

/// No certificate that is shown is revoked by its issuer, whether or not the other end asks (RFC 5280, 5.3).
struct RevokedRule: Rule {
  static let name = "revoked"

  func findings(in examination: Examination) -> [Finding] {
    let refused = refusals([.revoked], in: examination) { chain, certificate in
      let hosts = examination.deployment.hosts
      let holder = hosts[chain.holder]
      let host = holder.name
      let list = chain.receiversTrust(hosts).revocationPath.map { ", by the list in \($0)" } ?? ""
      return (
        chain.refusal.depth == 0
          ? "the certificate of \(host) (serial \(certificate.fields.serial)) is revoked\(list)"
          : "\(certificate.fields.subject.rfc2253), above the certificate of \(host), is revoked\(list)",
        examination.reissue(holder)
      )
    }
    let said = Set(refused.compactMap(\.host))
    return refused + unheeded(examination).filter { !said.contains($0.host ?? "") }
  }

  /// Certificates that a list somewhere revokes, and that are taken all the same: not every end has the list.
  private func unheeded(_ examination: Examination) -> [Finding] {
    let hosts = examination.deployment.hosts
    var lists: [(list: RevocationList, path: String)] = []
    var seen: Set<RevocationList> = []
    for trust in hosts.flatMap({ [$0.asMaster?.trust].compactMap { $0 } + $0.connections.map(\.trust) }) {
      for list in trust.revocationLists where seen.insert(list).inserted {
        lists.append((list, trust.revocationPath ?? ""))
      }
    }
    if let published = examination.deployment.revocations {
      for list in published.value ?? [] where seen.insert(list).inserted {
        lists.append((list, published.path))
      }
    }
    guard !lists.isEmpty else { return [] }
    return hosts.flatMap { host in
      host.presentations.compactMap { purpose, presentation in
        guard let leaf = presentation.chain.value?.first, let issuer = examination.signer(of: leaf),
          let (_, path) = lists.first(where: { $0.list.revokes(leaf, signedBy: issuer) })
        else { return nil }
        let revoked =
          "the certificate of \(host.name) (serial \(leaf.fields.serial)) is revoked, by a list in \(path)"
        // What stands before that in the way of a link does not make it a good certificate.
        let receivers =
          purpose == .client
          ? hosts.compactMap(\.asMaster?.trust) : hosts.flatMap { $0.connections.map(\.trust) }
        if receivers.contains(where: { $0.revocationLists.contains { $0.revokes(leaf, signedBy: issuer) } }) {
          return finding(
            .breaks, host, presentation.chain.path, revoked,
            symptom: purpose == .server ? .slaveRefusesMaster : .masterRefusesSlave(nil),
            fix: examination.reissue(host))
        }
        return finding(
          .exposed, host, presentation.chain.path,
          "\(revoked), and those whom \(host.name) shows it to do not look there",
          fix:
            examination.reissue(host) + ", and give each end the list as ssl_crl"
        )
      }
    }
  }
}

extension RevocationList {
  /// Whether it takes back `certificate`, and is of the same key.
  fileprivate func revokes(_ certificate: Certificate, signedBy issuer: PublicKey) -> Bool {
    // Servers pass over deltas, of which another rule speaks.
    !isDelta && self.issuer.matches(certificate.fields.issuer) && isSigned(by: issuer)
      && entries.contains { $0.serial == certificate.fields.serial && $0.reason != .removeFromList }
  }
}

extension Trust {
  /// The file of revocation lists, or their folder.
  var revocationPath: String? { (revocations ?? revocationFolder)?.path }
}
