import TestSupport
import Testing

@Suite struct `the moment and the span that verify judges by` {
  @Test(arguments: ["2027-03-01T12:00:00Z", "2027-03-01t14:00:00.5+02:00", "@1803902400"])
  func `--at is a moment in any of its forms`(time: String) throws {
    let output = try Scratch().run(["verify", "--format", "json", "--at", time]).output
    #expect(output.contains("\"time\" : \"2027-03-01T12:00:00Z\""), "\(output)")
  }

  @Test func `--at decides what is valid`() throws {
    let scratch = try Scratch()
    #expect(try scratch.run(["verify", "--at", "2001-01-01"]).output.contains("is not valid before"))
    let late = try scratch.run(["verify", "--at", "2099-01-01"])
    #expect(late.status == 1 && late.output.contains("it is 2099-01-01T00:00:00Z"), "\(late.output)")
  }

  @Test func `--within counts hours, days and weeks, and plain numbers as days`() throws {
    let scratch = try Scratch()
    // A leaf lasts 397 days, and was issued a moment ago.
    for (span, isDue) in [
      ("396", false), ("398", true), ("396d", false), ("398d", true), ("9504h", false), ("9552h", true),
      ("56w", false), ("57w", true), ("0", false), ("30d", false),
    ] {
      let result = try scratch.run(["verify", "--within", span])
      #expect(result.succeeded && result.output.contains("due: ") == isDue, "\(span): \(result.output)")
    }
  }

  @Test(
    arguments: [
      "yesterday", "2027-13-01", "2027-02-29", "2027-03-01T24:00:00Z", "2027-03-01T12:00:00",
      "2027-03-01T12:00Z", "@", "@x", "@999999999999", "20270301", "2027-03-01T12:00:00Z ", "1700000000",
      "@--1", "2027-3-1", "２027-03-01",
    ])
  func `another --at is refused in one sentence`(time: String) throws {
    try Scratch(empty: true).refuses(
      ["verify", "--at=\(time)"], status: 64, saying: ["is not a time such as"])
  }

  @Test(arguments: ["x", "d", "-1", "1.5d", "3m", "1d2h", "999999999", "99999999w", " 3", "٣d"])
  func `another --within is refused in one sentence`(span: String) throws {
    try Scratch(empty: true).refuses(
      ["verify", "--within=\(span)"], status: 64, saying: ["is not a span such as 30d, 12h or 4w"])
  }
}
