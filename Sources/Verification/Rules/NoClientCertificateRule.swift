internal import OpenSSL

/// A slave shows a certificate. Without one nothing but a password tells it from anybody else, and nothing proves
/// that it is of the authority.
struct NoClientCertificateRule: Rule {
  static let name = "no-client-certificate"
  static let explainsLinks = false

  func findings(in examination: Examination) -> [Finding] {
    var masters: [Int: [Int]] = [:]
    for (link, verdict) in examination.survey.unproven {
      guard case .encrypted(let assurance) = verdict, assurance.ofSlave == nil else { continue }
      masters[link.slave, default: []].append(link.master)
    }
    return masters.sorted { $0.key < $1.key }.map { place, others in
      let slave = examination.deployment.hosts[place]
      let words = examination.words(of: slave)
      return finding(
        .exposed, slave, slave.connections.first?.statementFile,
        "\(slave.name) shows no certificate to \(examination.names(others)): whoever has its password is taken for it",
        fix:
          "name one as \(words)SSL_CERT, with its \(words)SSL_KEY\(examination.readyMade(slave, " --running")), and let "
          + "its account REQUIRE X509")
    }
  }
}
