internal import OpenSSL
internal import Replication

/// A certificate without its key, or a key without its certificate, is of no use to a server.
struct HalfPairRule: Rule {
  static let name = "half-pair"

  func findings(in examination: Examination) -> [Finding] {
    nothingToShow(examination)
      + examination.deployment.hosts.flatMap { host in
        host.presentations.compactMap { purpose, presentation -> Finding? in
          if let alone = namedAlone(presentation, host, purpose, examination) { return alone }
          let chain = presentation.chain
          guard host.isOfPKI, let key = presentation.key,
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

  /// Servers that are told whom to trust and not what to show.
  private func nothingToShow(_ examination: Examination) -> [Finding] {
    examination.deployment.hosts.indices.compactMap { place in
      guard examination.judge.start(of: place) == .withoutCertificate else { return nil }
      let host = examination.deployment.hosts[place]
      return finding(
        .breaks, host, host.asMaster?.optionFile,
        "\(host.name) names an authority and no certificate of its own, so that every handshake fails",
        symptom: .masterShowsNothing, fix: "name ssl-cert and ssl-key beside ssl-ca")
    }
  }

  /// Where only one of the two is named, servers look for both in that file.
  private func namedAlone(
    _ pair: Presentation, _ host: DeployedHost, _ purpose: TrustStore.Purpose, _ examination: Examination
  ) -> Finding? {
    guard let part = pair.missingHalf else { return nil }
    let (named, other) = part == .key ? ("a certificate", "key") : ("a key", "certificate")
    let option =
      purpose == .server
      ? (part == .key ? "ssl-key" : "ssl-cert")
      : examination.words(of: host) + (part == .key ? "SSL_KEY" : "SSL_CERT")
    return finding(
      .breaks, host, pair.chain.path,
      "\(host.name) names \(named) and no \(other), and \(pair.chain.path) does not hold both",
      symptom: .cannotLoad(part, as: purpose), fix: "name its \(other) as \(option)")
  }
}

extension Presentation {
  /// What the one file lacks that is named for both, certificate and key; nil where two are named, or it has both.
  var missingHalf: LinkFailure.Part? {
    guard let key, key.path == chain.path else { return nil }
    return switch (chain, key) {
    case (.found, .unreadable): .key
    case (.unreadable, .found): .certificate
    default: nil
    }
  }
}
