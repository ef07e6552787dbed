public import OpenSSL
internal import Replication
internal import Verification

/// Judges what probes saw.
public struct ProbeJudge: Sendable {
  /// The moment to judge at.
  public var time: Time
  /// Within how many seconds an end is worth a word.
  public var warningSeconds: Int64
  /// Whose pair was presented; nil for nobody's.
  public var presented: PresentedPair?

  public init(time: Time, warningSeconds: Int64, presented: PresentedPair? = nil) {
    self.time = time
    self.warningSeconds = warningSeconds
    self.presented = presented
  }

  /// What is to be said of all of `probed`.
  public func report(on probed: [Probed]) -> ProbeReport {
    ProbeReport(probed.map(judge), at: time)
  }

  /// What is to be said of one server.
  public func judge(_ probed: Probed) -> ProbedServer {
    ProbedServer(probed, presented: presented?.leaf, host: nil, findings: [])
  }
}
