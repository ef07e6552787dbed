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
    guard text.contains(where: { !$0.isWhitespace }) else { return }
    let message = LogLine(text)
    if let row = index.row(for: message.lowered) {
      add(row, message.text)
    } else {
      numbers += ErrorNumber.all(in: message.text[...]).map { ($0, line) }
    }
  }

  private mutating func add(_ row: Symptom, _ text: String) {
    if let place = places[row.meaning] {
      all[place].times += 1
    } else {
      places[row.meaning] = all.count
      all.append(Found(row: row, text: text, line: line))
    }
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
