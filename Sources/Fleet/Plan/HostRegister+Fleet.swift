internal import CertificateAuthority
internal import OpenSSL
internal import Replication

extension HostRegister {
  /// What there will be once `wanted` is applied to what `record` has: these hosts as their file wants them,
  /// and all others as they are.
  ///
  /// - Parameter defaults: what a new authority notes for all.
  init(_ wanted: [FleetHost], defaults: HostSettings, over record: FleetRecord) {
    let notes = Dictionary(wanted.map { ($0.name.description.lowercased(), $0.notes) }) { first, _ in first }
    let others = record.hosts.filter { notes[$0.key] == nil }.values
    let noted = record.note("master", of: "") ?? wanted.first { $0.role == .master }?.name.description ?? ""
    let authoritys = defaults.notes
    let slaves = {
      let made = wanted.filter { $0.role.clientPair != nil }.map(\.name.description)
      let kept = others.filter(\.isSlave).map(\.name)
      return (made + kept).sorted { $0.lowercased() < $1.lowercased() }
    }
    self.init(
      masters: {
        let made = wanted.filter { $0.role.serverPair != nil }.map { host in
          Master(name: host.name.description, names: host.names.map(\.tagged))
        }
        let kept = others.compactMap { host in
          host.entries.first { $0.profile.presentsNames }.map { Master(name: host.name, names: $0.names) }
        }
        return (made + kept).sorted { $0.name.lowercased() < $1.name.lowercased() }
      },
      slaves: slaves,
      // A file says of every host how it logs in.
      slavesWithLogin: slaves,
      role: { name in
        let present = record.hosts[name.lowercased()]
        let host = wanted.first { $0.name.description.lowercased() == name.lowercased() }
        guard let role = host?.role ?? present?.role else { return nil }
        return (role, host.map { $0.request != nil } ?? present?.keepsKeys ?? false)
      },
      note: { name, holder in
        if holder.isEmpty {
          if name == "master" { return noted }
          return record.authority == nil ? authoritys[name] : record.note(name, of: "")
        }
        return notes[holder.lowercased()].map { $0[name] } ?? record.note(name, of: holder)
      })
  }
}
