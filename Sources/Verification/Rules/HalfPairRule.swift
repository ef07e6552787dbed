internal import OpenSSL
internal import Replication

/// A certificate without its key, or a key without its certificate, is of no use to a server.
struct HalfPairRule: Rule {
  static let name = "half-pair"

  func findings(in examination: Examination) -> [Finding] {
    examination.deployment.hosts.flatMap { host in
      host.presentations.compactMap { purpose, presentation in
        let chain = presentation.chain
        guard let key = presentation.key,
          !host.astray.contains(where: { [chain.path, key.path].contains($0.expected) })
        else { return nil }
        let (missing, there): (String, String?)
        switch (chain, key) {
        case (.absent(let path), .found), (.absent(let path), .unreadable):
          (missing, there) = (path, key.path)
        case (.found, .absent(let path)), (.unreadable, .absent(let path)):
          (missing, there) = (path, chain.path)
        case (.absent(let path), .absent): (missing, there) = (path, nil)
        default: return nil
        }
        return finding(
          .breaks, host, missing,
          there.map { "half of a pair: \($0) is there, but \(missing) is not" }
            ?? "neither \(missing) nor \(key.path) is there",
          symptom: .cannotLoad(.key, as: purpose),
          fix: "bring the file back, or \(examination.reissue(host))")
      }
    }
  }
}
