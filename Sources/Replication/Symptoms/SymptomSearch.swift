/// Looks for the rows of the table in a text, line by line.
struct SymptomSearch {
  /// A row that was found.
  struct Found {
    let row: Symptom
    /// What of the text says it.
    let text: String
    /// From 1.
    let line: Int
    var times = 1
  }

  private let rows: [Symptom]
  private let index: SymptomIndex
  private var all: [Found] = []
  /// Where each meaning was found first.
  private var places: [String: Int] = [:]
  /// The same by the rows that were found.
  private var known: [Int: Int] = [:]
  /// The errors of a server that no row is of, since it began to start.
  private var strange: [(text: String, line: Int)] = []
  /// Whether something known was the reason for a server not to start, since it began to.
  private var isReasonKnown = false
  /// The numbers of lines that no text was recognised in.
  private var numbers: [(number: Int, line: Int)] = []
  private var line = 0

  /// - Parameter server: who says it; nil for any.
  init(of server: Server?) {
    rows = Symptom.table.filter { row in server.map(row.servers.contains) ?? true }
    index = SymptomIndex(rows)
  }

  /// Takes the next line, or what it consists of.
  mutating func read(_ texts: [Substring]) {
    line += 1
    for text in texts { readPart(text) }
  }

  private mutating func readPart(_ text: Substring) {
    guard text.utf8.contains(where: { !ASCII.isBlank($0) }) else { return }
    let message = LogLine(text)
    if let place = index.place(for: message.lowered) {
      judgeStart(rows[place], message)
      add(place, message.text)
    } else {
      if message.isError { strange.append((message.text, line)) }
      if !strange.isEmpty || isReasonKnown, message.isOfStart { beginStart() }
      numbers += ErrorNumber.all(in: message.lowered).map { ($0, line) }
    }
  }

  private mutating func add(_ place: Int, _ text: String) {
    if let seen = known[place] ?? places[rows[place].meaning] {
      all[seen].times += 1
      known[place] = seen
    } else {
      known[place] = all.count
      add(rows[place], text, line)
    }
  }

  private mutating func add(_ row: Symptom, _ text: String, _ line: Int) {
    places[row.meaning] = all.count
    all.append(Found(row: row, text: text, line: line))
  }

  /// What was wrong with a server before it was started again, or once it ran, does not keep it from starting.
  private mutating func beginStart() {
    strange = []
    isReasonKnown = false
  }

  /// Where a server gives up: what it complained of first is the reason, known or not.
  private mutating func judgeStart(_ row: Symptom, _ message: LogLine) {
    guard row.code == Symptom.aborting else {
      isReasonKnown = isReasonKnown || message.isError && !row.isHarmless
      return
    }
    if !isReasonKnown, let reason = strange.first, places[Symptom.ownReason.meaning] == nil {
      add(Symptom.ownReason, reason.text, reason.line)
    }
    beginStart()
  }

  /// What was found, in the order of the text.
  var found: [Found] {
    var found = all
    var seen = Set(places.keys)
    // Texts that are said with several numbers, or in a log without one, stand for the number beside them.
    let isTold = all.contains { $0.row.number == nil && $0.row.side != .server && !$0.row.isConsequence }
    let told = Set(all.compactMap(\.row.number))
    for (number, line) in numbers where !told.contains(number) && !isTold {
      guard let row = row(of: number), seen.insert(row.meaning).inserted else { continue }
      found.append(Found(row: row, text: "\(number)", line: line))
    }
    return found.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(
      \.element)
  }

  /// What a number alone means: all that is said with it, where there is a row for that.
  private func row(of number: Int) -> Symptom? {
    rows.first { $0.parts.isEmpty && $0.number == number }
      ?? rows.first { $0.number == number || $0.code == number }
  }
}
