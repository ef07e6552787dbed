internal import OpenSSL
internal import Replication

/// Every host trusts the one authority's key, and of several authorities that are in use each that issued what it is
/// shown.
struct AnotherTrustRule: Rule {
  static let name = "another-trust"

  func findings(in examination: Examination) -> [Finding] {
    guard !examination.authority.isEmpty else { return [] }
    let others = examination.deployment.hosts.flatMap { host -> [Finding] in
      // Where its own certificate is of the other authority too, that is one fault, which is said of that.
      guard !host.isOfAnother(than: examination) else { return [] }
      return host.trusts.compactMap { problem($0, of: host, examination) }
    }
    return others + lacking(examination)
  }

  private func problem(_ trust: Trust, of host: DeployedHost, _ examination: Examination) -> Finding? {
    guard trust.isOfAnother(than: examination), let first = trust.certificates.first, let path = trust.path
    else { return nil }
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
        : "give it this one with `\(Examination.copying(examination.authorityFile ?? "cacert.pem", to: path))`"
    )
  }

  /// During a change of authorities: who trusts one of them, and is shown a certificate of the other.
  private func lacking(_ examination: Examination) -> [Finding] {
    let causes: Set<RefusalCause> = [.missingIssuer, .selfSignedInChain]
    guard examination.authority.count > 1 else { return [] }
    return examination.refusedChains.filter { causes.contains($0.refusal.cause) }.flatMap { chain in
      let hosts = examination.deployment.hosts
      guard let top = chain.presentation(hosts)?.chain.value?.last,
        let issuer = examination.authority.first(where: { $0.fields.publicKey.map(top.isSigned) == true })
      else { return [Finding]() }
      return chain.receivers.compactMap { receiver -> Finding? in
        // Of intermediates without their root another rule speaks.
        let trusts = hosts[receiver].trusts.filter {
          !$0.isOfAnother(than: examination) && $0.certificates.contains(where: \.isSelfIssued)
        }
        guard
          let trust = trusts.first(where: { trust in
            !trust.certificates.contains { $0.fields.publicKey == issuer.fields.publicKey }
          }), let path = trust.path
        else { return nil }
        let trusted = trust.certificates[0].fields.subject.rfc2253
        let name = issuer.fields.subject.rfc2253
        let holder = hosts[chain.holder]
        return finding(
          .breaks, hosts[receiver], path,
          "\(hosts[receiver].name) trusts \(trusted), and not \(name) with the key "
            + "\(issuer.fields.publicKey?.shortFingerprint ?? "?"), which issued the certificate of \(holder.name)",
          symptom: chain.symptom,
          fix: "put \(name) into \(path) too, or let \(holder.name) have a certificate of \(trusted): "
            + examination.reissue(holder))
      }
    }
  }
}

extension Trust {
  /// Whether it names authorities, of which none is the shared one, nor an intermediate that one issued.
  func isOfAnother(than examination: Examination) -> Bool {
    let trusted = certificates
    guard !trusted.isEmpty else { return false }
    let keys = Set(trusted.compactMap(\.fields.publicKey))
    guard keys.isDisjoint(with: examination.authorityKeys) else { return false }
    return !trusted.allSatisfy {
      !$0.isSelfIssued && $0.fields.basicConstraints?.isAuthority == true && examination.signer(of: $0) != nil
    }
  }
}

extension DeployedHost {
  /// Whether neither what it trusts nor any certificate that it shows is of the shared authority.
  func isOfAnother(than examination: Examination) -> Bool {
    let chains = presentations.compactMap(\.presentation.chain.value).filter { !$0.isEmpty }
    return !chains.isEmpty && trusts.contains { $0.isOfAnother(than: examination) }
      && chains.allSatisfy { chain in !chain.contains { examination.signer(of: $0) != nil } }
      && !presentations.contains { examination.lackingIntermediates.contains($0.presentation.chain.path) }
  }
}
