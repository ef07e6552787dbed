/// The rows of the table by how their first part begins, so that a line of a long log is gone through once and not
/// once for each row.
struct SymptomIndex {
  private let rows: [Symptom]
  /// Where a row's first part begins with the two bytes.
  private var isBeginning = [Bool](repeating: false, count: 1 << 16)
  private var places: [Int: [Int]] = [:]

  init(_ rows: [Symptom]) {
    self.rows = rows
    for (place, row) in rows.enumerated() {
      guard let part = row.bytes.first, part.count > 1 else { continue }
      let key = Int(part[0]) << 8 | Int(part[1])
      isBeginning[key] = true
      places[key, default: []].append(place)
    }
  }

  /// The row that `line`, in lower case, says; what says why before what only says that something failed, then the
  /// longest text.
  func row(for line: [UInt8]) -> Symptom? {
    guard var last = line.first else { return nil }
    var tried: Set<Int> = []
    for byte in line.dropFirst() {
      let key = Int(last) << 8 | Int(byte)
      if isBeginning[key] { tried.formUnion(places[key] ?? []) }
      last = byte
    }
    return tried.sorted().map { rows[$0] }.filter { $0.isFound(in: line) }.max {
      ($0.isConsequence ? 0 : 1, $0.precision) < ($1.isConsequence ? 0 : 1, $1.precision)
    }
  }
}
