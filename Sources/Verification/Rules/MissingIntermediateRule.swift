internal import OpenSSL
internal import Replication

/// Between a host's certificate and what the other end trusts, every issuer is sent or trusted; and what is
/// trusted goes up to a root, since servers accept no partial chain (X509_V_FLAG_PARTIAL_CHAIN is not set;
/// measured on all).
struct MissingIntermediateRule: Rule {
  static let name = "missing-intermediate"

  func findings(in examination: Examination) -> [Finding] {
    let known =
      examination.refusedChains.contains { $0.refusal.cause == .missingIssuer }
      ? KnownCertificates(examination.deployment) : nil
    guard let known else { return [] }
    return examination.refusedChains.filter { $0.refusal.cause == .missingIssuer }.compactMap { chain in
      explain(chain, known, examination)
    }
  }

  private func explain(_ chain: RefusedChain, _ known: KnownCertificates, _ examination: Examination)
    -> Finding?
  {
    guard let last = chain.refusal.certificate else { return nil }
    let hosts = examination.deployment.hosts
    let (host, path) = (hosts[chain.holder], chain.presentation(hosts)?.chain.path)
    let trust = chain.receiversTrust(hosts)
    let issuer = last.fields.issuer.rfc2253
    let receivers = examination.names(chain.receivers)
    if trust.certificates.contains(last) {
      return finding(
        .breaks, hosts[chain.receivers[0]], trust.path,
        "\(receivers) trusts \(last.fields.subject.rfc2253), an intermediate, without \(issuer), which issued it"
          + (known.issuer(of: last).map { "; that lies in \($0.path)" } ?? "")
          + ": no server takes a chain that ends at an intermediate", symptom: chain.symptom,
        fix: "put the certificate of \(issuer) into \(trust.path ?? "ssl_ca") too")
    }
    guard let (found, place) = known.issuer(of: last) else {
      // Of a namesake another rule says that its key is another.
      guard !trust.certificates.contains(where: { $0.fields.subject.matches(last.fields.issuer) }) else {
        return nil
      }
      if let owner = trust.certificates.first(where: { $0.mayStand(above: last.fields.issuer) }) {
        return lost(chain, last, under: owner, examination)
      }
      return finding(
        .note, host, path,
        "\(issuer), which issued \(last.fields.subject.rfc2253), is nowhere to be found: if it is an intermediate, "
          + "its certificate is missing", fix: "put its certificate behind that of \(host.name)")
    }
    guard !found.looksSelfSigned else { return nil }
    if let path { examination.lackingIntermediates.insert(path) }
    // What stands in its own file and is not sent, another rule names.
    let own = chain.presentation(hosts)?.chain.value ?? []
    guard !own.contains(found) || examination.server(of: host).sendsChain else { return nil }
    return finding(
      .breaks, host, path,
      "the certificate of \(issuer), an intermediate, is neither sent by \(host.name) nor trusted by "
        + "\(receivers); it lies in \(place)", symptom: chain.symptom,
      fix: fix(chain, place, examination))
  }

  private static func appending(_ file: String, to other: String) -> String {
    "cat \(ShellWord(path: file)) >> \(ShellWord(path: other))"
  }

  /// Nobody has the issuer's certificate, and by its name it belongs to whom the receivers trust.
  private func lost(
    _ chain: RefusedChain, _ last: Certificate, under owner: Certificate, _ examination: Examination
  ) -> Finding {
    let hosts = examination.deployment.hosts
    let (host, path) = (hosts[chain.holder], chain.presentation(hosts)?.chain.path)
    if let path { examination.lackingIntermediates.insert(path) }
    let issuer = last.fields.issuer.rfc2253
    return finding(
      .breaks, host, path,
      "the certificate of \(issuer), which issued \(last.fields.subject.rfc2253), is neither sent by \(host.name) "
        + "nor trusted by \(examination.names(chain.receivers)), and lies nowhere here: by its name it is an "
        + "intermediate of \(owner.fields.subject.rfc2253), or else another authority of the same owner",
      symptom: chain.symptom,
      fix: "get the certificate of \(issuer) from who issued it, and put it behind that of \(host.name)"
        + "\(path.map { ": `cat INTERMEDIATE >> \(ShellWord(path: $0))`" } ?? ""); where it is another authority, "
        + examination.reissue(host))
  }

  /// What stands behind the leaf MySQL 5.7 does not send: it completes the leaf from its own ssl_ca (measured).
  private func fix(_ chain: RefusedChain, _ place: String, _ examination: Examination) -> String {
    let hosts = examination.deployment.hosts
    let host = hosts[chain.holder]
    guard examination.server(of: host).sendsChain else {
      let trust = chain.reason.connection.map { host.connections[$0].trust } ?? host.asMaster?.trust
      return
        "put it into what \(host.name) itself trusts, since \(examination.server(of: host).title) sends the "
        + "leaf alone and what it finds there"
        + (trust?.path.map { ": `\(Self.appending(place, to: $0))`" } ?? "")
    }
    let path = chain.presentation(hosts)?.chain.path
    return
      "put it behind the certificate of \(host.name)\(path.map { ": `\(Self.appending(place, to: $0))`" } ?? "")"
  }
}

extension Certificate {
  /// Whether an authority of this name may be an intermediate below it: both name one owner, and it may have
  /// intermediates at all (RFC 5280, 4.2.1.9).
  fileprivate func mayStand(above name: DistinguishedName) -> Bool {
    guard isSelfIssued, let constraints = fields.basicConstraints, constraints.isAuthority else {
      return false
    }
    return constraints.pathLength != 0 && fields.subject.isOfSameOwner(as: name)
  }
}

/// Every certificate of a deployment that may have issued another, and where it lies.
private struct KnownCertificates {
  private var authorities: [Certificate: String] = [:]

  init(_ deployment: Deployment) {
    for certificate in deployment.authority?.value ?? [] {
      authorities[certificate] = deployment.authority?.path
    }
    for host in deployment.hosts {
      for trust in host.trusts {
        for certificate in trust.certificates { authorities[certificate] = trust.path ?? "" }
      }
      for (_, presentation) in host.presentations {
        for certificate in presentation.chain.value ?? [] {
          authorities[certificate] = presentation.chain.path
        }
      }
    }
  }

  /// Whoever signed `certificate`, and where it lies; the first by path.
  func issuer(of certificate: Certificate) -> (certificate: Certificate, path: String)? {
    authorities.filter { authority, _ in
      authority != certificate && authority.fields.subject.matches(certificate.fields.issuer)
        && authority.fields.publicKey.map(certificate.isSigned) == true
    }.map { ($0.key, $0.value) }.min { $0.1 < $1.1 }
  }
}
