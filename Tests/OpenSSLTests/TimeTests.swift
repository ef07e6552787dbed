import Foundation
import TestSupport
import Testing

@testable import OpenSSL

@Suite struct TimeTests {
  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (-86_400, "1969-12-31T00:00:00Z"),
      (-86_401, "1969-12-30T23:59:59Z"), (951_782_400, "2000-02-29T00:00:00Z"),
      (951_868_800, "2000-03-01T00:00:00Z"),
      (1_709_164_799, "2024-02-28T23:59:59Z"), (1_709_251_199, "2024-02-29T23:59:59Z"),
      (1_709_251_200, "2024-03-01T00:00:00Z"), (1_740_787_200, "2025-03-01T00:00:00Z"),
      (4_107_542_399, "2100-02-28T23:59:59Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
      (2_524_607_999, "2049-12-31T23:59:59Z"), (253_402_300_799, "9999-12-31T23:59:59Z"),
      (-62_167_219_200, "0000-01-01T00:00:00Z"), (-631_152_000, "1950-01-01T00:00:00Z"),
    ] as [(Int64, String)])
  func `a moment is written as its date and clock in UTC`(seconds: Int64, text: String) {
    #expect(Time(seconds: seconds).iso8601 == text)
    #expect(Time(seconds: seconds).date == String(text.prefix(10)))
  }

  @Test func `any moment is written as Foundation writes it`() {
    var generator = SeededGenerator()
    // Foundation's calendar is the Gregorian one only from 1582 on.
    for _ in 0..<2000 {
      let seconds = Int64.random(in: -12_000_000_000...253_402_300_799, using: &generator)
      let theirs = Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(.iso8601)
      #expect(Time(seconds: seconds).iso8601 == theirs, "seed \(generator.seed)")
    }
  }

  @Test(
    arguments: [
      (0, 0), (1, 0), (86_399, 0), (86_400, 1), (86_401, 1), (-1, -1), (-86_400, -1), (-86_401, -2),
    ] as [(Int64, Int)])
  func `days until a moment are whole days, rounded towards the past`(seconds: Int64, days: Int) {
    #expect(noon.days(until: noon.adding(seconds: seconds)) == days)
  }

  @Test func `adding more than can be counted ends at the last moment, and does not trap`() {
    #expect(noon.adding(days: .max) == Time(seconds: .max))
    #expect(noon.adding(days: .min) == Time(seconds: .min).adding(seconds: noon.seconds))
    #expect(Time(seconds: -1).adding(days: .min) == Time(seconds: .min))
    #expect(Time(seconds: .min).days(until: Time(seconds: .max)) == Int(Int64.max / 86_400))
    #expect(!Time(seconds: .min).iso8601.isEmpty && !Time(seconds: .max).iso8601.isEmpty)
  }

  /// UTCTime from 1950 to 2049, GeneralizedTime before and after (RFC 5280, 4.1.2.5): tags 0x17 and 0x18.
  @Test(
    arguments: [
      (-631_152_001, 0x18, "19491231235959Z"), (-631_152_000, 0x17, "500101000000Z"),
      (-1, 0x17, "691231235959Z"),
      (2_524_607_999, 0x17, "491231235959Z"), (2_524_608_000, 0x18, "20500101000000Z"),
      (4_107_542_400, 0x18, "21000301000000Z"), (253_402_300_799, 0x18, "99991231235959Z"),
      (-62_167_219_200, 0x18, "00000101000000Z"),
    ] as [(Int64, UInt8, String)])
  func `a certificate's times are UTCTime through 2049 and GeneralizedTime beyond, and read back`(
    seconds: Int64, tag: UInt8, text: String
  ) throws {
    var sketch = Sketch.authority()
    sketch.notAfter = Time(seconds: seconds)
    let certificate = try Authority(sketch).certificate
    #expect(certificate.fields.notAfter == sketch.notAfter)
    #expect(certificate.der.firstRange(of: DER.text(tag, text)) != nil)
  }

  @Test(arguments: [253_402_300_800, .max, -62_167_219_201, .min] as [Int64])
  func `a year that four digits cannot write is refused`(seconds: Int64) throws {
    var sketch = Sketch.authority()
    sketch.notAfter = Time(seconds: seconds)
    #expect(throws: OpenSSLError.self) { try Authority(sketch).certificate }
  }

  @Test(arguments: [
    DER.text(0x17, "270230000000Z"), DER.text(0x17, "garbage"), DER.text(0x18, "20270101"),
    DER.text(0x17, ""),
    DER.text(0x18, "99999999999999999999Z"),
  ])
  func `a malformed time is nil, not a moment`(time: [UInt8]) throws {
    let der = DER.certificate(notAfter: time, key: try quickKey().publicKey.der)
    // OpenSSL may refuse the whole certificate; where it does not, the time is nil.
    if let certificate = try? Certificate(der: der) { #expect(certificate.fields.notAfter == nil) }
  }
}
