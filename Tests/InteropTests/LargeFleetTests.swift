import Foundation
import TestSupport
import Testing

/// The example fleet of 250 slaves, before judges that share no code with the program.
@Suite struct LargeFleetTests {
  private static let applied = Result<TemporaryFolder, any Error> {
    let folder = try TemporaryFolder()
    let file = Mkcerts.packageFolder + "/Fixtures/Fleets/large.cnf"
    try Mkcerts.program().output(["apply", file, "--pki", folder("pki")])
    return folder
  }

  private let pki: String

  init() throws { pki = try Self.applied.get()("pki") }

  /// A dozen slaves, drawn by lot.
  private func sample() -> [String] {
    var random = SeededGenerator()
    print("sample of the large fleet: TEST_SEED=\(random.seed)")
    let all = (1...250).map { "slave" + String(repeating: "0", count: 3 - "\($0)".count) + "\($0)" }
    return Array(all.shuffled(using: &random).prefix(12))
  }

  @Test(arguments: Judge.allCases) func `is accepted, each host for what it is for`(judge: Judge) throws {
    let authority = pki + "/cacert.pem"
    let master = "\(pki)/hosts/db1/server-cert.pem"
    let questions =
      [Judge.Question(master, under: authority, as: .server, host: "db1.example.com")]
      + sample().map {
        Judge.Question("\(pki)/hosts/\($0)/client-cert.pem", under: authority, as: .client)
      }
    for (question, verdict) in try zip(questions, judge.verdicts(on: questions)) {
      #expect(verdict == .accepted, "\(question)")
    }
  }

  @Test func `has a key of its own for each certificate, and folders that openssl looks up`() throws {
    let names = sample()
    let keys = try inParallel(names) { name in
      let folder = "\(pki)/hosts/\(name)"
      let key = try OpenSSLCommand.output(["pkey", "-in", "\(folder)/client-key.pem", "-pubout"])
      let certified = try OpenSSLCommand.output(
        ["x509", "-in", "\(folder)/client-cert.pem", "-noout", "-pubkey"])
      #expect(key == certified, "\(name)")
      try OpenSSLCommand.output(["verify", "-CApath", "\(folder)/capath", "\(folder)/client-cert.pem"])
      return key
    }
    #expect(Set(keys).count == names.count)
  }
}
