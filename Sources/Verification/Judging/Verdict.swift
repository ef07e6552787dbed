internal import OpenSSL

/// What becomes of a link.
enum Verdict: Sendable {
  /// It comes up, encrypted.
  case encrypted(Assurance)
  /// It comes up in plain text.
  case plain
  case fails(Obstacle)
}

/// What the two ends of an encrypted connection know of each other.
struct Assurance: Sendable, Hashable {
  /// The authority's key at which the master's chain ended under the slave's trust; nil where the slave
  /// verified nothing.
  let ofMaster: PublicKey?
  /// The key at which the slave's chain ended under the master's trust; nil where it showed none.
  let ofSlave: PublicKey?
  /// Whether the slave looked for the name that it dials.
  let namesChecked: Bool
  /// Whether both ends trust both keys, so that it does not matter which of them either end is issued from: two
  /// generations of one authority during a rollover, where they are that.
  var trustIsMutual = false

  /// The one key that both chains end at; nil where there is none, or either end knows nothing.
  var shared: PublicKey? { ofMaster == ofSlave ? ofMaster : nil }
}
