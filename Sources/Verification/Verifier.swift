public import OpenSSL

/// Holds a deployment against all rules, and proves that its links share one authority.
public struct Verifier: Sendable {
  /// The moment to judge at.
  public var time: Time
  /// Within how many days an end is worth a word.
  public var warningDays: Int
  /// Whether what will break at a known time fails already now.
  public var isStrict: Bool

  public init(time: Time, warningDays: Int = 30, isStrict: Bool = false) {
    self.time = time
    self.warningDays = warningDays
    self.isStrict = isStrict
  }

  /// What there is to say of `deployment`.
  ///
  /// It passes only where every link was proven: what could not be looked at is a finding that breaks.
  public func verify(_ deployment: Deployment) -> Report {
    let examination = Examination(deployment, at: time, warningDays: warningDays)
    var findings: [Finding] = []
    for rule in Rules.all {
      let found = rule.findings(in: examination)
      if type(of: rule).explainsLinks {
        let breaking = found.filter { $0.severity == .breaks }
        examination.broken.formUnion(breaking.compactMap(\.host))
        if breaking.contains(where: { $0.host == nil }) { examination.isAuthorityBroken = true }
      }
      findings += found
    }
    // A peer shows one certificate to both sides, and what is wrong with it is said once.
    var said: Set<Finding> = []
    findings = findings.filter { said.insert($0.withoutSymptom).inserted }
    let sorted = findings.enumerated().sorted {
      ($0.element.severity, $0.offset) < ($1.element.severity, $1.offset)
    }.map(\.element)
    return Report(examination, sorted, strict: isStrict)
  }
}
