public import OpenSSL

/// That a host was found, or said, to have what a phase of a rollover gave it.
public struct Confirmation: Sendable, Hashable {
  /// What is confirmed.
  public enum Fact: String, Sendable, Hashable {
    /// The host trusts the generation.
    case trusts
    /// All that the host presents is signed by the generation.
    case presents
  }

  /// The host.
  public let holder: String
  /// The number of the generation.
  public let generation: Int
  public let fact: Fact
  /// Who says so: a folder that was read, or the administrator.
  public let source: String
  public let at: Time

  public init(holder: String, generation: Int, fact: Fact, source: String, at: Time) {
    self.holder = holder
    self.generation = generation
    self.fact = fact
    self.source = source
    self.at = at
  }
}
