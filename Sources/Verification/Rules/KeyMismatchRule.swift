internal import OpenSSL
internal import Replication

/// The key belongs to the certificate; where it stayed on its host, the request does, and it proves that its
/// sender has the key.
struct KeyMismatchRule: Rule {
  static let name = "key-mismatch"
  static let explainsLinks = false

  func findings(in examination: Examination) -> [Finding] {
    examination.deployment.hosts.flatMap { host in
      host.presentations.compactMap { purpose, presentation in
        guard let certified = presentation.chain.value?.first?.fields.publicKey,
          let key = presentation.key,
          // In a file that begins with another certificate, the order is what is wrong.
          presentation.placeOfOwn.map({ $0 == 0 }) ?? true,
          let sentence = mismatch(key, presentation.chain.path, certified)
        else { return nil }
        return finding(
          .breaks, host, key.path, sentence,
          symptom: .cannotLoad(.key, as: purpose),
          fix: "bring the right file back, or \(examination.reissue(host))"
        )
      }
    }
  }

  private func mismatch(_ key: Evidence<KeyEvidence>, _ certificate: String, _ certified: PublicKey)
    -> String?
  {
    let file = key.path
    switch key.value {
    case .key(let key) where key != certified:
      return "\(file) is not the key of \(certificate): the SHA-256 of its public key begins with "
        + "\(key.shortFingerprint), the certificate's with \(certified.shortFingerprint)"
    case .request(let request) where request.publicKey != certified:
      return
        "\(file) asks for another key than \(certificate) certifies: \(request.publicKey.shortFingerprint), "
        + "not \(certified.shortFingerprint)"
    case .request(let request) where !request.provesPossession:
      return "\(file) is not signed by the key that it asks a certificate for"
    case .key, .encrypted, .request, nil:
      return nil
    }
  }
}
