public import OpenSSL
public import Replication

/// Holds a deployment against all rules, and proves that its links share one authority.
public struct Verifier: Sendable {
  /// The moment to judge at.
  public var time: Time
  /// Within how many seconds an end is worth a word.
  public var warningSeconds: Int64
  /// Whether what will break at a known time fails already now.
  public var isStrict: Bool
  /// Told how far a verification is; nil where nobody asks.
  public var progress: VerificationProgress?

  /// - Parameter warningSeconds: 30 days, unless it is given.
  public init(time: Time, warningSeconds: Int64 = 30 * 86_400, isStrict: Bool = false) {
    self.time = time
    self.warningSeconds = warningSeconds
    self.isStrict = isStrict
  }

  /// What there is to say of `deployment`.
  ///
  /// It passes only where every link was proven: what could not be looked at is a finding that breaks.
  ///
  /// - Parameter assumed: the server of hosts that do not say theirs.
  public func verify(_ deployment: Deployment, assuming assumed: Server = .default) -> Report {
    let examination = Examination(deployment, at: time, warningSeconds: warningSeconds, assuming: assumed)
    examination.progress = progress
    var findings: [Finding] = []
    for rule in Rules.all {
      let all = rule.findings(in: examination)
      let found = type(of: rule).isWeighed ? all.map(examination.weighed) : all
      let breaking = found.filter { $0.severity == .breaks }
      examination.said.formUnion(breaking.compactMap(\.host))
      if type(of: rule).explainsLinks {
        examination.broken.formUnion(breaking.compactMap(\.host))
        if breaking.contains(where: { $0.host == nil }) { examination.isAuthorityBroken = true }
      }
      findings += found
    }
    // A peer shows one certificate to both sides, and what is wrong with it is said once.
    var said: Set<Finding> = []
    findings = findings.filter { said.insert($0.withoutSymptom).inserted }
    examination.count(findings)
    findings = findings.map { examination.keepingKeys(examination.worded($0)) }
    return Report(examination, findings.worstFirst, strict: isStrict)
  }
}
