internal import OpenSSL
internal import Replication

/// Every certificate is signed by the key of the one authority. Judged by the signature: each mysqld makes an
/// authority of its own under the same name, so that names prove nothing.
struct AnotherAuthorityRule: Rule {
  static let name = "another-authority"

  func findings(in examination: Examination) -> [Finding] {
    guard !examination.authority.isEmpty else { return [] }
    return examination.deployment.hosts.flatMap { host in
      host.presentations.compactMap { purpose, presentation in
        guard let chain = presentation.chain.value, let leaf = chain.first,
          !examination.lackingIntermediates.contains(presentation.chain.path),
          !chain.contains(where: { examination.signer(of: $0) != nil })
        else { return nil }
        let trusted = host.trusts.first { $0.isOfAnother(than: examination) }?.path
        return finding(
          .breaks, host, presentation.chain.path,
          sentence(host, leaf, examination) + (trusted.map { ", and so is what it trusts, \($0)" } ?? ""),
          symptom: purpose == .server ? .slaveRefusesMaster : .masterRefusesSlave(nil),
          fix: examination.isAuthorityInDoubt
            ? "first mend the authority, as said above, then verify again"
            : host.isOfPKI
              ? "issue \(host.name) from this authority with `mkcerts issue \(host.name.inShell) --replace`"
              : "sign the certificate of \(host.name) with the authority of \(examination.authorityFile ?? "the others"), "
                + "or issue all hosts from a new one: `mkcerts init-ca`, then `mkcerts issue \(host.name.inShell)`"
                + (trusted.flatMap { path in
                  examination.authorityFile.map {
                    "; let it trust that authority too: `\(Examination.copying($0, to: path))`"
                  }
                } ?? ""))
      }
    }
  }

  private func sentence(_ host: DeployedHost, _ leaf: Certificate, _ examination: Examination) -> String {
    let issuer = leaf.fields.issuer
    let meant = examination.authority[0]
    let expected = meant.fields.publicKey?.shortFingerprint ?? "?"
    guard examination.authority.contains(where: { $0.fields.subject.matches(issuer) }) else {
      return
        "the certificate is from another authority: \(issuer.rfc2253), not \(meant.fields.subject.rfc2253)"
    }
    let other = otherKey(of: host, named: issuer, examination)
    return
      "the certificate is from another authority of the same name, \(issuer.rfc2253): same name, different key"
      + " (\(other.map { "\($0), " } ?? "")not \(expected))"
  }

  /// The key of the other authority, where the host trusts it.
  private func otherKey(of host: DeployedHost, named name: DistinguishedName, _ examination: Examination)
    -> String?
  {
    host.trusts.flatMap(\.certificates).compactMap { trusted -> PublicKey? in
      guard trusted.fields.subject.matches(name), let key = trusted.fields.publicKey else { return nil }
      return examination.authorityKeys.contains(key) ? nil : key
    }.first?.shortFingerprint
  }
}
