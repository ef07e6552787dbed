import TestSupport
import Testing

@testable import OpenSSL

@Suite struct TimeParsingTests {
  @Test(
    arguments: [
      ("1970-01-01", 0), ("1970-01-01T00:00:00Z", 0), ("1969-12-31T23:59:59Z", -1), ("@-1", -1), ("@0", 0),
      ("2000-02-29", 951_782_400), ("2100-02-28T23:59:59Z", 4_107_542_399),
      ("9999-12-31T23:59:59Z", 253_402_300_799), ("0000-01-01", -62_167_219_200),
      ("2024-03-01T00:30:00+01:00", 1_709_249_400), ("2024-02-29T23:30:00-00:30", 1_709_251_200),
      ("1970-01-01 00:00:01.999z", 1), ("@1700000000", 1_700_000_000),
    ] as [(String, Int64)])
  func `a moment is read from each of its forms`(text: String, seconds: Int64) {
    #expect(Time(parsing: text)?.seconds == seconds)
  }

  @Test func `any moment that is written is read again`() {
    var generator = SeededGenerator()
    for _ in 0..<5000 {
      let time = Time(seconds: .random(in: Time.first.seconds...Time.last.seconds, using: &generator))
      #expect(Time(parsing: time.iso8601) == time, "seed \(generator.seed)")
      #expect(Time(parsing: "@\(time.seconds)") == time, "seed \(generator.seed)")
      let day = time.seconds - ((time.seconds % 86_400) + 86_400) % 86_400
      #expect(Time(parsing: time.date)?.seconds == day, "\(time.date), seed \(generator.seed)")
    }
  }

  @Test(
    arguments: [
      "", "2023-02-29", "2100-02-29", "2024-04-31", "2024-00-01", "2024-01-00", "2024-13-01", "2024-01-32",
      "10000-01-01", "0000-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "2024-01-01T", "2024-01-01Z",
      "2024-01-01T00:00:60Z", "2024-01-01T00:60:00Z", "2024-01-01T00:00:00", "2024-01-01T00:00:00.Z",
      "2024-01-01T00:00:00+0100", "2024-01-01T00:00:00+24:00", "2024-01-01x", "@253402300800", "@", "@1.5",
    ])
  func `what is none is not read`(text: String) {
    #expect(Time(parsing: text) == nil)
  }
}
