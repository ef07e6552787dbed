internal import OpenSSL
internal import Replication

/// Whoever names revocation lists has a current one of every authority in each chain: servers check all levels
/// (X509_V_FLAG_CRL_CHECK_ALL in vio/viosslfactories of both families; measured).
struct RevocationListRule: Rule {
  static let name = "revocation-list"

  func findings(in examination: Examination) -> [Finding] {
    let missing = examination.deployment.hosts.flatMap { host in
      host.namingRevocations.compactMap { unusable($0, of: host) }
    }
    let refused = examination.refusedChains.filter { $0.refusal.cause.isAboutRevocation }
      .filter { $0.refusal.cause != .revoked }.flatMap { explain($0, examination) }
    let dated = examination.deployment.hosts.flatMap { host in
      host.namingRevocations.flatMap { dates($0, of: host, examination) }
    }
    return missing + refused + dated + misplaced(examination) + copies(examination)
  }

  /// Every host of a pki folder has the lists that lie there: what is missing in its copy it goes on to accept.
  private func copies(_ examination: Examination) -> [Finding] {
    guard let published = examination.deployment.revocations else { return [] }
    let fix = "have every host's folder brought up to date with `mkcerts crl`, and copy crl.pem to the hosts"
    if let reason = published.reason {
      return [
        finding(
          .breaks, nil, published.path, "the revocation list \(published.path) cannot be used: \(reason)",
          fix: fix)
      ]
    }
    let lists = published.value ?? []
    return examination.deployment.hosts.compactMap { host in
      guard host.isOfPKI, !host.presentations.isEmpty, let trust = host.lacking(lists) else { return nil }
      let missed = trust.missing(of: lists).count
      let what =
        trust.isRevocationNamed ? "has an old copy of \(published.path)" : "does not use \(published.path)"
      return finding(
        missed == 0 ? .note : .exposed, host, trust.revocationPath ?? trust.path,
        "\(host.name) \(what)"
          + (missed == 0
            ? "; nothing was revoked since"
            : ": it accepts \(missed) revoked \(missed == 1 ? "certificate" : "certificates")"),
        fix: fix)
    }
  }

  private static func fix(_ host: DeployedHost) -> String {
    host.isOfPKI
      ? "make the next list with `mkcerts crl`, and bring it to the hosts as that prints"
      : "publish a current list of every authority in the chain, and name them all in this file"
  }

  /// Lists in a trust file are read by nobody (measured on all servers).
  private func misplaced(_ examination: Examination) -> [Finding] {
    let odd = examination.deployment.oddFiles
    guard !odd.isEmpty else { return [] }
    return examination.deployment.hosts.flatMap { host in
      host.trusts.compactMap { trust in
        guard let path = trust.file?.path, odd[path]?.holdsRevocationList == true,
          !trust.isRevocationNamed
        else { return nil }
        return finding(
          .note, host, path,
          "a revocation list stands in \(path), where no server reads it: what it revokes is accepted",
          fix: "name the file as \(host.isMaster ? "ssl-crl" : examination.words(of: host) + "SSL_CRL") too")
      }
    }
  }

  private func unusable(_ trust: Trust, of host: DeployedHost) -> Finding? {
    guard case .unreadable(let path, let reason) = trust.revocations else { return nil }
    return finding(
      .breaks, host, path, "\(host.name) cannot use its revocation list \(path): \(reason)",
      symptom: .cannotLoad(.trust, as: host.isMaster ? .server : .client), fix: Self.fix(host))
  }

  private func explain(_ chain: RefusedChain, _ examination: Examination) -> [Finding] {
    let hosts = examination.deployment.hosts
    let trust = chain.receiversTrust(hosts)
    // Of a folder without hashes another rule speaks.
    if trust.revocations == nil, trust.revocationLists.isEmpty, case .found = trust.revocationFolder {
      return []
    }
    let certificate = chain.refusal.certificate
    let issuer = certificate?.fields.issuer
    let lists = trust.revocationLists.filter { list in issuer.map(list.issuer.matches) ?? false }
    let of = issuer.map { " of \($0.rfc2253)" } ?? ""
    let why: String
    switch chain.refusal.cause {
    case .revocationListExpired:
      let end = lists.compactMap(\.nextUpdate).max()
      why = "its revocation list\(of) is stale\(end.map { ", since \($0.iso8601)" } ?? "")"
    case .revocationListNotYetValid:
      let begin = lists.compactMap(\.thisUpdate).min()
      why = "its revocation list\(of) is not yet valid\(begin.map { ", before \($0.iso8601)" } ?? "")"
    case .revocationListBadSignature: why = "its revocation list\(of) is signed by another key of that name"
    case .revocationListMissing where !lists.isEmpty && lists.allSatisfy(\.isDelta):
      why = "it has a delta alone\(of), and not the list that this adds to"
    case .revocationListMissing: why = "it has no revocation list\(of)"
    default: why = "it cannot use its revocation list\(of): \(chain.refusal.reason)"
    }
    let holder = hosts[chain.holder].name
    return [chain.receivers[0]].map { receiver in
      finding(
        .breaks, hosts[receiver], trust.revocationPath,
        "\(examination.names(chain.receivers)) refuses the certificate of \(holder): \(why)",
        symptom: chain.symptom, fix: Self.fix(hosts[receiver]))
    }
  }

  /// What the lists say of themselves, whoever asks them.
  private func dates(_ trust: Trust, of host: DeployedHost, _ examination: Examination) -> [Finding] {
    let now = examination.time
    let path = trust.revocationPath
    return trust.revocationLists.compactMap { list in
      let name = "the revocation list of \(list.issuer.rfc2253)"
      if list.isDelta {
        return finding(
          .note, host, path, "\(name) is a delta, which servers pass over: what it revokes is not revoked",
          fix: "name the complete list")
      }
      let isReplaced = trust.revocationLists.contains { other in
        other != list && !other.isDelta && other.issuer == list.issuer
          && (other.nextUpdate ?? now) > max(now, list.nextUpdate ?? now)
      }
      guard !isReplaced else { return nil }
      if let begin = list.thisUpdate, now < begin {
        return finding(
          .due, host, path, "\(name) is not valid before \(begin.iso8601), and it is \(now.iso8601)",
          fix: Self.fix(host))
      }
      guard let end = list.nextUpdate, end < now.adding(seconds: examination.warningSeconds) else {
        return nil
      }
      return finding(
        .due, host, path,
        end <= now
          ? "\(name) is stale since \(end.iso8601): every certificate of its authority is refused by it"
          : "\(name) ends \(end.iso8601): from then on every certificate of its authority is refused",
        fix: Self.fix(host))
    }
  }
}

extension Trust {
  /// What `lists` revoke and the lists here do not.
  fileprivate func missing(of lists: [RevocationList]) -> Set<SerialNumber> {
    let known = Set(revocationLists.filter { !$0.isDelta }.flatMap(\.revokedSerials))
    return Set(lists.flatMap(\.revokedSerials)).subtracting(known)
  }
}

extension DeployedHost {
  /// The first of its sides that has other lists than these.
  fileprivate func lacking(_ lists: [RevocationList]) -> Trust? {
    ([asMaster?.trust].compactMap { $0 } + connections.map(\.trust)).first {
      Set($0.revocationLists) != Set(lists)
    }
  }

  /// Its sides that name revocation lists, once where both name the same.
  fileprivate var namingRevocations: [Trust] {
    var paths: Set<String> = []
    return ([asMaster?.trust].compactMap { $0 } + connections.map(\.trust)).filter {
      $0.revocationPath.map { paths.insert($0).inserted } ?? false
    }
  }
}
