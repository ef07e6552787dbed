internal import OpenSSL
internal import Replication
internal import Verification

/// Whether a client is accepted.
extension ProbeJudge {
  func clientRefused(_ subject: Subject) -> Finding? {
    guard let presented, case .refused(let alert)? = subject.probed.reception else { return nil }
    let (meaning, fix) = foreign(presented, alert) ?? words(alert, subject, presented)
    let reason = alert.map { "\($0)" } ?? "without a reason"
    return subject.finding(
      "client-refused", .breaks,
      "\(subject.name) refuses \(presented.host)'s certificate: \(reason)\(meaning.map { " (\($0))" } ?? "")",
      fix: fix)
  }

  /// Where the certificate is from another authority than the files, it is the one to be mended, not the server.
  private func foreign(_ presented: PresentedPair, _ alert: Alert?) -> (String?, String?)? {
    guard alert == .unknownAuthority, let expectation,
      let store = try? TrustStore(expectation.authority),
      case .refused(let refusal)? = try? store.judge(
        presented.leaf, intermediates: Array(presented.pair.chain.dropFirst()), as: .client, at: time),
      !refusal.isExpired, !refusal.isNotYetValid
    else { return nil }
    let isNamesake = expectation.authority.contains {
      $0.fields.subject.matches(presented.leaf.fields.issuer)
    }
    let meaning =
      "it is from another authority than \(expectation.authorityFile): it is issued by "
      + presented.leaf.fields.issuer.rfc2253
      + (isNamesake ? ", of the same name and with a different key" : "")
    let isKnown =
      expectation.others.contains(presented.host.lowercased())
      || expectation.hosts.contains { $0.name == presented.host }
    guard expectation.isOfPKI else {
      return (
        meaning,
        "have \(presented.host) issued a certificate by the authority of \(expectation.authorityFile)"
      )
    }
    guard !isKnown else {
      return (meaning, "bring \(presented.host) the files that \(expectation.source) has for it")
    }
    return (
      meaning,
      "issue it from that authority, `mkcerts issue \(presented.host.inShell) --role slave --pki \(ShellWord(path: expectation.source))`, and "
        + "bring the host those files"
    )
  }

  /// What an alert means between a slave and a master, and what mends it (measured on MySQL 8.0 and 9.7, MariaDB
  /// 10.11 and 11.8).
  private func words(_ alert: Alert?, _ subject: Subject, _ presented: PresentedPair) -> (String?, String?) {
    let host = presented.host
    return switch alert {
    case .unknownAuthority?:
      (
        "it trusts another authority",
        "see that its ssl-ca is the cacert.pem of \(host)'s authority; then \(subject.reload)"
      )
    case .certificateExpired? where isInTime(presented.leaf):
      (
        "it is in time by this machine's clock, so that the server's revocation list or its authority has expired, or "
          + "its clock is ahead",
        "bring it the crl.pem that `mkcerts crl` makes, where it has one; then \(subject.reload); "
          + "else see the clocks with `date -u`"
      )
    case .certificateExpired?:
      (
        "the certificate, its authority or the server's revocation list has expired, by the server's clock",
        "see the clocks with `date -u`; `mkcerts renew \(host.inShell)`"
      )
    case .certificateRevoked?:
      ("its ssl-crl lists it", "`mkcerts issue \(host.inShell) --replace`, and bring the host its new files")
    case .unsupportedCertificate?:
      (
        "it is not for a client",
        "issue it in the role of a slave: `mkcerts issue \(host.inShell) --role slave --replace`"
      )
    default: (nil, "see the server's log, and `mkcerts verify` with the files of both")
    }
  }
  private func isInTime(_ leaf: Certificate) -> Bool {
    guard let end = leaf.fields.notAfter else { return false }
    return time < end
  }
}
