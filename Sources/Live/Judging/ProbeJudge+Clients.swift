internal import OpenSSL
internal import Replication
internal import Verification

/// Whether a client is accepted.
extension ProbeJudge {
  func clientRefused(_ subject: Subject) -> Finding? {
    guard let presented, case .refused(let alert)? = subject.probed.reception else { return nil }
    let (meaning, fix) = Self.words(alert, subject, presented.host)
    let reason = alert.map { "\($0)" } ?? "without a reason"
    return subject.finding(
      "client-refused", .breaks,
      "\(subject.name) refuses \(presented.host)'s certificate: \(reason)\(meaning.map { " (\($0))" } ?? "")",
      fix: fix)
  }

  /// What an alert means between a slave and a master, and what mends it (measured on MySQL 8.0 and 9.7, MariaDB
  /// 10.11 and 11.8).
  private static func words(_ alert: Alert?, _ subject: Subject, _ host: String) -> (String?, String?) {
    switch alert {
    case .unknownAuthority?:
      (
        "it trusts another authority",
        "see that its ssl-ca is the cacert.pem of \(host)'s authority; then \(subject.reload)"
      )
    case .certificateExpired?:
      (
        "the certificate, its authority or the server's revocation list has expired, by the server's clock",
        "see the clocks with `date -u`; `mkcerts renew \(host)`"
      )
    case .certificateRevoked?:
      ("its ssl-crl lists it", "`mkcerts issue \(host) --replace`, and bring the host its new files")
    case .unsupportedCertificate?:
      (
        "it is not for a client",
        "issue it in the role of a slave: `mkcerts issue \(host) --role slave --replace`"
      )
    default: (nil, "see the server's log, and `mkcerts verify` with the files of both")
    }
  }
}
