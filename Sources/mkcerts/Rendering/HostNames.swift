/// Names of many hosts in few words: `db7, slave0002 to slave0998`.
struct HostNames {
  let names: [String]
  /// How many names and ranges are shown.
  var limit = 12

  var text: String {
    let parts = ranges
    let shown = parts.prefix(limit).map(\.text).joined(separator: ", ")
    let rest = parts.dropFirst(limit).map(\.count).reduce(0, +)
    return rest == 0 ? shown : "\(shown) and \(rest) more, which --format json names"
  }

  /// A name with the last number in it taken out.
  private struct Parts {
    let name: String
    let before: Substring
    let digits: Substring
    let after: Substring

    init(_ name: String) {
      self.name = name
      let isDigit = { (character: Character) in character.isASCII && character.isNumber }
      let end = name.lastIndex(where: isDigit).map { name.index(after: $0) } ?? name.endIndex
      let start = name[..<end].lastIndex { !isDigit($0) }.map { name.index(after: $0) } ?? name.startIndex
      before = name[..<start]
      digits = name[start..<end]
      after = name[end...]
    }

    var number: Int? { Int(digits) }

    /// Whether `other` is the next in counting, in the same way of writing numbers.
    func isFollowed(by other: Parts) -> Bool {
      guard before == other.before, after == other.after, let number, let next = other.number,
        number < .max, next == number + 1
      else { return false }
      return digits.count == other.digits.count
        || (digits.first != "0" && other.digits.count == digits.count + 1)
    }
  }

  private var ranges: [(text: String, count: Int)] {
    let sorted = names.map(Parts.init).sorted {
      ($0.before, $0.after, $0.number ?? 0, $0.name) < ($1.before, $1.after, $1.number ?? 0, $1.name)
    }
    var ranges: [(text: String, count: Int)] = []
    var rest = sorted[...]
    while let first = rest.first {
      var end = rest.startIndex + 1
      while end < rest.endIndex, rest[end - 1].isFollowed(by: rest[end]) { end += 1 }
      let run = rest[..<end]
      if run.count > 2 {
        ranges.append(("\(first.name) to \(rest[end - 1].name)", run.count))
      } else {
        ranges += run.map { ($0.name, 1) }
      }
      rest = rest[end...]
    }
    return ranges
  }
}
