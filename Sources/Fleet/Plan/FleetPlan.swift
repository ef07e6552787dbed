public import OpenSSL

/// The difference between a fleet file and a pki folder: what `apply` is about to do, or has done.
public struct FleetPlan: Sendable, Encodable {
  /// What is to become of the authority.
  public struct Authority: Sendable, Encodable {
    /// Whether it is to be made; else it is there.
    public let isNew: Bool
    /// Its name; nil for one that is to be made with a fresh name.
    public let name: String?
  }

  /// The fleet file.
  public let file: String
  /// The pki folder.
  public let pki: String
  public let authority: Authority
  /// The hosts of the file in its order, and then those that left it, by name.
  public let hosts: [PlannedHost]

  /// What the ledger is to note about hosts, beside what it has; nothing once that is done.
  var notes: [String: [String: String]]

  private enum CodingKeys: CodingKey { case file, pki, authority, hosts }

  /// Whether there is nothing to do, and nothing that somebody has to decide.
  public var isSettled: Bool {
    !authority.isNew && !hosts.contains { $0.action.isChange || $0.action == .held }
  }

  /// How many hosts there are of each action.
  public var counts: [PlannedHost.Action: Int] {
    Dictionary(hosts.map { ($0.action, 1) }, uniquingKeysWith: +)
  }

  /// The hosts that `action` is for, in order.
  public func hosts(to action: PlannedHost.Action) -> [PlannedHost] { hosts.filter { $0.action == action } }
}

extension FleetPlan {
  /// Finds the difference between `file` and the folder `pki`. It changes nothing, waits for no lock, and
  /// needs no passphrase.
  ///
  /// - Parameters:
  ///   - time: the moment at which certificates may be due.
  ///   - within: within how many seconds from then an end is due.
  /// - Throws: where the authority that is there is not the one that the file asks for, or something cannot
  ///   be read.
  public init(_ file: FleetFile, in pki: PKIFolder, at time: Time, within: Int64) throws {
    let record = try FleetRecord(Fleet.ledgerIfThere(in: pki))
    self = try FleetPlanner(file: file, pki: pki, record: record, now: time, within: within).plan()
  }
}
