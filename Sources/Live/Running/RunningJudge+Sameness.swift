internal import Replication
internal import Verification

/// Whether two hosts of the deployment were looked for at one server.
extension RunningJudge {
  /// That the server that was reached for one host is another's; nil where it is its own. Of two the one that is
  /// dialled by slaves keeps it, else the first.
  ///
  /// - Parameter byServer: all sights by what their servers are told from others by.
  func sameServer(as sight: ServerSight, _ byServer: [[String]?: [ServerSight]]) -> Finding? {
    guard let variables = sight.facts?.variables, let identity = variables.identity,
      let endpoint = sight.target.endpoint
    else { return nil }
    let others = (byServer[identity] ?? []).filter { other in
      other.target.place != sight.target.place
        && (other.target.serves == sight.target.serves
          ? other.target.place < sight.target.place : other.target.serves)
    }
    guard let other = others.first, let place = other.target.endpoint else { return nil }
    let (name, known) = (sight.target.name, other.target.name)
    let server =
      "port \(variables["port"] ?? "") of \(variables["hostname"] ?? ""), with its data in "
      + (variables["datadir"] ?? "")
    return finding(
      "same-server", .breaks, sight,
      "\(name) at \(endpoint) and \(known) at \(place) are one server: \(server)",
      fix: "name where \(name) listens itself: `--address \(name)=HOST:PORT`")
  }
}
