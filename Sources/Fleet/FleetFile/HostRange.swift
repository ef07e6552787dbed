/// The hosts that a section of a fleet file names: one, or a range of numbered ones as in
/// `slave001..slave250`.
struct HostRange {
  /// The most hosts that one range may stand for.
  static let longest = 10_000

  private let prefix: Substring
  private let suffix: Substring
  private let numbers: ClosedRange<Int>
  /// How many digits a number has at least; nil where one host is named, and its name is the prefix.
  private let width: Int?

  /// Reads `slave001..slave250` and `slave01`. The two ends of a range differ in one number and nothing else;
  /// zeros before the first are kept.
  ///
  /// - Throws: ``FleetError`` for ends that differ otherwise, for a range that runs backwards, and for one
  ///   that is longer than ``longest``. Whether the names are fit for hosts is not looked at.
  init(_ text: Substring) throws(FleetError) {
    guard let dots = text.firstRange(of: "..") else {
      (prefix, suffix, numbers, width) = (text, "", 0...0, nil)
      return
    }
    let ends = (Self.parts(text[..<dots.lowerBound]), Self.parts(text[dots.upperBound...]))
    let places = zip(ends.0, ends.1).enumerated().filter { $1.0 != $1.1 }.map(\.offset)
    let place = places.first ?? ends.0.lastIndex { Self.isNumber($0) } ?? -1
    guard ends.0.count == ends.1.count, places.count <= 1, place >= 0,
      let first = Self.number(ends.0[place]), let last = Self.number(ends.1[place])
    else {
      throw FleetError(
        .badFleetFile,
        "the ends of the range \(String(text).quotedForDisplay) do not differ in one number alone, as in "
          + "slave001..slave250")
    }
    guard first <= last else {
      throw FleetError(.badFleetFile, "the range \(String(text).quotedForDisplay) runs backwards")
    }
    guard last - first < Self.longest else {
      throw FleetError(
        .badFleetFile,
        "the range \(String(text).quotedForDisplay) has \(last - first + 1) hosts, more than \(Self.longest)")
    }
    let digits = ends.0[place]
    guard Self.padded(last, to: digits.count) == ends.1[place] else {
      throw FleetError(
        .badFleetFile,
        "the range \(String(text).quotedForDisplay) does not end as it is counted: at "
          + "\(Self.padded(last, to: digits.count)), not at \(ends.1[place])")
    }
    prefix = text[..<digits.startIndex]
    suffix = text[digits.endIndex..<dots.lowerBound]
    numbers = first...last
    width = digits.count
  }

  /// How many hosts it stands for.
  var count: Int { numbers.count }

  /// Their names, in counting order.
  var names: some Sequence<String> {
    numbers.lazy.map { number in
      guard let width else { return String(prefix) }
      return prefix + Self.padded(number, to: width) + suffix
    }
  }

  /// Numbers, and what stands between them.
  private static func parts(_ name: Substring) -> [Substring] {
    var parts: [Substring] = []
    var rest = name
    while let first = rest.first {
      let isDigit = isDigit(first)
      let part = rest.prefix { Self.isDigit($0) == isDigit }
      parts.append(part)
      rest = rest[part.endIndex...]
    }
    return parts
  }

  private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }
  private static func isNumber(_ part: Substring) -> Bool { part.first.map(isDigit) ?? false }

  private static func number(_ part: Substring) -> Int? {
    isNumber(part) && part.count <= 9 ? Int(part) : nil
  }

  private static func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
