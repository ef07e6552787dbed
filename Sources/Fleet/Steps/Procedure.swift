/// What is to be done on several hosts, in an order that keeps replication going. Nothing of it is run from here.
public struct Procedure: Sendable, Encodable {
  /// What comes of it.
  public enum Kind: String, Sendable, Encodable, CaseIterable {
    /// A master with all its slaves, none of which replicates yet.
    case newTopology = "new-topology"
    /// One more slave of a master that is in use.
    case newSlave = "new-slave"
    /// A slave takes the place of its master, which becomes its slave.
    case promotion
    /// Accounts that slaves replicate with ask for something else than before.
    case newRequirement = "new-requirement"
  }

  let format = 1
  public let kind: Kind
  /// The host that it is about: the master, the new slave, the slave that becomes master, or the
  /// slave or master whose accounts change.
  public let host: String
  /// In order.
  public let tasks: [HostTask]
  /// What is to be known before one begins, each a sentence.
  public let remarks: [String]
}
