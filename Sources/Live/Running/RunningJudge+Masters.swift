internal import OpenSSL
internal import Replication
internal import SecureFiles
internal import Verification

/// Which master of the deployment a running slave has, where that is another than its files name: since a promotion,
/// say.
extension RunningJudge {
  /// The place of the master that a row dials, where it is not the one at `meant`; nil where it is that one, or none
  /// of the deployment.
  func otherMaster(_ row: ReplicationStatus, _ meant: Int?, _ sight: ServerSight) -> Int? {
    guard let name = row.options.host, !name.isEmpty else { return nil }
    let port = row.options.port ?? 3306
    if let meant, listens(sights[meant], name, port) || hasName(sights[meant], name, port, sight) {
      return nil
    }
    let others = sights.filter {
      $0.target.place != meant && $0.target.place != sight.target.place && host($0).asMaster != nil
    }
    let found =
      others.first { listens($0, name, port) } ?? others.first { hasName($0, name, port, sight) }
    return found?.target.place
  }

  private func listens(_ sight: ServerSight, _ name: String, _ port: Int) -> Bool {
    sight.target.endpoint?.host?.lowercased() == name.lowercased()
      && sight.target.endpoint?.port.map(Int.init) == port
  }

  /// Whether its certificate is for the name, as the slave compares it, and nothing says that its port is another.
  private func hasName(_ sight: ServerSight, _ name: String, _ port: Int, _ slave: ServerSight) -> Bool {
    let known =
      sight.facts?.variables?["port"].flatMap { Int($0) } ?? sight.target.endpoint?.port.map(Int.init)
    // A server without a network has port 0.
    guard known == nil || known == port else { return false }
    let server = server(slave.facts, host(slave))
    let matching: NameMatching = server.comparesAddressesStrictly ? .addressOrHost : .hostThenAddress
    let leaf =
      sight.probed?.served?.chain.first ?? host(sight).asMaster?.presentation?.chain.value?.first
    return leaf?.matches(dialled: name, as: matching) ?? false
  }

  /// That a host without a master is one now; nil where no slave that runs dials it.
  func promoted(_ sight: ServerSight) -> Finding? {
    guard host(sight).asMaster != nil else { return nil }
    let (place, name) = (sight.target.place, sight.target.name)
    let followers = sights.filter { other in
      other.target.place != place
        && (other.facts?.connections ?? []).contains { row in otherMaster(row, nil, other) == place }
    }
    guard let first = followers.first?.target.name else { return nil }
    let more = followers.count > 1 ? " and \(followers.count - 1) more" : ""
    let file = host(sight).connections.first?.statementFile
    return finding(
      "slave-told-otherwise", .note, sight,
      "\(name) is a master now: it has none itself, and \(first)\(more) dials it; "
        + "\((file ?? "its statement").lastPathComponent) is for the slave that it was", file: file,
      fix: host(sight).isOfPKI
        ? "leave \((file ?? "change-master.sql").lastPathComponent) unused there, and bring the files of its slaves up to "
          + "date: `mkcerts issue SLAVE --master-host NAME --replace`"
        : "keep its statement unused, and have its slaves' name it")
  }

  /// What brings the files of a slave to the master that it has.
  func following(_ slave: DeployedHost, _ name: String, _ port: Int) -> String {
    guard slave.isOfPKI else { return "where that is meant, have its statement say so" }
    return
      "where that is meant, bring its files up to date: `mkcerts issue \(slave.name.inShell) --master-host "
      + "\(name.inShell) --master-port \(port) --replace`"
  }
}
