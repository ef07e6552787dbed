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

  /// Slaves of one master with one `server_id`: it takes them for one slave that comes anew, and ends the connection
  /// of whichever came before.
  func equalNumbers(_ sight: ServerSight) -> [Finding] {
    let slaves = sights.filter { slave in
      links.contains { $0.master == sight.target.place && $0.slave == slave.target.place }
        && slave.facts?.variables?.identity != nil
    }
    return Dictionary(grouping: slaves) { $0.facts?.variables?["server_id"] ?? "" }
      .filter { _, alike in Set(alike.map { $0.facts?.variables?.identity }).count > 1 }
      .sorted { $0.key < $1.key }.map { number, alike in
        let more = alike.count > 2 ? ", as \(alike.count - 2) more" : ""
        return finding(
          "equal-server-ids", .breaks, alike[1],
          "\(alike[0].target.name) and \(alike[1].target.name) both have server_id \(number)\(more), and "
            + "\(sight.target.name) ends the connection of the one for that of the other",
          fix: "set another server_id in the [mysqld] group of \(alike[1].target.name), and restart it")
      }
  }
}
