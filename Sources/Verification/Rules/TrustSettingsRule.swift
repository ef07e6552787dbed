internal import OpenSSL
internal import Replication

/// What an authority is trusted for is what it is needed for: a `TRUSTED CERTIFICATE` block names the purposes
/// (openssl-x509(1), -addtrust; measured on all servers).
struct TrustSettingsRule: Rule {
  static let name = "trust-settings"

  func findings(in examination: Examination) -> [Finding] {
    let hosts = examination.deployment.hosts
    return examination.refusedChains.filter { $0.refusal.cause == .rejected }.flatMap { chain -> [Finding] in
      let purpose = chain.purpose == .server ? "servers" : "clients"
      return chain.receivers.map { receiver in
        let trust =
          chain.purpose == .client
          ? hosts[receiver].asMaster?.trust
          : receiver == chain.link.slave
            ? hosts[receiver].connections[chain.link.connection].trust
            : hosts[receiver].connections.first?.trust
        let path = trust?.path ?? "ssl_ca"
        return finding(
          .breaks, hosts[receiver], trust?.path,
          "\(path) holds its authority as TRUSTED CERTIFICATE, with settings that do not trust it for \(purpose): "
            + "\(hosts[receiver].name) refuses the certificate of \(hosts[chain.holder].name)",
          symptom: chain.symptom,
          fix: "write it without the settings, as `openssl x509 -in \(ShellWord(path: path))` prints it")
      }
    }
  }
}
