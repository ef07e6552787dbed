internal import Replication

/// Reads the sections of a fleet file with the keys in them, and what is wrong with their form.
struct FleetSections {
  /// The most hosts of one fleet.
  static let mostHosts = 100_000
  /// The most names that one section may give.
  static let mostNames = 100

  private(set) var sections: [FleetSection] = []
  private var section: FleetSection?
  private var hasUnknown = false
  private var hosts = 0
  private var firstLines: [String: Int] = [:]
  private var problems: FleetProblems

  private init(_ problems: FleetProblems) { self.problems = problems }

  /// The sections that stand in `bytes`; of those that are not known the first alone.
  static func read(_ bytes: [UInt8], _ problems: inout FleetProblems) -> [FleetSection] {
    var reading = FleetSections(problems)
    for line in StrictOptionFile(bytes) {
      reading.take(line)
      if reading.problems.areTooMany { break }
    }
    reading.finish()
    problems = reading.problems
    return reading.sections
  }

  private mutating func take(_ line: StrictOptionFile.Line) {
    switch line.content {
    case .refused(let sentence):
      problems.add(line.number, sentence)
      // It may have been a section's.
      addUnknown(line.number)
    case .group(let text): open(text, line.number)
    case .option(let name, let value): add(name, value, line.number)
    }
  }

  private mutating func open(_ text: String, _ line: Int) {
    finish()
    let kind = problems.taking(line) { () throws(FleetError) in try FleetSection.Kind(parsing: text) }
    section = FleetSection(line: line, kind: kind ?? .unknown)
    switch kind {
    case .authority, .defaults:
      guard let first = firstLines[text] else { return firstLines[text] = line }
      problems.add(line, "there is a section [\(text)] in line \(first) already")
      section = FleetSection(line: line, kind: .unknown)
    case .hosts(_, let range):
      hosts += range.count
      if hosts > Self.mostHosts {
        problems.addLast(line, "with this section the fleet has more than \(Self.mostHosts) hosts")
      }
    case .unknown, nil: break
    }
  }

  private mutating func finish() {
    guard let done = section.take() else { return }
    if case .unknown = done.kind { addUnknown(done.line) } else { sections.append(done) }
  }

  /// One tells that there are some.
  private mutating func addUnknown(_ line: Int) {
    guard !hasUnknown else { return }
    hasUnknown = true
    sections.append(FleetSection(line: line, kind: .unknown))
  }

  private mutating func add(_ name: String, _ value: String?, _ line: Int) {
    guard let section else {
      return problems.add(line, "\(name.quotedForDisplay) stands before the first section")
    }
    // As in every option file - and _ are the same in a name.
    let plain = name.replacing("_", with: "-")
    guard let key = FleetKey(rawValue: plain) else {
      let nearest = NearestWord.of(plain, among: section.keys.map(\.rawValue))
      let hint =
        nearest.map { "; \($0) may be meant" } ?? (isSecret(plain) ? Self.aboutPassphrases : "")
      return problems.add(line, "the key \(name.quotedForDisplay) is not known\(hint)")
    }
    guard section.keys.contains(key) else {
      return problems.add(line, "\(key.rawValue) does not belong into \(section.title)")
    }
    guard let text = value ?? (key.isSwitch ? "on" : nil), !text.isEmpty else {
      return problems.add(line, "\(key.rawValue) has no value")
    }
    add(FleetValue(text: text, line: line), to: key)
  }

  private mutating func add(_ value: FleetValue, to key: FleetKey) {
    guard key != .san else { return addNames(value) }
    if let first = section?.values.updateValue(value, forKey: key) {
      problems.add(value.line, "\(key.rawValue) is given in line \(first.line) already")
    }
  }

  private mutating func addNames(_ value: FleetValue) {
    let texts = value.text.split(separator: ",", omittingEmptySubsequences: false)
    let names = texts.map { FleetValue(text: $0.withoutBlanks, line: value.line) }
    let count = section?.names.count ?? 0
    guard count + names.count <= Self.mostNames else {
      // Told once.
      if count <= Self.mostNames {
        problems.add(value.line, "the section gives more than \(Self.mostNames) names")
      }
      section?.names = Array(repeating: value, count: Self.mostNames + 1)
      return
    }
    section?.names += names
  }

  private func isSecret(_ key: String) -> Bool { key.contains("pass") }

  private static let aboutPassphrases = ": passwords and passphrases never stand in a file of this kind"
}

extension Substring {
  /// The text without blanks at its ends.
  var withoutBlanks: String {
    var text = self
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
