internal import OpenSSL
internal import Replication

/// Every host trusts the one authority's key.
struct AnotherTrustRule: Rule {
  static let name = "another-trust"

  func findings(in examination: Examination) -> [Finding] {
    guard !examination.authority.isEmpty else { return [] }
    return examination.deployment.hosts.flatMap { host in
      host.trusts.compactMap { problem($0, of: host, examination) }
    }
  }

  private func problem(_ trust: Trust, of host: DeployedHost, _ examination: Examination) -> Finding? {
    let trusted = trust.certificates
    guard let first = trusted.first, let path = trust.path else { return nil }
    let keys = Set(trusted.compactMap(\.fields.publicKey))
    guard keys.isDisjoint(with: examination.authorityKeys) else { return nil }
    let meant = examination.authority[0].fields
    let same = first.fields.subject.matches(meant.subject)
    let found =
      "\(first.fields.subject.rfc2253) with the key \(first.fields.publicKey?.shortFingerprint ?? "?")"
    return finding(
      .breaks, host, path,
      "\(host.name) trusts another authority\(same ? " of the same name" : ""): \(found), not "
        + "\(meant.subject.rfc2253) with the key \(meant.publicKey?.shortFingerprint ?? "?")",
      symptom: !host.connections.isEmpty ? .slaveRefusesMaster : .masterRefusesSlave(nil),
      fix: examination.isAuthorityInDoubt
        ? "first mend the authority, as said above, then verify again"
        : "give it this one with `cp \(examination.authorityFile ?? "cacert.pem") \(path)`")
  }
}
