import Replication
import TestSupport
import Testing

@testable import Fleet

@Suite struct SharedTextsTests {
  /// The texts of a slave, with whatever `generator` draws.
  private func texts(
    _ name: String, using generator: inout SeededGenerator
  ) throws -> HostTexts {
    let server = Server.known.randomElement(using: &generator) ?? .default
    let host = try HostConfiguration(
      name: name, role: .slave,
      server: server,
      directory: InstallDirectory(Bool.random(using: &generator) ? "/etc/mysql/tls" : "/srv/tls"),
      trust: Bool.random(using: &generator) ? .file : .folder, keepsKeys: .random(using: &generator),
      checksRevocation: .random(using: &generator), verifiesName: .random(using: &generator))
    let user = Bool.random(using: &generator) ? "repl" : "repl-\(name.prefix(4))"
    return try HostTexts(
      host, accounts: [],
      master: MasterAddress(host: "db1", port: 3306, user: user, dialledBy: server), masterServer: server)
  }

  @Test func `what is written for many hosts at once is what is written for each`() throws {
    var generator = SeededGenerator()
    let shared = SharedTexts()
    let letters = Array("abcXYZ019")
    for turn in 0..<150 {
      let length = Int.random(in: 1...64, using: &generator)
      let names = (0..<3).map { _ in
        String((0..<length).map { _ in letters.randomElement(using: &generator) ?? "x" })
      }
      let seed = generator
      for name in names {
        // The same draws: hosts that differ in their names alone.
        var again = seed
        let texts = try texts(name, using: &again)
        let files = shared.files(of: texts)
        let moment: Comment = "seed \(generator.seed), turn \(turn), \(name)"
        #expect(files.map(\.name) == texts.files.map(\.name), moment)
        #expect(files.map(\.bytes) == texts.files.map { Array($0.text.utf8) }, moment)
      }
      _ = generator.next()
    }
  }
}
