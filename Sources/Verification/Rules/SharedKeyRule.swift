internal import OpenSSL

/// Every host has a private key of its own: what is lost on one host is lost on all that share it, and neither can
/// be told from the other.
struct SharedKeyRule: Rule {
  static let name = "shared-key"
  static let explainsLinks = false

  private struct Place {
    let host: Int
    let path: String
  }

  func findings(in examination: Examination) -> [Finding] {
    let hosts = examination.deployment.hosts
    var places: [PublicKey: [Place]] = [:]
    for index in hosts.indices {
      var seen: Set<PublicKey> = []
      for (key, path) in Self.keys(of: hosts[index]) where seen.insert(key).inserted {
        places[key, default: []].append(Place(host: index, path: path))
      }
    }
    let names = Set(hosts.map { $0.name.lowercased() })
    return places.values.compactMap { shared -> (Int, Finding)? in
      // One file that is read for two hosts is one host's.
      guard shared.count > 1, Set(shared.map(\.path)).count == shared.count else { return nil }
      let place = shared[1]
      guard !shared.contains(where: { Self.isAnothers(hosts[$0.host], among: names) }) else { return nil }
      return (
        place.host,
        finding(
          .exposed, hosts[place.host], place.path,
          "\(examination.names(shared.map(\.host))) have one private key: who gets it on one is taken for all of them",
          fix: "give each host a key of its own: \(examination.reissue(hosts[place.host]))")
      )
    }.sorted { $0.0 < $1.0 }.map(\.1)
  }

  /// The keys that a host has, or shows certificates of, each with the file that says so.
  private static func keys(of host: DeployedHost) -> [(PublicKey, String)] {
    host.presentations.compactMap { _, presentation in
      presentation.chain.value?.first?.fields.publicKey.map { ($0, presentation.chain.path) }
    } + host.keyFiles.compactMap { file in file.key.map { ($0, file.path) } }
  }

  /// Whether the host has the files of another one, of which another rule speaks.
  private static func isAnothers(_ host: DeployedHost, among names: Set<String>) -> Bool {
    host.presentations.contains { _, presentation in
      let holder = presentation.chain.value?.first?.fields.subject.commonName?.lowercased()
      return holder.map { $0 != host.name.lowercased() && names.contains($0) } ?? false
    }
  }
}
