/// What lasts in the verification of a large fleet.
public enum VerificationStage: Sendable, Hashable {
  /// Hosts are read, each with its files.
  case reading
  /// The connections of slaves are judged, each slave's with all their signatures.
  case judging
}

/// Called with how many more hosts are done in a stage, and how many there are in it; from any thread, and in stages
/// of few hosts not at all.
public typealias VerificationProgress =
  @Sendable (_ stage: VerificationStage, _ more: Int, _ count: Int) -> Void
