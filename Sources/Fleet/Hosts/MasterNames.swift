internal import OpenSSL

/// The names that a master's certificate gets.
public enum MasterNames {
  /// What always means the machine itself.
  static let loopback = ["localhost", "127.0.0.1", "::1"]

  /// The names of a server's certificate.
  ///
  /// - Parameters:
  ///   - host: the host's own name, which is always among them where it can be dialled at all.
  ///   - asked: what was asked for; then these and the host's own name are all.
  ///   - machine: the name of the machine that the server runs on, where it is this one.
  /// - Throws: where there is no name that could be dialled.
  static func names(of host: HostName, asked: [GeneralName], machine: String?) throws(FleetError)
    -> [GeneralName]
  {
    var names = asked
    if let own = try? GeneralName(parsing: host.description) { names.append(own) }
    if asked.isEmpty {
      names += [machine].compactMap { $0 }.compactMap { try? GeneralName(parsing: $0) }
      names += loopback.map { GeneralName.ip(parsing: $0) ?? .dns($0) }
    }
    var seen: Set<GeneralName> = []
    names = names.filter { seen.insert($0).inserted }
    guard !names.isEmpty else {
      throw FleetError(
        .notDialable, "\(host) is not a name that slaves can dial, and no other was given",
        hint: "name what they dial, as with --san db1.example.com")
    }
    return names
  }
}
