/// What an administrator brings to show, or says, of what hosts have.
public struct RolloverEvidence {
  /// Where hosts can be seen.
  public var witnesses: [any HostWitness]
  /// The hosts that are said to have the files of their folders, and to use them.
  public var confirmed: [HostName]
  /// Whether that is said of all hosts.
  public var confirmsAll: Bool

  public init(witnesses: [any HostWitness] = [], confirmed: [HostName] = [], confirmsAll: Bool = false) {
    self.witnesses = witnesses
    self.confirmed = confirmed
    self.confirmsAll = confirmsAll
  }

  /// Whether nothing is brought and nothing is said.
  public var isEmpty: Bool { witnesses.isEmpty && confirmed.isEmpty && !confirmsAll }
}
