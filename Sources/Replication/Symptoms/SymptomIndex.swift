/// The rows of the table by how their longest part begins, so that a line of a long log is gone through once and not
/// once for each row.
struct SymptomIndex {
  /// What is compared of a row.
  private struct Entry {
    let parts: [[UInt8]]
    let rank: (Int, Int)
  }

  private let entries: [Entry]
  /// The places of the rows whose longest part begins so.
  private var places: [UInt32: [Int]] = [:]
  /// Whether some part begins with four bytes of this hash: what most of a line is not.
  private var mayBegin = [Bool](repeating: false, count: 1 << 16)

  /// How many bytes of a part are looked for. Texts of TLS have much in common: two bytes would be everywhere.
  private static let length = 4

  init(_ rows: [Symptom]) {
    entries = rows.map { row in
      // What says why comes before what only says that something failed, then the longest text.
      Entry(parts: row.bytes, rank: (row.isConsequence ? 0 : 1, row.precision))
    }
    for (place, row) in rows.enumerated() {
      guard let part = row.bytes.max(by: { $0.count < $1.count }), part.count >= Self.length else { continue }
      let key = part.prefix(Self.length).reduce(0) { $0 << 8 | UInt32($1) }
      mayBegin[Self.hash(key)] = true
      places[key, default: []].append(place)
    }
  }

  private static func hash(_ key: UInt32) -> Int { Int((key &* 0x9E37_79B1) >> 16) }

  /// The place of the row that `line`, in lower case, says; of several the one that says most, and of those the last.
  func place(for line: [UInt8]) -> Int? {
    var key: UInt32 = 0
    var tried: [Int] = []
    for (place, byte) in line.enumerated() {
      key = key << 8 | UInt32(byte)
      guard place >= Self.length - 1, mayBegin[Self.hash(key)], let rows = places[key] else { continue }
      for row in rows where !tried.contains(row) { tried.append(row) }
    }
    return tried.sorted().filter { place in entries[place].parts.allSatisfy { line.contains(part: $0) } }
      .max { entries[$0].rank < entries[$1].rank }
  }
}

extension [UInt8] {
  /// Whether `part`, which is not empty, stands anywhere in it.
  func contains(part: [UInt8]) -> Bool {
    let first = part[0]
    var start = 0
    while start + part.count <= count {
      if self[start] == first {
        var length = 1
        while length < part.count, self[start + length] == part[length] { length += 1 }
        if length == part.count { return true }
      }
      start += 1
    }
    return false
  }
}
