extension Time {
  /// Reads a moment as people and programs write it: `2027-03-01T12:00:00Z` (RFC 3339, also with a fraction,
  /// which is dropped, and with an offset such as `+02:00`), `2027-03-01` for the first second of that day in
  /// UTC, or `@1700000000` for seconds since 1970.
  ///
  /// Returns nil for anything else: other forms, days that no month has, and years beyond 0 to 9999.
  public init?(parsing text: String) {
    var reader = TimeReader(rest: Array(text.utf8)[...])
    guard let seconds = reader.moment(), reader.rest.isEmpty,
      (Time.first.seconds...Time.last.seconds).contains(seconds)
    else { return nil }
    self.init(seconds: seconds)
  }

  /// Reads `YYMMDDhhmmss`, where two digits mean 1950 to 2049, or `YYYYMMDDhhmmss`, as certificates write a moment
  /// (RFC 5280, 4.1.2.5); nil for anything else.
  init?(digits: ArraySlice<UInt8>) {
    guard digits.count == 12 || digits.count == 14, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    func number(_ place: Int) -> Int64 {
      let start = digits.endIndex - place
      return Int64(digits[start] - 0x30) * 10 + Int64(digits[start + 1] - 0x30)
    }
    let short = number(12)
    let year = digits.count == 14 ? number(14) * 100 + short : short + (short < 50 ? 2000 : 1900)
    let (month, hour, minute, second) = (number(10), number(6), number(4), number(2))
    guard (1...12).contains(month), hour < 24, minute < 60, second < 60,
      let day = Self.dayNumber(year, month, number(8))
    else { return nil }
    self.init(seconds: day * 86_400 + hour * 3_600 + minute * 60 + second)
  }

  /// The days from 1970-01-01 to a day of the proleptic Gregorian calendar; nil where the month has no such
  /// day. The year is taken to begin in March, so that the leap day comes last.
  fileprivate static func dayNumber(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64? {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let monthFromMarch = (month + 9) % 12
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    let number = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    // A day too many is the first of the next month.
    let date = Time(seconds: number * 86_400).date
    return date.hasSuffix((month < 10 ? "-0" : "-") + "\(month)" + (day < 10 ? "-0" : "-") + "\(day)")
      ? number : nil
  }
}

/// Reads the parts of a moment off the front of a text.
private struct TimeReader {
  var rest: ArraySlice<UInt8>

  /// Seconds since 1970; nil where the text is no moment.
  mutating func moment() -> Int64? {
    if take("@") {
      let isNegative = take("-")
      guard let seconds = digits(1...12) else { return nil }
      return isNegative ? -seconds : seconds
    }
    guard let year = digits(4...4), take("-"), let month = digits(2...2), take("-"), let day = digits(2...2),
      (1...12).contains(month), let number = Time.dayNumber(year, month, day)
    else { return nil }
    guard !rest.isEmpty else { return number * 86_400 }
    // RFC 3339, 5.6: T and Z may be in lower case, and a blank in the place of T.
    guard take("T") || take("t") || take(" "), let clock = clock(), let offset = offset() else { return nil }
    return number * 86_400 + clock - offset
  }

  private mutating func clock() -> Int64? {
    guard let hour = digits(2...2), take(":"), let minute = digits(2...2), take(":"),
      let second = digits(2...2), hour < 24, minute < 60, second < 60
    else { return nil }
    if take(".") { guard digits(1...18) != nil else { return nil } }
    return hour * 3_600 + minute * 60 + second
  }

  private mutating func offset() -> Int64? {
    if take("Z") || take("z") { return 0 }
    let isWest = take("-")
    guard isWest || take("+"), let hours = digits(2...2), take(":"), let minutes = digits(2...2), hours < 24,
      minutes < 60
    else { return nil }
    return (hours * 3_600 + minutes * 60) * (isWest ? -1 : 1)
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func digits(_ count: ClosedRange<Int>) -> Int64? {
    let taken = rest.prefix(count.upperBound).prefix { (0x30...0x39).contains($0) }
    guard taken.count >= count.lowerBound else { return nil }
    rest.removeFirst(taken.count)
    return taken.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
  }
}
