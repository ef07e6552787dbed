internal import Replication

/// No private key is open to every user of the machine. Servers load such a key without a word.
struct OpenKeyRule: Rule {
  static let name = "open-key"
  static let explainsLinks = false

  func findings(in examination: Examination) -> [Finding] {
    let deployment = examination.deployment
    let authoritys = [deployment.authorityKeyFile].compactMap { $0 }
    return (authoritys + deployment.keyFiles).compactMap { problem($0, nil) }
      + deployment.hosts.flatMap { host in host.keyFiles.compactMap { problem($0, host) } }
  }

  /// The group may read: a server that runs as mysql reads a key of mode 0640 that belongs to root and mysql.
  private func problem(_ file: KeyFile, _ host: DeployedHost?) -> Finding? {
    guard file.permissions & 0o027 != 0 else { return nil }
    // What has to be readable has to lose the key: another rule says so.
    let isOwn = host?.presentations.contains { $0.presentation.key?.path == file.path } == true
    if host?.isTrustFile(file.path) == true, !isOwn { return nil }
    let mode = String(file.permissions & 0o777, radix: 8)
    let who = file.permissions & 0o007 != 0 ? "every user of the machine" : "its whole group"
    let remedy =
      host == nil ? "ask who may have read it" : "issue the pair anew where somebody may have read it"
    return finding(
      .exposed, host, file.path, "\(file.path) is open to \(who) (mode 0\(mode))",
      fix: "close it with `chmod 600 \(ShellWord(path: file.path))`, and \(remedy)")
  }
}
