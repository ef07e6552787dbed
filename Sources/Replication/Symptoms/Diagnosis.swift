/// What one message of a server or a client means, and what really produces it.
public struct Diagnosis: Sendable, Encodable {
  /// Who says a message.
  public enum Side: String, Sendable, Encodable {
    /// The slave's `Last_IO_Error`, or a client that logs in.
    case slave
    /// A server as it starts or serves, in its log.
    case server
    /// Both.
    case either
  }

  /// The part of the text that was recognised, cut after 300 characters.
  public let text: String
  /// The number of the error; nil where there is none.
  public let number: Int?
  public let side: Side
  /// `mariadb` or `mysql`, where one of the two families says it so; nil for both.
  public let family: String?
  /// What it means, one sentence without capital and full stop.
  public let meaning: String
  /// Whether it only tells that something failed, and another line says what.
  public let isConsequence: Bool
  /// What produces it, the likeliest first, without those that a more specific message of the text has.
  public let causes: [Cause]
}

extension Diagnosis {
  /// What the lines of `text` mean, the most specific first: it has the fewest causes.
  ///
  /// Takes an error's number or text, lines of a log, or all that `SHOW SLAVE STATUS` printed. Lines that are
  /// not known are passed over.
  ///
  /// - Parameter server: who says it, where that is known; nil for any. Its family and version decide which
  ///   messages are meant and in which words the causes are told.
  /// - Returns: nothing where no line is known.
  public static func read(_ text: String, of server: Server? = nil) -> [Diagnosis] {
    let rows = Symptom.table.filter { row in server.map(row.servers.contains) ?? true }
    var found: [(row: Symptom, line: Substring)] = []
    var seen: Set<String> = []
    for line in text.split(whereSeparator: \.isNewline) {
      guard let row = row(for: line, in: rows), seen.insert(row.meaning).inserted else { continue }
      found.append((row, line))
    }
    // Texts that are said with several numbers, or in a log without one, stand for the number beside them.
    let isTold = found.contains { $0.row.number == nil && $0.row.side != .server && !$0.row.isConsequence }
    let numbers = Set(found.compactMap(\.row.number))
    // A line that is known with its number may tell another one's, of what it follows from.
    let known = Set(found.filter { $0.row.number != nil }.map(\.line))
    let rest = text.split(whereSeparator: \.isNewline).filter { !known.contains($0) }.joined(separator: "\n")
    for number in ErrorNumber.all(in: rest) where !numbers.contains(number) && !isTold {
      guard let row = rows.first(where: { $0.parts.isEmpty && $0.number == number }) else { continue }
      if seen.insert(row.meaning).inserted { found.append((row, "\(number)")) }
    }
    var told: Set<Cause> = []
    return found.enumerated().sorted { rank($0) < rank($1) }.map { _, found in
      let causes = found.row.causes.filter { told.insert($0).inserted }
      return Diagnosis(found.row, of: found.line, causes.map { $0.inWords(of: server) })
    }
  }

  private init(_ row: Symptom, of line: Substring, _ causes: [Cause]) {
    let trimmed = line.drop { $0 == " " || $0 == "\t" }
    text = String(trimmed.prefix(300))
    (number, side, family) = (row.number, row.side, row.servers.flavour?.rawValue)
    (meaning, isConsequence) = (row.meaning, row.isConsequence)
    self.causes = causes
  }

  private static func row(for line: Substring, in rows: [Symptom]) -> Symptom? {
    let lowered = line.lowercased()
    // What says why is meant before what only says that something failed.
    return rows.filter { $0.isFound(in: lowered) }.max {
      ($0.isConsequence ? 0 : 1, $0.precision) < ($1.isConsequence ? 0 : 1, $1.precision)
    }
  }

  private static func rank(_ found: (offset: Int, element: (row: Symptom, line: Substring))) -> (
    Int, Int, Int
  ) {
    let row = found.element.row
    return (row.isConsequence ? 1 : 0, row.causes.count, found.offset)
  }
}
