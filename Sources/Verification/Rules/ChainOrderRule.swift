internal import OpenSSL
internal import Replication

/// The host's own certificate is the first of its file, and each one's issuer follows it: servers load the
/// first with the key (SSL_CTX_use_certificate_chain_file(3); measured on all servers).
struct ChainOrderRule: Rule {
  static let name = "chain-order"

  func findings(in examination: Examination) -> [Finding] {
    examination.deployment.hosts.flatMap { host in
      host.presentations.compactMap { purpose, presentation in
        guard let chain = presentation.chain.value, chain.count > 1 else { return nil }
        let fix = "put the host's own certificate first in \(presentation.chain.path), then each one's issuer"
        if let place = presentation.placeOfOwn, place > 0 {
          return finding(
            .breaks, host, presentation.chain.path,
            "the first certificate is that of \(chain[0].fields.subject.rfc2253), and the key's is number "
              + "\(place + 1), \(chain[place].fields.subject.rfc2253)",
            symptom: .cannotLoad(.key, as: purpose), fix: fix)
        }
        guard let gap = Self.disorder(in: chain) else { return nil }
        return finding(
          .note, host, presentation.chain.path,
          "\(chain[gap].fields.subject.rfc2253) does not stand right behind what it issued: OpenSSL sorts that "
            + "out, and other libraries refuse it", fix: fix)
      }
    }
  }

  /// The place of the first certificate that issued another of the chain than the one before it.
  private static func disorder(in chain: [Certificate]) -> Int? {
    chain.indices.dropFirst().first { place in
      !chain[place].mayHaveIssued(chain[place - 1])
        && chain.contains { $0 != chain[place] && chain[place].mayHaveIssued($0) }
    }
  }
}

extension Presentation {
  /// Where in the chain the certificate of the key stands; nil where none is of it, or the key is not known.
  var placeOfOwn: Int? {
    guard case .key(let key) = self.key?.value else { return nil }
    return chain.value?.firstIndex { $0.fields.publicKey == key }
  }
}
