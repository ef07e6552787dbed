import TestSupport
import Testing

@testable import Replication

/// Files that were cut, scrambled or made by nobody.
@Suite struct DamagedOptionFileTests {
  static let whole = """
    # a comment\r
    [mysqld]
    ssl-ca = "/etc/mysql/tls/ca.pem"   # the authority
    ssl_cert='/etc/mysql/tls/server-cert.pem'
    loose-skip-ssl-key=\\s/etc\\tx
    require_secure_transport
    port=3306K
    !include /b.cnf
    !includedir /d
    [client-server]
    ssl-mode=VERIFY_CA
    a.tls-version=\u{E0}
    """

  @Test(.timeLimit(.minutes(5))) func `no damage makes the reader crash or hang`() {
    var random = SeededGenerator()
    let text = Array(Self.whole.utf8)
    for round in 0..<12_000 {
      var bytes = text
      switch round % 4 {
      case 0: bytes.removeLast(Int.random(in: 0...bytes.count, using: &random))
      case 1: bytes.replaceSubrange(0..<Int.random(in: 0..<40, using: &random), with: [])
      default: break
      }
      for _ in 0..<(bytes.isEmpty ? 0 : Int.random(in: 1...6, using: &random)) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        bytes[place] =
          round % 3 == 0 ? UInt8.random(in: 0...255, using: &random) : bytes[place] ^ (1 << UInt8(round % 8))
      }
      let server = Server.known[round % Server.known.count]
      let files = OptionFileSet(
        ["/my.cnf"], for: server, contents: { $0 == "/my.cnf" ? bytes : nil }, names: { _ in [] })
      let lines = bytes.count { $0 == 10 } + 1
      #expect(files.entries.allSatisfy { (1...lines).contains($0.place.line) }, "TEST_SEED=\(random.seed)")
      let options = ServerTLSOptions(files.entries, on: server)
      let tools = ClientTLSOptions(files, on: server)
      #expect(
        (options.problems + tools.problems).allSatisfy { $0.place.line <= lines }, "TEST_SEED=\(random.seed)")
    }
  }

  @Test(.timeLimit(.minutes(5))) func `a large file without newlines is read in time`() {
    let bytes = [UInt8](repeating: UInt8(ascii: "["), count: 4_000_000)
    #expect(OptionFileText(bytes, for: .default).items.count == 2)
    let options = Array(("[g]\n" + String(repeating: "'\\", count: 1_000_000)).utf8)
    #expect(OptionFileText(options, for: .default).items.count > 400)
  }
}
