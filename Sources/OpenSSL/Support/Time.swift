internal import COpenSSL
internal import Glibc

/// A moment in UTC, in whole seconds, as X.509 counts time (RFC 5280, 4.1.2.5).
public struct Time: Sendable, Hashable, Comparable {
  /// Seconds since 1970-01-01T00:00:00Z, without leap seconds.
  public let seconds: Int64

  /// The moment `seconds` after 1970-01-01T00:00:00Z.
  public init(seconds: Int64) { self.seconds = seconds }

  /// What this machine's clock says now.
  public static func now() -> Time { Time(seconds: Int64(time(nil))) }

  public static func < (one: Time, other: Time) -> Bool { one.seconds < other.seconds }

  /// The moment `days` days of 86,400 seconds later; the last or first moment that can be counted, where that
  /// lies beyond it.
  public func adding(days: Int) -> Time {
    let (product, overflow) = Int64(days).multipliedReportingOverflow(by: Self.day)
    return adding(seconds: overflow ? (days < 0 ? .min : .max) : product)
  }

  /// The moment `seconds` later, with the same limits.
  public func adding(seconds more: Int64) -> Time {
    let (sum, overflow) = seconds.addingReportingOverflow(more)
    return Time(seconds: overflow ? (more < 0 ? .min : .max) : sum)
  }

  /// The last second of 9999, the last that a certificate can name (RFC 5280, 4.1.2.5).
  static let last = Time(seconds: 253_402_300_799)
  /// The first second of the year 0, the first that four digits can name.
  static let first = Time(seconds: -62_167_219_200)
  private static let day: Int64 = 86_400

  /// Whole days from here to `other`, rounded towards the past: 0 on the last day, negative once it is over.
  public func days(until other: Time) -> Int {
    let (difference, overflow) = other.seconds.subtractingReportingOverflow(seconds)
    return Int(Self.floor(overflow ? (other < self ? .min : .max) : difference))
  }

  /// As `2027-03-01T12:00:00Z`.
  public var iso8601: String {
    // The first day that can be counted begins before the first second that can: it is taken modulo 2^64.
    let clock = seconds &- dayNumber &* Self.day
    return "\(date)T\(padded(clock / 3600)):\(padded(clock / 60 % 60)):\(padded(clock % 60))Z"
  }

  /// As `2027-03-01`.
  public var date: String {
    let (year, month, day) = civil
    return "\(padded(year, to: 4))-\(padded(month))-\(padded(day))"
  }

  private var dayNumber: Int64 { Self.floor(seconds) }

  /// `seconds` in whole days, rounded towards the past.
  private static func floor(_ seconds: Int64) -> Int64 {
    let (days, rest) = seconds.quotientAndRemainder(dividingBy: day)
    return rest < 0 ? days - 1 : days
  }

  /// The proleptic Gregorian date. The year is taken to begin in March, so that the leap day comes last.
  private var civil: (year: Int64, month: Int64, day: Int64) {
    let shifted = dayNumber + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    )
  }

  private func padded(_ number: Int64, to width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension Time {
  /// The moment that an ASN1_TIME names; nil where it is malformed.
  init?(_ time: UnsafePointer<ASN1_TIME>?) {
    var days: Int32 = 0
    var seconds: Int32 = 0
    guard let time = unsafe time, let epoch = unsafe ASN1_TIME_set(nil, 0) else { return nil }
    defer { unsafe ASN1_TIME_free(epoch) }
    guard unsafe ASN1_TIME_diff(&days, &seconds, epoch, time) == 1 else { return nil }
    self.init(seconds: Int64(days) * 86_400 + Int64(seconds))
  }

  /// ASN1_TIME_set picks UTCTime until 2049 and GeneralizedTime from then on, as RFC 5280, 4.1.2.5 and 5.1.2.4
  /// want it; but it writes five digits for the year 10000, which nobody reads.
  func write(to field: UnsafeMutablePointer<ASN1_TIME>?) throws(OpenSSLError) {
    guard (Time.first...Time.last).contains(self) else {
      throw OpenSSLError(
        operation: "encoding the time \(date), which is not of a year of four digits", entries: [])
    }
    _ = try unsafe nonNull("ASN1_TIME_set", ASN1_TIME_set(field, time_t(seconds)))
  }

  /// Lends the moment as an ASN1_TIME.
  func withASN1<Result>(
    _ body: (UnsafeMutablePointer<ASN1_TIME>) throws(OpenSSLError) -> Result
  ) throws(OpenSSLError) -> Result {
    let time = unsafe Owned(try nonNull("ASN1_TIME_new", ASN1_TIME_new())) { unsafe ASN1_TIME_free($0) }
    try unsafe write(to: time.pointer)
    return try unsafe body(time.pointer)
  }
}
