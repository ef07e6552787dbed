internal import OpenSSL
internal import Replication

/// Certificates are in their time, the authority's included, and their end is known early.
struct ValidityRule: Rule {
  static let name = "validity"

  func findings(in examination: Examination) -> [Finding] {
    authorities(examination) + examination.deployment.hosts.flatMap { leaves(of: $0, examination) }
      + examination.deployment.hosts.flatMap { others(of: $0, examination) } + above(examination)
      + outlived(examination)
  }

  /// What the authority issued for longer than it is valid itself is refused once it ends: said once, before that is
  /// near enough to be due.
  private func outlived(_ examination: Examination) -> [Finding] {
    examination.authority.compactMap { authority in
      guard let end = authority.fields.notAfter else { return nil }
      let hosts = examination.deployment.hosts
      let isRenewed = examination.authority.contains {
        $0.fields.publicKey == authority.fields.publicKey && $0.fields.notAfter.map { $0 > end } == true
      }
      guard let key = authority.fields.publicKey, !isRenewed else { return nil }
      let longer = hosts.indices.filter { place in
        hosts[place].presentations.contains { _, presentation in
          guard let leaf = presentation.chain.value?.first, let last = leaf.fields.notAfter, last > end else {
            return false
          }
          return examination.signer(of: leaf) == key
        }
      }
      guard !longer.isEmpty else { return nil }
      return finding(
        .note, nil, examination.deployment.authority?.path,
        "\(authority.fields.subject.rfc2253) ends \(end.iso8601), before what it issued to \(examination.names(longer)), "
          + "which is refused from then on",
        fix: "renew the authority in time, over the same key, and bring every host its new certificate")
    }
  }

  private func authorities(_ examination: Examination) -> [Finding] {
    examination.authority.compactMap { authority in
      guard let (severity, sentence) = problem(authority, "the authority's certificate", examination) else {
        return nil
      }
      let file = examination.deployment.authority?.path
      guard isNeeded(authority, examination) else {
        return finding(
          .note, nil, file, "\(sentence); nothing that is presented depends on it",
          fix: "take it out of cacert.pem once every host has a certificate of the other authority")
      }
      return finding(
        severity, nil, file, sentence, symptom: severity == .breaks ? .slaveRefusesMaster : nil,
        fix: isEarly(authority, examination)
          ? Self.setClock
          : examination.isOfPKI
            ? "renew it over the same key with `mkcerts rollover keep-key`, and bring every host its new cacert.pem; "
              + "for a new key: `mkcerts rollover begin`"
            : "renew the authority, and bring every host its new certificate"
      )
    }
  }

  /// During a rollover, and after one, the old authority may end while the new one does the work.
  private func isNeeded(_ authority: Certificate, _ examination: Examination) -> Bool {
    guard examination.authority.count > 1, let key = authority.fields.publicKey else { return true }
    let hasSuccessor = examination.authority.contains {
      $0 != authority && $0.fields.publicKey == key && problem($0, "", examination) == nil
    }
    return !hasSuccessor
      && examination.deployment.hosts.contains { host in
        host.presentations.contains { _, presentation in
          presentation.chain.value?.contains { examination.signer(of: $0) == key } == true
        }
      }
  }

  private func leaves(of host: DeployedHost, _ examination: Examination) -> [Finding] {
    host.presentations.compactMap { purpose, presentation -> Finding? in
      guard let leaf = presentation.chain.value?.first,
        let (severity, sentence) = problem(leaf, "the certificate", examination)
      else { return nil }
      let symptom: LinkFailure = purpose == .server ? .slaveRefusesMaster : .masterRefusesSlave(nil)
      return finding(
        severity, host, presentation.chain.path, sentence, symptom: severity == .breaks ? symptom : nil,
        fix: isEarly(leaf, examination)
          ? Self.setClock : examination.reissue(host))
    }
  }

  /// Intermediates, and the host's own copy of the authority where it is another than the rest has. Whether
  /// one that is over breaks a link depends on what else is there; links tell.
  private func others(of host: DeployedHost, _ examination: Examination) -> [Finding] {
    let intermediates = host.presentations.flatMap { _, presentation in
      (presentation.chain.value ?? []).dropFirst().map { (presentation.chain.path, $0) }
    }
    let trusted = host.trusts.flatMap { trust in
      trust.certificates.map { (trust.path ?? "", $0) }
    }
    return (intermediates + trusted).compactMap { path, certificate in
      guard !examination.authority.contains(certificate),
        let (severity, sentence) = problem(
          certificate, "\(certificate.fields.subject.rfc2253) in it", examination),
        severity == .due
      else { return nil }
      return finding(severity, host, path, sentence, fix: "put its successor in its place")
    }
  }

  /// Authorities above a certificate that are over, or not begun, and that links fail for.
  private func above(_ examination: Examination) -> [Finding] {
    refusals([.expired, .notYetValid], in: examination) { chain, certificate in
      guard chain.refusal.depth > 0, !examination.authority.contains(certificate) else { return nil }
      let host = examination.deployment.hosts[chain.holder]
      let subject = "\(certificate.fields.subject.rfc2253), above the certificate of \(host.name),"
      guard let (_, sentence) = problem(certificate, subject, examination) else { return nil }
      return (
        sentence,
        isEarly(certificate, examination)
          ? Self.setClock
          : "put its successor in its place, or issue \(host.name) from an authority that is in its time"
      )
    }
  }

  private static let setClock =
    "see this machine's clock with `date -u` and set it, or that of the machine that issued the certificate"

  private func isEarly(_ certificate: Certificate, _ examination: Examination) -> Bool {
    certificate.fields.notBefore.map { examination.time < $0 } ?? false
  }

  private func problem(_ certificate: Certificate, _ subject: String, _ examination: Examination) -> (
    Severity, String
  )? {
    let now = examination.time
    guard let begin = certificate.fields.notBefore, let end = certificate.fields.notAfter else {
      return (.breaks, "the validity of \(subject) cannot be read")
    }
    if now < begin {
      return (.breaks, "\(subject) is not valid before \(begin.iso8601), and it is \(now.iso8601)")
    }
    // OpenSSL refuses at notAfter itself: the last good second is the one before.
    if end <= now { return (.breaks, "\(subject) expired \(end.iso8601), and it is \(now.iso8601)") }
    guard end < now.adding(seconds: examination.warningSeconds) else { return nil }
    let left = now.days(until: end)
    return (.due, "\(subject) ends \(end.iso8601), in \(left) \(left == 1 ? "day" : "days")")
  }
}
