internal import Replication
internal import Verification

/// What `explain` says: the one value that both forms of output are rendered from.
struct SymptomExplanation: Encodable {
  /// One message of the text, with what produces it.
  struct Symptom: Encodable {
    let diagnosis: Diagnosis
    let candidates: [Candidate]
    /// The fixes of the candidates, with commands that work on the folder that was named.
    let fixes: [String]

    private enum CodingKeys: String, CodingKey {
      case text, line, times, number, side, family, meaning, harmless, notes, causes
    }
    private enum CauseKeys: String, CodingKey { case rule, sentence, check, fix, group, answer, found }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(diagnosis.text, forKey: .text)
      try container.encode(diagnosis.line, forKey: .line)
      try container.encode(diagnosis.times, forKey: .times)
      try container.encodeIfPresent(diagnosis.number, forKey: .number)
      try container.encode(diagnosis.side, forKey: .side)
      try container.encodeIfPresent(diagnosis.family, forKey: .family)
      try container.encode(diagnosis.meaning, forKey: .meaning)
      try container.encode(diagnosis.isHarmless, forKey: .harmless)
      try container.encode(diagnosis.notes, forKey: .notes)
      var causes = container.nestedUnkeyedContainer(forKey: .causes)
      for (candidate, fix) in zip(candidates, fixes) {
        var one = causes.nestedContainer(keyedBy: CauseKeys.self)
        try one.encode(candidate.rule, forKey: .rule)
        try one.encode(candidate.sentence, forKey: .sentence)
        try one.encodeIfPresent(candidate.check, forKey: .check)
        try one.encode(fix, forKey: .fix)
        try one.encodeIfPresent(candidate.group?.name, forKey: .group)
        try one.encodeIfPresent(candidate.answer, forKey: .answer)
        try one.encodeIfPresent(candidate.found, forKey: .found)
      }
    }
  }

  /// The version of this format.
  let format = 1
  /// In the order of the text; empty where the text is not known.
  let symptoms: [Symptom]
  /// Where the deployment lies; nil where none is named.
  let source: String?
  /// What breaks a link of the deployment, and shows in none of the symptoms.
  let others: [Finding]

  init(_ diagnoses: [Diagnosis], _ report: Report?, _ completion: CommandCompletion) {
    let report = report?.withFixes(completion.callAsFunction)
    source = report?.source
    symptoms = diagnoses.map { diagnosis in
      let candidates = Candidate.all(for: diagnosis, in: report)
      return Symptom(
        diagnosis: diagnosis, candidates: candidates,
        fixes: candidates.map { $0.holds ? $0.fix : completion($0.fix) })
    }
    let told = Set(symptoms.flatMap { $0.candidates.flatMap { $0.found ?? [] } })
    others = report?.findings.filter { $0.severity == .breaks && !told.contains($0) } ?? []
  }
}
