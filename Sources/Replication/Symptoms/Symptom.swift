/// A row of the table of symptoms: how a text or an error number is recognised, and what really produces it.
struct Symptom: Sendable {
  /// The parts that a line has to contain, in any letters; empty where the number alone says it.
  let parts: [String]
  /// The parts as bytes.
  let bytes: [[UInt8]]
  /// The number of the error; nil for a line of a log.
  let number: Int?
  /// MySQL's number of a line of its log, as in `MY-010069`; nil where it is not known or there is none.
  let code: Int?
  /// Who says it.
  let side: Diagnosis.Side
  /// The servers that say it so.
  let servers: ServerSpan
  /// What it means, one sentence without capital and full stop.
  let meaning: String
  /// Whether it only tells that something failed, and another line of the same log says what.
  let isConsequence: Bool
  /// Whether it tells of nothing wrong, though it looks so.
  let isHarmless: Bool
  /// What produces it, the likeliest first.
  let causes: [Cause]
  /// What is printed when which failure is met; empty where verify foresees another row's text.
  let wordings: [Wording]

  init(
    _ parts: [String], number: Int? = nil, code: Int? = nil, _ side: Diagnosis.Side,
    _ servers: ServerSpan = .all, means meaning: String, isConsequence: Bool = false,
    isHarmless: Bool = false,
    _ causes: [Cause], says wordings: [Wording] = []
  ) {
    self.parts = parts.map { $0.lowercased() }
    bytes = self.parts.map { Array($0.utf8) }
    (self.number, self.code) = (number, code)
    self.isHarmless = isHarmless
    self.side = side
    self.servers = servers
    self.meaning = meaning
    self.isConsequence = isConsequence
    self.causes = causes
    self.wordings = wordings
  }

  /// How closely it describes what it is found in: of two that fit one line, the one with more text is meant.
  var precision: Int { parts.reduce(0) { $0 + $1.utf8.count } }
}
