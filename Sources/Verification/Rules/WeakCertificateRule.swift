internal import OpenSSL
internal import Replication

/// Keys and signatures are strong enough for the OpenSSL of the servers: at level 2 neither RSA below 2048 bits
/// nor SHA-1 are (SSL_CTX_set_security_level(3); measured).
struct WeakCertificateRule: Rule {
  static let name = "weak-certificate"

  func findings(in examination: Examination) -> [Finding] {
    leaves(examination)
      + refusals([.weakKey, .weakAuthorityKey, .weakDigest], in: examination) { chain, certificate in
        guard chain.refusal.depth > 0 || Weakness(of: certificate) == nil else { return nil }
        let what =
          chain.refusal.cause == .weakDigest
          ? "is signed with \(certificate.fields.signatureAlgorithm ?? "an unknown algorithm")"
          : "has a key of \(certificate.fields.publicKey?.kind.description ?? "an unknown kind")"
        let host = examination.deployment.hosts[chain.holder].name
        return (
          "\(certificate.fields.subject.rfc2253), in the chain of \(host), \(what), which is too weak for the OpenSSL "
            + "of \(examination.names(chain.receivers))",
          "make a new authority with a current key and digest, and issue \(host) from it"
        )
      }
  }

  private func leaves(_ examination: Examination) -> [Finding] {
    examination.deployment.hosts.flatMap { host in
      host.presentations.compactMap { purpose, presentation -> Finding? in
        let server = examination.server(of: host)
        // What is sent behind the leaf is loaded with it.
        let loaded = (presentation.chain.value ?? []).prefix(server.sendsChain ? .max : 1)
        guard let weak = loaded.first(where: { Weakness(of: $0) != nil }), let weakness = Weakness(of: weak)
        else { return nil }
        let what = weakness.words(weak == loaded.first ? "the certificate" : weak.fields.subject.rfc2253)
        let fix = examination.reissue(host)
        guard server.securityLevel >= 2 else {
          return finding(
            .note, host, presentation.chain.path,
            "\(what); \(server.title) takes it, newer ones do not",
            fix: fix)
        }
        return finding(
          .breaks, host, presentation.chain.path, "\(what), which is too weak for \(server.title)",
          symptom: .cannotLoad(.certificate, as: purpose), fix: fix)
      }
    }
  }
}

extension Weakness {
  /// What is weak, without what follows from it.
  fileprivate func words(_ holder: String) -> String {
    switch self {
    case .key(let kind): "\(holder)'s key is \(kind)"
    case .digest(let algorithm): "\(holder) is signed with \(algorithm)"
    }
  }
}
