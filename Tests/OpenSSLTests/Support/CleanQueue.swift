import Testing

@testable import OpenSSL

/// Runs `body`, which ends in success or in an error, and expects that nothing is left in OpenSSL's error
/// queue.
func expectCleanQueue<Result>(
  after call: String, sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Result
) {
  _ = try? body()
  let left = OpenSSLError.drainingQueue(call).entries
  #expect(left.isEmpty, "\(call) left entries behind", sourceLocation: sourceLocation)
}
