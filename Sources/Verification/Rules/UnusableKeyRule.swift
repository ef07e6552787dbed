internal import OpenSSL
internal import Replication

/// The key is of a kind that the server takes for TLS. The chain of another verifies, and yet no handshake
/// succeeds.
struct UnusableKeyRule: Rule {
  static let name = "unusable-key"

  func findings(in examination: Examination) -> [Finding] {
    examination.deployment.hosts.flatMap { host in
      host.presentations.compactMap { purpose, presentation in
        guard let kind = presentation.chain.value?.first?.fields.publicKey?.kind,
          !examination.server(of: host).takes(kind)
        else {
          return nil
        }
        return finding(
          .breaks, host, presentation.chain.path, "the key is \(kind), which servers do not take for TLS",
          symptom: purpose == .server ? .slaveRefusesMaster : .masterRefusesSlave(nil),
          fix: examination.reissue(host, " --key ecdsa-p256") + ", with a key on P-256")
      }
    }
  }
}
