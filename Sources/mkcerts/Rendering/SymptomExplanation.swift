internal import Replication
internal import Verification

/// What `explain` says: the one value that both forms of output are rendered from.
struct SymptomExplanation: Encodable {
  /// A cause, and what verify found of it in the deployment.
  struct Candidate: Encodable {
    let cause: Cause
    /// What mends it, with commands that work on the folder that was named.
    let fix: String
    /// Its findings; nil where no deployment is named, empty where it does not hold there.
    let found: [Finding]?
  }

  /// One message of the text, with what produces it.
  struct Symptom: Encodable {
    let diagnosis: Diagnosis
    let candidates: [Candidate]

    private enum CodingKeys: String, CodingKey { case text, number, side, family, meaning, causes }
    private enum CauseKeys: String, CodingKey { case rule, sentence, check, fix, found }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(diagnosis.text, forKey: .text)
      try container.encodeIfPresent(diagnosis.number, forKey: .number)
      try container.encode(diagnosis.side, forKey: .side)
      try container.encodeIfPresent(diagnosis.family, forKey: .family)
      try container.encode(diagnosis.meaning, forKey: .meaning)
      var causes = container.nestedUnkeyedContainer(forKey: .causes)
      for candidate in candidates {
        var one = causes.nestedContainer(keyedBy: CauseKeys.self)
        try one.encode(candidate.cause.rule, forKey: .rule)
        try one.encode(candidate.cause.sentence, forKey: .sentence)
        try one.encode(candidate.cause.check, forKey: .check)
        try one.encode(candidate.fix, forKey: .fix)
        try one.encodeIfPresent(candidate.found, forKey: .found)
      }
    }
  }

  /// The version of this format.
  let format = 1
  /// The most specific first; empty where the text is not known.
  let symptoms: [Symptom]
  /// Where the deployment lies; nil where none is named.
  let source: String?

  init(_ diagnoses: [Diagnosis], _ report: Report?, _ completion: CommandCompletion) {
    let report = report?.withFixes(completion.callAsFunction)
    source = report?.source
    symptoms = diagnoses.map { diagnosis in
      let candidates = diagnosis.causes.map { cause in
        Candidate(
          cause: cause, fix: completion(cause.fix),
          found: report.map { $0.findings.filter { $0.rule == cause.rule } })
      }
      // What holds in the deployment is the answer; the rest stays in its order.
      let holding = candidates.filter { $0.found?.isEmpty == false }
      return Symptom(
        diagnosis: diagnosis, candidates: holding + candidates.filter { $0.found?.isEmpty != false })
    }
  }

  /// For people.
  var text: String {
    guard !symptoms.isEmpty else { return Self.unknown }
    var text = symptoms.map(Self.text).joined(separator: "\n")
    if let source, !symptoms.contains(where: { $0.candidates.contains { $0.found?.isEmpty == false } }) {
      text += "\nNone of these causes is found in \(source.legible).\n"
    }
    return text
  }

  private static let unknown = """
    This text is not known: no server that was measured printed it for TLS or replication.
    Look at Last_IO_Errno and Last_IO_Error in SHOW SLAVE STATUS (SHOW REPLICA STATUS since MySQL 8.4),
    at the lines with SSL or TLS in the logs of both servers, and prove the files: mkcerts verify

    """

  private static func text(_ symptom: Symptom) -> String {
    let diagnosis = symptom.diagnosis
    let number = diagnosis.number.map { diagnosis.text.contains("\($0)") ? "" : "\($0) " } ?? ""
    var text = "\(number)\(diagnosis.text.legible)\n  \(diagnosis.meaning)\n"
    if symptom.candidates.isEmpty { text += "  The causes are among those above.\n" }
    for (index, candidate) in symptom.candidates.enumerated() {
      let cause = candidate.cause
      text += "\n  \(index + 1). \(cause.rule): \(cause.sentence)\n"
      for finding in candidate.found ?? [] {
        let host = finding.host.map { $0.legible + ": " } ?? ""
        text += "     holds: \(host)\(finding.sentence.legible)\n"
      }
      // What mends the very thing that was found is more than what mends its like.
      let fixes = candidate.found?.compactMap { $0.fix?.legible } ?? []
      text += "     check: \(cause.check)\n"
      for fix in fixes.isEmpty ? [candidate.fix] : fixes { text += "     fix:   \(fix)\n" }
    }
    return text
  }
}
