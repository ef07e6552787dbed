import Foundation
import Live
import TestSupport
import Testing

/// A server that blocks hosts after a few broken connections never blocks one that probes it.
@Suite struct BlockedHostTests {
  /// How many broken connections the server forgives.
  private static let forgiven = 5

  @Test func `120 probes are no broken connections, and a few that hang up are`() throws {
    // Servers keep no account of 127.0.0.1 itself, and none without looking hosts' names up.
    let scene = try Scene(options: ["skip-name-resolve=OFF", "max_connect_errors=\(Self.forgiven)"])
    let relay = try StubServer.relay(to: scene.server.port, from: "127.0.0.3")
    let endpoint = Endpoint(host: "127.0.0.1", port: relay.port)
    let prober = Prober(ProbeSettings(timeout: .seconds(30)))
    let probed = prober.probe([Endpoint](repeating: endpoint, count: 120))
    #expect(probed.allSatisfy { $0.failure == nil && $0.served != nil }, "\(probed.compactMap(\.failure))")
    #expect(prober.probe(endpoint).failure == nil)
    // The server does count: as many that hang up at once, and it talks to this host no more.
    for _ in 0...Self.forgiven {
      let connection = try StubConnection(to: scene.server.port, from: "127.0.0.3")
      connection.receive()
    }
    let deadline = Date(timeIntervalSinceNow: 10)
    while prober.probe(endpoint).failure == nil, Date.now < deadline { Thread.sleep(forTimeInterval: 0.05) }
    let blocked = prober.probe(endpoint).failure
    #expect(
      blocked?.code == .refused && blocked?.description.contains("1129") == true,
      "\(String(describing: blocked))")
    #expect(blocked?.hint?.contains("FLUSH HOSTS") == true)
    try scene.server.sql("FLUSH HOSTS")
    #expect(prober.probe(endpoint).failure == nil)
  }

  @Test func `a certificate that is refused does count, once for each time`() throws {
    let scene = try Scene(options: ["skip-name-resolve=OFF", "max_connect_errors=\(Self.forgiven)"])
    let relay = try StubServer.relay(to: scene.server.port, from: "127.0.0.4")
    let words = ["probe", "127.0.0.1:\(relay.port)", "--with", scene.folder("other") + "/hosts/slave01"]
    for _ in 0..<Self.forgiven {
      let result = try Mkcerts.program().run(words)
      #expect(result.output.contains("unknown ca"), "\(result.output)")
    }
    let deadline = Date(timeIntervalSinceNow: 10)
    while try !Mkcerts.program().run(words).output.contains("1129"), Date.now < deadline {
      Thread.sleep(forTimeInterval: 0.05)
    }
    #expect(try Mkcerts.program().run(words).output.contains("(error 1129)"))
  }
}
