internal import OpenSSL
internal import Replication

/// A file that cannot be read is a failure, never skipped.
struct UnreadableFileRule: Rule {
  static let name = "unreadable-file"

  func findings(in examination: Examination) -> [Finding] {
    var findings: [Finding] = []
    /// Where just one of several blocks cannot be decoded, another rule names it.
    func isBroken(_ path: String) -> Bool { examination.deployment.oddFiles[path]?.brokenBehind != nil }
    if let authority = examination.deployment.authority, authority.value == nil {
      findings.append(
        problem(
          authority, nil, "what every host should trust", .trust,
          "bring it back from a backup, or from a host's folder"))
    }
    findings += examination.deployment.unreadable.map { problem($0, nil) }
    for host in examination.deployment.hosts {
      findings += host.unreadable.map { problem($0, host) }
      findings += host.trusts.compactMap { trust -> Finding? in
        guard let file = trust.file ?? trust.folder, case .unreadable = file, !isBroken(file.path) else {
          return nil
        }
        return problem(
          file, host, "what \(host.name) trusts", .trust,
          host.opening(file.path) ?? examination.trustAgain(host, in: file.path))
      }
      for (_, presentation) in host.presentations {
        guard presentation.missingHalf == nil else { continue }
        if case .unreadable(let path, _) = presentation.chain, !isBroken(path) {
          findings.append(
            problem(
              presentation.chain, host, "", .certificate, host.opening(path) ?? examination.reissue(host)))
        }
        if let key = presentation.key, case .unreadable = key {
          findings.append(
            problem(
              key, host, "", .key, host.opening(key.path, isKey: true) ?? examination.reissue(host)))
        }
      }
    }
    return findings
  }

  private func problem<Value>(
    _ evidence: Evidence<Value>, _ host: DeployedHost?, _ meaning: String, _ part: LinkFailure.Part,
    _ fix: String
  ) -> Finding {
    let sentence =
      switch evidence {
      case .unreadable(let path, let reason): "\(path) cannot be used: \(reason)"
      case .absent(let path), .found(let path, _): "\(path), \(meaning), is missing"
      }
    return finding(
      .breaks, host, evidence.path, sentence,
      symptom: host.map { .cannotLoad(part, as: $0.asMaster == nil ? .client : .server) }, fix: fix)
  }

  private func problem(_ file: UnreadableFile, _ host: DeployedHost?) -> Finding {
    finding(
      .breaks, host, file.path, "\(file.path) cannot be used: \(file.reason)",
      fix: file.fix
        ?? "run this as the user who may read it; what does not belong here, take out of the folder")
  }
}

extension DeployedHost {
  /// The command that lets the server's user read `path`; nil where something else is wrong with it.
  fileprivate func opening(_ path: String, isKey: Bool = false) -> String? {
    closedFiles[path]?.fix(path, isKey: isKey)
  }
}
