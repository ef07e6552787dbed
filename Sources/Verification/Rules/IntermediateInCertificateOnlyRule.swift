internal import OpenSSL
internal import Replication

/// An intermediate stands behind the leaf and in the sender's own ssl_ca: MySQL 5.7 sends the leaf alone and
/// completes it from ssl_ca, and from MySQL 8.4 on ALTER INSTANCE RELOAD TLS verifies the leaf under ssl_ca
/// alone (error 3888; measured).
struct IntermediateInCertificateOnlyRule: Rule {
  static let name = "intermediate-in-certificate-only"

  func findings(in examination: Examination) -> [Finding] {
    let refused = Set(
      examination.refusedChains.filter { $0.refusal.cause == .missingIssuer }.map(\.holder))
    return examination.deployment.hosts.indices.flatMap { place in
      let host = examination.deployment.hosts[place]
      let sides =
        [host.asMaster.map { ($0.presentation, $0.trust) }].compactMap { $0 }
        + host.connections.map { ($0.presentation, $0.trust) }
      return sides.enumerated().compactMap { number, side -> Finding? in
        guard let chain = side.0?.chain.value, let path = side.0?.chain.path, side.1.isNamed,
          let alone = chain.dropFirst().first(where: {
            $0.canIssue && !$0.looksSelfSigned && !side.1.certificates.contains($0)
          })
        else { return nil }
        // A server that does not start for it is another rule's matter.
        if case .exits(let failure)? = examination.judge.start(of: place), failure.subject == .validation {
          return nil
        }
        let server = examination.server(of: host)
        let isMaster = number == 0 && host.asMaster != nil
        // What a slave's own trust lacks matters where its server sends the leaf alone.
        guard isMaster || !server.sendsChain else { return nil }
        guard let (severity, what) = Self.effect(on: server, isRefused: refused.contains(place)) else {
          return nil
        }
        return finding(
          severity, host, path,
          "\(alone.fields.subject.rfc2253) stands behind the certificate of \(host.name) and not in "
            + "\(side.1.path ?? "ssl_ca"): \(what)",
          symptom: severity == .breaks ? .slaveRefusesMaster : nil,
          fix: "put it into \(side.1.path ?? "ssl_ca") too")
      }
    }
  }

  private static func effect(on server: Server, isRefused: Bool) -> (Severity, String)? {
    if !server.sendsChain {
      return (isRefused ? .breaks : .note, "\(server.title) sends the leaf alone")
    }
    if server.refusesReloadWithoutIssuer {
      return (.due, "\(server.title) refuses ALTER INSTANCE RELOAD TLS with error 3888")
    }
    // MariaDB and MySQL 8.0 send what stands in ssl_cert, and reload it (measured).
    return nil
  }
}
