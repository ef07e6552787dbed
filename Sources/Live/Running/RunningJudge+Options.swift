internal import Replication
internal import SecureFiles
internal import Verification

/// Whether a server runs with what its option file says.
extension RunningJudge {
  /// What was set while a server of MySQL ran, and is loaded by its next reload: whether that is what is meant, its
  /// option file tells.
  func unloaded(_ facts: ServerFacts, _ sight: ServerSight) -> [Finding] {
    guard sight.target.serves, let variables = facts.variables else { return [] }
    let host = host(sight)
    let told = host.asMaster?.optionFile.flatMap {
      ToldOptions.server($0, on: host.server ?? facts.release.server ?? .default)
    }
    var differences: [String] = []
    var (back, isMeant): ([String], Bool) = ([], true)
    for option in ServerVariables.compared {
      guard let (set, loaded) = variables.unloaded(option), !Self.isSame(set, loaded, option) else {
        continue
      }
      differences.append("\(option.rawValue) = '\(set)', and what it serves by is '\(loaded)'")
      back.append("`SET GLOBAL \(option.rawValue) = \(loaded.inSQL)`")
      isMeant =
        isMeant && told.flatMap { Self.text(of: option, $0) }.map { Self.isSame(set, $0, option) } == true
    }
    guard !differences.isEmpty else { return [] }
    let name = sight.target.name
    return [
      finding(
        "set-not-loaded", .exposed, sight, "\(name) was set to \(differences.joined(separator: "; "))",
        fix: isMeant
          ? "on \(name): `ALTER INSTANCE RELOAD TLS`"
          : "on \(name): \(back.joined(separator: ", ")) takes it back; where it is meant, have the option file say so "
            + "too, and `ALTER INSTANCE RELOAD TLS`: the next reload, also that of a renewal, loads it in any case"
      )
    ]
  }

  func options(_ facts: ServerFacts, _ sight: ServerSight) -> [Finding] {
    let host = host(sight)
    guard let file = host.asMaster?.optionFile, let variables = facts.variables,
      let told = ToldOptions.server(file, on: host.server ?? facts.release.server ?? .default)
    else { return [] }
    let differences = ServerVariables.compared.compactMap { option -> String? in
      guard let wanted = Self.text(of: option, told), let now = variables.value(of: option),
        !Self.isSame(now, wanted, option),
        // What only waits to be loaded is told apart.
        variables.unloaded(option).map({ Self.isSame($0.set, wanted, option) }) != true
      else { return nil }
      return "\(option.rawValue) = '\(now)', not '\(wanted)'"
    }
    guard !differences.isEmpty else { return [] }
    let isUnread = differences.count > 1 && variables.value(of: .sslCertificate)?.isEmpty == true
    let place =
      isUnread
      ? "see that the file is on its machine, in a folder that its own my.cnf includes, and that no later line "
        + "says otherwise"
      : "see that \(file.lastPathComponent) is there as it is here, and which later line of its option files "
        + "says otherwise"
    return [
      finding(
        "option-file-not-read", .exposed, sight,
        "\(host.name) runs with \(differences.joined(separator: "; ")) as \(file.lastPathComponent) says",
        file: file,
        fix: "\(place), and restart it: `my_print_defaults --mysqld` prints what it reads")
    ]
  }

  private static func text(of option: ServerOption, _ told: ServerTLSOptions) -> String? {
    if option == .requireSecureTransport { return told.flag(option).map { $0.value ? "ON" : "OFF" } }
    return told.text(option)?.value
  }

  /// Lists of versions are compared as such, switches and versions whatever their letters; paths as they are.
  private static func isSame(_ now: String, _ wanted: String, _ option: ServerOption) -> Bool {
    switch option {
    case .tlsVersion:
      Set(now.lowercased().split(separator: ",")) == Set(wanted.lowercased().split(separator: ","))
    case .requireSecureTransport: now.uppercased() == wanted
    default: now == wanted
    }
  }
}
