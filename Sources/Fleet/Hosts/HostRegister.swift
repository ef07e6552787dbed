internal import CertificateAuthority
internal import Replication

/// What the texts of hosts are made from: which hosts there are, and what is noted about each.
///
/// It is looked up when it is asked for, since few texts need all of it.
struct HostRegister {
  /// A host that can be dialled.
  struct Master {
    let name: String
    /// The names in its certificate, each with its kind.
    let names: [String]
  }

  /// All hosts that can be dialled, by name.
  let masters: () throws -> [Master]
  /// The names of all hosts that replicate, in order.
  let slaves: () throws -> [String]
  /// What a host does in replication, and whether its keys never left it; nil for one that has nothing.
  let role: (_ host: String) throws -> (role: Role, keepsKeys: Bool)?
  private let value: (_ name: String, _ holder: String) throws -> String?

  init(
    masters: @escaping () throws -> [Master], slaves: @escaping () throws -> [String],
    role: @escaping (_ host: String) throws -> (role: Role, keepsKeys: Bool)?,
    note: @escaping (_ name: String, _ holder: String) throws -> String?
  ) {
    self.masters = masters
    self.slaves = slaves
    self.role = role
    value = note
  }

  /// The hosts that `ledger` has certificates of, and its notes.
  init(_ ledger: any Ledger) {
    // One host after another is asked about, a dozen times each.
    var last: (holder: String, notes: [String: String])?
    self.init(
      // A master that is revoked is replaced soon, and its slaves dial it still.
      masters: {
        try (ledger.allCurrentServers() + ledger.allRevokedServersWithoutSuccessor())
          .map { Master(name: $0.holder, names: $0.names) }
      },
      slaves: {
        try ledger.allCurrent().filter { $0.profile == .client || $0.profile == .peer }.map(\.holder)
      },
      role: { try Fleet.enrolled($0, in: ledger).map { ($0.role, $0.keepsKeys) } },
      note: { name, holder in
        if last?.holder != holder { last = (holder, try ledger.notes(of: holder)) }
        return last?.notes[name]
      })
  }

  /// What is noted about a host under a name, if it is not empty; `""` is the authority.
  func note(_ name: String, of holder: String) throws -> String? {
    try value(name, holder).flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The settings that are noted for a host, or for the authority.
  func settings(of holder: String) throws -> HostSettings { try HostSettings { try value($0, holder) } }
}
