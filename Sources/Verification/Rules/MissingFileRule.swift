internal import OpenSSL
internal import Replication

/// What options and statements name is there.
struct MissingFileRule: Rule {
  static let name = "missing-file"

  func findings(in examination: Examination) -> [Finding] {
    examination.deployment.hosts.flatMap { host in
      let sides: [(TrustStore.Purpose, Trust, Presentation?)] =
        (host.asMaster.map { [(.server, $0.trust, $0.presentation)] } ?? [])
        + host.connections.map { (.client, $0.trust, $0.presentation) }
      return sides.flatMap { purpose, trust, pair in
        missing(trust, of: host, purpose, examination)
          + (host.isOfPKI ? [] : pair.map { missing($0, of: host, purpose, examination) } ?? [])
      }
    }
  }

  private func missing(
    _ trust: Trust, of host: DeployedHost, _ purpose: TrustStore.Purpose, _ examination: Examination
  ) -> [Finding] {
    var found: [Finding] = []
    for authorities in [trust.file, trust.folder] {
      guard case .absent(let path) = authorities, !host.isAstray(path) else { continue }
      // No server complains of a folder that is not there: it only finds nothing in it.
      let isFile = authorities?.path == trust.file?.path
      found.append(
        finding(
          .breaks, host, path, "\(path), what \(host.name) trusts, is missing",
          symptom: isFile ? .cannotLoad(.trust, as: purpose) : nil,
          fix: examination.trustAgain(host, in: path)))
    }
    for lists in [trust.revocations, trust.revocationFolder] {
      guard case .absent(let path) = lists, !host.isAstray(path) else { continue }
      found.append(
        finding(
          .breaks, host, path, "\(path), the revocation lists of \(host.name), is missing",
          symptom: .cannotLoad(.trust, as: purpose),
          fix: "put a current list of every authority there, or take the option out"))
    }
    return found
  }

  /// A folder that mkcerts made has a rule of its own for what is not in it.
  private func missing(
    _ pair: Presentation, of host: DeployedHost, _ purpose: TrustStore.Purpose, _ examination: Examination
  ) -> [Finding] {
    var paths: [(path: String, part: LinkFailure.Part)] = []
    if case .absent(let path) = pair.chain { paths.append((path, .certificate)) }
    if case .absent(let path) = pair.key, path != pair.chain.path { paths.append((path, .key)) }
    return paths.filter { !host.isAstray($0.path) }.map { path, part in
      finding(
        .breaks, host, path,
        "\(path), the \(part == .key ? "key" : "certificate") of \(host.name), is missing",
        symptom: .cannotLoad(part, as: purpose),
        fix: "put it there, or name the path where it is; where it is lost, \(examination.reissue(host))")
    }
  }
}

extension DeployedHost {
  /// Whether the path is a relative one that leads nowhere, of which another rule speaks.
  func isAstray(_ path: String) -> Bool { astray.contains { $0.expected == path } }
}
