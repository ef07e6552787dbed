/// Where a slave comes from, as a running master or somebody who named its address told.
public struct SlaveOrigin: Sendable, Hashable {
  /// Addresses and names that it has beside those in its files.
  public var known: Set<String>
  /// The hosts that connections of its user were seen from on its master: it comes from one of them. Empty where none
  /// was seen that is surely its own or another slave's.
  public var seen: Set<String>

  public init(known: Set<String> = [], seen: Set<String> = []) {
    self.known = Set(known.map { $0.lowercased() })
    self.seen = Set(seen.map { $0.lowercased() })
  }
}
