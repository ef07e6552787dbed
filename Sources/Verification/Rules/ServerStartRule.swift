internal import OpenSSL
internal import Replication

/// The server starts, and with TLS, from the files that its options name. Where they do not fit, MySQL starts
/// without TLS and MariaDB does not start (measured).
struct ServerStartRule: Rule {
  static let name = "server-start"

  func findings(in examination: Examination) -> [Finding] {
    examination.deployment.hosts.indices.compactMap { place in
      let host = examination.deployment.hosts[place]
      // Which file it is that does not fit, and why, other rules say.
      guard !examination.said.contains(host.name), let start = examination.judge.start(of: place) else {
        return nil
      }
      let server = examination.title(of: host)
      switch start {
      case .exits(let failure):
        return finding(
          .breaks, host, failure.named, "\(server) does not start: \(failure.named): \(failure.reason)",
          symptom: .masterCannotLoad(failure.part),
          fix: Self.fix(failure, host, examination))
      case .withoutTLS(let failure?):
        return finding(
          .breaks, host, failure.named, "\(server) starts without TLS: \(failure.named): \(failure.reason)",
          symptom: .masterCannotLoad(failure.part), fix: Self.fix(failure, host, examination))
      case .withoutCertificate, .withTLS, .withItsOwnCertificate, .withoutTLS(nil): return nil
      }
    }
  }

  private static func fix(_ failure: LoadFailure, _ host: DeployedHost, _ examination: Examination)
    -> String
  {
    if host.asMaster?.namesFiles == false, ![.options, .optionFolder].contains(failure.subject) {
      return "name ssl-ca, ssl-cert and ssl-key under [mysqld], or take ssl out" + examination.readyMade(host)
    }
    switch failure.subject {
    case .options: return "correct this line, or take it out"
    case .optionFolder: return "write the whole path of a folder that is there, or take the line out"
    default: return "name a file that fits, or \(examination.reissue(host))"
    }
  }
}
