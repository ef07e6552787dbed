import Live
import Testing

/// How servers are named on a command line.
@Suite struct EndpointTests {
  @Test(arguments: [
    ("db1", "db1", 3306), ("db1.example.com:3307", "db1.example.com", 3307), ("192.0.2.7", "192.0.2.7", 3306),
    ("192.0.2.7:1", "192.0.2.7", 1), ("::1", "::1", 3306), ("[::1]", "::1", 3306),
    ("[::1]:65535", "::1", 65535),
    ("fe80::1%eth0", "fe80::1%eth0", 3306), ("2001:db8::7", "2001:db8::7", 3306),
  ])
  func `a host, an address, and a port behind either`(text: String, host: String, port: Int) throws {
    let endpoint = try Endpoint(parsing: text, port: 3306)
    #expect(endpoint.host == host && endpoint.port.map(Int.init) == port)
    #expect(endpoint.description == text)
  }

  @Test(arguments: ["/run/mysqld/mysqld.sock", "./sock", "a/b:c"])
  func `what has a slash in it is the path of a socket`(text: String) throws {
    let endpoint = try Endpoint(parsing: text, port: 3306)
    #expect(endpoint.host == nil && endpoint.port == nil)
  }

  @Test(arguments: [
    "", ":3306", "db1:", "db1:0", "db1:65536", "db1:3306x", "db1:+1", "db1:-1", "[::1", "[]:1", "[::1]3306",
    "a b", "127.0.0.1:1:2", "db1:1:2", "mysql://db1:3306", ":::::::::", "1:2:3",
    "db1\n", "db1\u{1b}[2J", "db1:99999999999999999999", String(repeating: "a", count: 256),
  ])
  func `what is no address is refused`(text: String) {
    let error = #expect(throws: LiveError.self) { try Endpoint(parsing: text, port: 3306) }
    #expect(error?.code == .badAddress)
    #expect(error?.description.unicodeScalars.allSatisfy { $0.value >= 0x20 } == true)
  }
}
