import Testing

@testable import OpenSSL

@Suite struct OpenSSLErrorTests {
  @Test func `an error carries the whole queue, the first cause first, and empties it`() throws {
    // A length that reaches beyond the end: three layers of the decoder add their reason.
    let error = #expect(throws: OpenSSLError.self) {
      try Certificate(der: [0x30, 0x04, 0x30, 0x7f, 0x00, 0x00])
    }
    let entries = try #require(error?.entries)
    #expect(entries.count > 1)
    #expect(entries.allSatisfy { !$0.library.isEmpty && !$0.reason.isEmpty })
    #expect(entries.first?.reason == "too long")
    #expect(entries.last?.detail.contains("Type=X509") == true)
    let description = try #require(error?.description)
    #expect(description.hasPrefix("d2i_X509 failed: too long; "))
    for entry in entries { #expect(description.contains(entry.reason) && description.contains(entry.detail)) }
    #expect(OpenSSLError.drainingQueue("nothing").entries.isEmpty)
  }

  @Test func `an error is about its own call alone`() throws {
    // An entry of an earlier call, left behind by whoever else uses OpenSSL on this thread.
    leaveAnEntryBehind()
    let error = #expect(throws: OpenSSLError.self) { try DistinguishedName(commonName: "") }
    #expect(error?.entries.contains { $0.reason == "too long" } == false)
    #expect(error?.entries.isEmpty == false)
  }

  @Test func `an error without entries still says what failed`() {
    #expect(OpenSSLError(operation: "reading", entries: []).description == "reading failed without a reason")
  }
}
