internal import Replication

/// Servers count a relative path from their data directory, wherever the option file lies that names it: the
/// manual's own `ssl-ca=cacert.pem` finds nothing beside /etc/mysql/my.cnf.
struct RelativePathRule: Rule {
  static let name = "relative-path"

  func findings(in examination: Examination) -> [Finding] {
    examination.deployment.hosts.flatMap { host in
      let master = host.asMaster.flatMap {
        problem(host, $0.astray, $0.optionFile, .masterCannotLoad(.trust))
      }
      return [master].compactMap { $0 }
        + host.connections.compactMap {
          problem(host, $0.astray, $0.statementFile, .slaveCannotLoad(.trust))
        }
    }
  }

  private func problem(_ host: DeployedHost, _ paths: [AstrayPath], _ file: String?, _ symptom: LinkFailure)
    -> Finding?
  {
    guard let first = paths.first else { return nil }
    let named = paths.map(\.named).joined(separator: ", ")
    let (are, it) = paths.count == 1 ? ("is a relative path", "it") : ("are relative paths", "them")
    return finding(
      .breaks, host, file,
      "\(named) \(are): the server looks for \(it) in its data directory, where there is no \(first.expected), and "
        + "not beside the option file, where \(first.found) is",
      symptom: symptom, fix: "write the whole path of each file, beginning with a slash")
  }
}
