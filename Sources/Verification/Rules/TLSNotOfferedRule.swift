internal import Replication

/// A master offers TLS: nothing switches it off, and its options name a certificate, or its server makes one.
struct TLSNotOfferedRule: Rule {
  static let name = "tls-not-offered"

  func findings(in examination: Examination) -> [Finding] {
    examination.masters.compactMap { place in
      let host = examination.deployment.hosts[place]
      guard let side = host.asMaster, case .withoutTLS(nil) = examination.judge.start(of: place) else {
        return nil
      }
      let why =
        side.isSwitchedOff
        ? "an option switches it off"
        : "no option of \(examination.title(of: host)) names a certificate"
      return finding(
        .breaks, host, side.optionFile, "\(host.name) offers no TLS: \(why)", symptom: .masterOffersNoTLS,
        fix: "name ssl-ca, ssl-cert and ssl-key under [mysqld]" + examination.readyMade(host))
    }
  }
}
