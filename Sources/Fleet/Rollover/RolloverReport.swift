/// What a step of a rollover did, and where that leaves it.
public struct RolloverReport: Sendable, Encodable {
  /// What came of it.
  public enum Outcome: String, Sendable, Encodable {
    case done
    /// All was as it should be already.
    case unchanged
    /// A host is not ready, and nothing was done.
    case refused
  }

  public let format = 1
  public let outcome: Outcome
  /// What was done, each a sentence.
  public let did: [String]
  /// The hosts that were issued from another generation.
  public let issued: [IssueOutcome]
  /// What is to be done now on the hosts whose folders have changed, those together for which it is the same.
  public let steps: [HostTask]
  /// What the step breaks, where it was forced.
  public let breaks: [RolloverStatus.Breakage]
  /// What is to be known besides, each a sentence.
  public let remarks: [String]
  /// Where the rollover stands now.
  public let status: RolloverStatus
}
