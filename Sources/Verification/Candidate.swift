public import Replication

/// Something that may have produced a message, and what was found of it in a deployment.
public struct Candidate: Sendable {
  /// The name of the rule that finds it, or of a cause that no file shows.
  public let rule: String
  /// What is wrong then.
  public let sentence: String
  /// What tells it from the others; nil where the findings say all there is.
  public let check: String?
  public let fix: String
  /// What one check tells from it, and what that check prints for it; nil where there is none.
  public let group: CauseGroup?
  public let answer: String?
  /// Its findings, those first that break a link with that very message; nil where there is no deployment or
  /// no file shows it, empty where it does not hold there.
  public let found: [Finding]?

  /// Whether it holds in the deployment.
  public var holds: Bool { found?.isEmpty == false }
}

extension Candidate {
  /// What may have produced `diagnosis`, the likeliest first: with a report what holds in its deployment, and of
  /// that what breaks a link so that the servers print this very message.
  ///
  /// What `report` foresees this message for is among them, even where the table does not know it as a cause.
  public static func all(for diagnosis: Diagnosis, in report: Report?) -> [Candidate] {
    guard let report, !diagnosis.isHarmless else {
      return diagnosis.causes.map { Candidate($0, found: nil) }
    }
    let weigher = FindingWeigher(diagnosis)
    let known = diagnosis.causes.map { cause in
      let found = cause.isInFiles ? report.findings.filter { cause.isMeant(by: $0) } : nil
      return Candidate(cause, found: found?.sortedStably { [weigher.weight($0), weigher.otherEnd($0)] })
    }
    let rules = Set(known.map(\.rule))
    // What breaks a link of the deployment with this message produces it, of whichever end the table knows that.
    let told = Set(known.flatMap { $0.found ?? [] })
    let foreseen = report.findings.filter { !told.contains($0) && weigher.isForeseen($0) }
    let weights = known.map { candidate -> [Int] in
      guard let best = candidate.found?.first else { return [FindingWeigher.notFound] }
      return [weigher.weight(best), FindingWeigher.generality(candidate.rule)]
    }
    // What the table does not know as a cause of this message is more often what stands beside it.
    let others = foreseen.map { finding in
      let beside = rules.contains(finding.rule) ? 0 : 5
      return (Candidate(finding), [0, FindingWeigher.generality(finding.rule) + beside])
    }
    return (zip(known, weights) + others).sortedStably { $0.1 }.map(\.0)
  }

  private init(_ cause: Cause, found: [Finding]?) {
    (rule, sentence, check, fix) = (cause.rule, cause.sentence, cause.check, cause.fix)
    (group, answer) = (cause.group, cause.answer)
    self.found = found
  }

  private init(_ finding: Finding) {
    (rule, sentence, check, fix) = (finding.rule, finding.sentence, nil, finding.fix ?? "")
    (group, answer) = (nil, nil)
    found = [finding]
  }
}

extension Cause {
  /// Whether `finding` is one of this cause: of its rule, and of the end whose certificate the cause is about.
  fileprivate func isMeant(by finding: Finding) -> Bool {
    guard rule == finding.rule else { return false }
    switch finding.failure {
    case .masterRefusesSlave: return group != .masterChain
    case .slaveRefusesMaster, .slaveFindsAnotherSignature, .slaveFindsWeakAuthority:
      return group != .slaveChain
    default: return true
    }
  }
}

/// How well a finding explains a message.
struct FindingWeigher {
  /// What a cause weighs that was not found.
  static let notFound = 9

  private let diagnosis: Diagnosis

  init(_ diagnosis: Diagnosis) { self.diagnosis = diagnosis }

  /// The less, the better: what breaks with this message; what breaks with its number; what breaks in another
  /// way; what does not break.
  func weight(_ finding: Finding) -> Int {
    switch finding.severity {
    case .breaks: break
    case .exposed: return 4
    case .due: return 5
    case .note: return 6
    }
    guard let symptom = finding.symptom else { return 3 }
    let messages = messages(symptom)
    if messages.contains(where: { $0.meaning == diagnosis.meaning }) {
      // What is met only once something else is mended has not been met yet.
      return symptom.hasPrefix("once the rest is mended") ? 2 : 0
    }
    return messages.contains { $0.number != nil && $0.number == diagnosis.number } ? 1 : 3
  }

  /// 1 for a statement of the end that did not answer: a slave's message is about its own statement.
  func otherEnd(_ finding: Finding) -> Int {
    guard diagnosis.number == 1064, diagnosis.side != .either else { return 0 }
    return (diagnosis.side == .slave) == (finding.failure == .statementRefused) ? 0 : 1
  }

  /// Whether the servers are foreseen to print this very message for it.
  func isForeseen(_ finding: Finding) -> Bool { finding.severity == .breaks && weight(finding) == 0 }

  /// What a finding's text of the servers is read as; to a slave, a server that does not start is one that nobody
  /// answers for.
  private func messages(_ symptom: String) -> [Diagnosis] {
    let isDown = symptom.contains("does not start")
    return Diagnosis.read(symptom.split(separator: "; ").joined(separator: "\n") + (isDown ? "\n2003" : ""))
  }

  /// Rules that say in general what another one says in particular: of two that explain a message alike, the
  /// particular one comes first.
  static func generality(_ rule: String) -> Int {
    switch rule {
    case "broken-link": 3
    case "another-authority": 2
    case "account-requirement", "another-trust", "wrong-usage", "revocation-list": 1
    default: 0
    }
  }
}

extension Array {
  /// By what `weight` says of each; equals stay in their order.
  fileprivate func sortedStably(by weight: (Element) -> [Int]) -> [Element] {
    let weights = map(weight)
    return indices.sorted { one, other in
      weights[one] == weights[other] ? one < other : weights[one].lexicographicallyPrecedes(weights[other])
    }.map { self[$0] }
  }
}
