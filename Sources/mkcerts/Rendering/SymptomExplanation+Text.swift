internal import Replication
internal import Verification

extension SymptomExplanation {
  /// For people: the few that are likeliest, or all.
  func text(all: Bool) -> String {
    guard !symptoms.isEmpty else { return Self.unknown }
    let isLog = (symptoms.last?.diagnosis.line ?? 1) > 1
    var text = symptoms.map { self.text($0, isLog: isLog, all: all) }.joined(separator: "\n")
    guard let source else { return text }
    let hasCauses = symptoms.contains { !$0.candidates.isEmpty }
    if hasCauses, !symptoms.contains(where: { $0.candidates.contains(where: \.holds) }) {
      text += "\nNone of these causes is found in \(source.legible).\n"
    }
    guard !others.isEmpty else { return text }
    text += "\nWhat breaks besides, and shows in none of these lines (`mkcerts verify` says all):\n"
    for finding in others.prefix(Self.few) { text += "  \(Self.place(finding)): \(finding.rule)\n" }
    if others.count > Self.few { text += "  and \(others.count - Self.few) more\n" }
    return text
  }

  private static let few = 3

  private static let unknown = """
    This text is not known: no server that was measured printed it for TLS or replication.
    Look at Last_IO_Errno and Last_IO_Error in SHOW SLAVE STATUS (SHOW REPLICA STATUS since MySQL 8.4),
    at the lines with SSL or TLS in the logs of both servers, and prove the files: mkcerts verify

    """

  private func text(_ symptom: Symptom, isLog: Bool, all: Bool) -> String {
    let diagnosis = symptom.diagnosis
    let number = diagnosis.number.map { diagnosis.text.contains("\($0)") ? "" : "\($0) " } ?? ""
    let times = diagnosis.times > 1 ? " (\(diagnosis.times) times)" : ""
    let place = isLog ? "line \(diagnosis.line)\(times): " : ""
    var text = "\(place)\(number)\(diagnosis.text.legible)\n  \(diagnosis.meaning)\n"
    if symptom.candidates.isEmpty, !diagnosis.isHarmless {
      text += "  It follows from another line here, which has its causes.\n"
    }
    text += all ? Self.inFull(symptom) : Self.likeliest(symptom)
    guard !diagnosis.notes.isEmpty, !symptom.candidates.contains(where: \.holds) else { return text }
    text += "\n"
    for note in diagnosis.notes { text += "  - \(note.replacing("\n", with: "\n      "))\n" }
    return text
  }

  private static func inFull(_ symptom: Symptom) -> String {
    zip(symptom.candidates, symptom.fixes).enumerated().map { place, one in
      self.one(one.0, fix: one.1, place: place + 1)
    }.joined()
  }

  /// With a deployment what holds there, and the names of the rest; else each check once, with the causes that it
  /// tells apart.
  private static func likeliest(_ symptom: Symptom) -> String {
    let pairs = Array(zip(symptom.candidates, symptom.fixes))
    let holding = pairs.filter { $0.0.holds }
    if !holding.isEmpty {
      let text = holding.enumerated().map { one($0.element.0, fix: $0.element.1, place: $0.offset + 1) }
        .joined()
      let absent = pairs.filter { $0.0.found?.isEmpty == true }.map(\.0.rule)
      let unseen = pairs.filter { $0.0.found == nil }.map(\.0.rule)
      return text
        + (absent.isEmpty ? "" : "\n  not found there: \(unique(absent)) (--all has them in full)\n")
        + (unseen.isEmpty ? "" : "\n  what no file shows: \(unique(unseen))\n")
    }
    guard pairs.count > few + 1 else { return inFull(symptom) }
    let entries = Entry.all(pairs)
    let text = entries.prefix(few).enumerated().map { place, entry in
      entry.group.map { group($0, entry.causes, place: place + 1) }
        ?? entry.causes.map { one($0.0, fix: $0.1, place: place + 1) }.joined()
    }.joined()
    let rest = entries.dropFirst(few).flatMap { $0.causes.map(\.0.rule) }
    return text + (rest.isEmpty ? "" : "\n  rarer: \(unique(rest)) (--all has them in full)\n")
  }

  private static func unique(_ rules: [String]) -> String {
    var seen: Set<String> = []
    return rules.filter { seen.insert($0).inserted }.joined(separator: ", ")
  }

  private static func place(_ finding: Finding) -> String {
    (finding.host.map { $0.legible + ": " } ?? "") + finding.sentence.legible
  }

  /// One cause with all that is known of it.
  private static func one(_ candidate: Candidate, fix: String, place: Int) -> String {
    var text = "\n  \(place). \(candidate.rule): \(candidate.sentence.legible)\n"
    for finding in candidate.found ?? [] { text += "     holds: \(self.place(finding))\n" }
    if let check = candidate.check { text += "     check: \(check)\n" }
    // What mends the very thing that was found is more than what mends its like.
    let fixes = candidate.found?.compactMap { $0.fix?.legible } ?? []
    for fix in fixes.isEmpty ? [fix] : fixes { text += "     fix:   \(fix)\n" }
    return text
  }

  /// Causes that one check tells apart.
  private static func group(
    _ group: CauseGroup, _ causes: [(Candidate, String)], place: Int
  ) -> String {
    guard causes.count > 1 else { return causes.map { one($0.0, fix: $0.1, place: place) }.joined() }
    var text = "\n  \(place). \(group.sentence)\n     check: \(group.check); it prints:\n"
    for (cause, fix) in causes.prefix(few) {
      text += "     - \(cause.answer ?? "")\n       \(cause.rule): \(cause.sentence)\n       fix: \(fix)\n"
    }
    let rest = causes.dropFirst(few)
    if !rest.isEmpty {
      text += "     rarer:\n"
      for (cause, _) in rest { text += "     - \(cause.rule): \(cause.answer ?? "")\n" }
    }
    return text
  }

  /// The causes that one check tells apart, or a single one.
  private struct Entry {
    let group: CauseGroup?
    var causes: [(Candidate, String)]

    /// In the order of the first cause of each.
    static func all(_ causes: [(Candidate, String)]) -> [Entry] {
      var entries: [Entry] = []
      for cause in causes {
        if let group = cause.0.group, let place = entries.firstIndex(where: { $0.group == group }) {
          entries[place].causes.append(cause)
        } else {
          entries.append(Entry(group: cause.0.group, causes: [cause]))
        }
      }
      return entries
    }
  }
}
