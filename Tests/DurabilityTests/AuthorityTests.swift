import Foundation
import TestSupport
import Testing

/// The authority is never overwritten, half of one is an error, and no leaf outlives it.
@Suite struct AuthorityTests {
  private static let parts = ["authority/ca-key.pem", "cacert.pem", "authority/ledger.sqlite"]
  private static let commands = [
    ["init-ca"], ["init-ca", "--no-master"], ["init-ca", "--name", "Other"], ["issue", "new"],
    ["issue", "early"], ["issue", "master", "early", "--replace"],
  ]

  @Test(arguments: 1...7)
  func `a part of an authority is an error that names what is there and what is missing`(set: Int) throws {
    let pki = try made()
    let missing = Self.parts.enumerated().filter { set & 1 << $0.offset != 0 }.map(\.element)
    for part in missing { try FileManager.default.removeItem(atPath: pki(part)) }
    let before = try snapshot(pki)
    for command in Self.commands + (missing.contains(Self.parts[2]) ? [["list"], ["config", "early"]] : []) {
      let result = try pki.run(command)
      expectOneSentence(result, "\(command) without \(missing)")
      #expect(result.errors.contains("mkcerts: hint: "), "\(command)")
      if missing.count < 3 {
        for part in Self.parts { #expect(result.errors.contains(pki(part)), "\(command): \(result.errors)") }
        #expect(result.errors.contains("half of the authority is missing"), "\(command): \(result.errors)")
      }
      #expect(try snapshot(pki) == before, "\(command) without \(missing)")
    }
    if missing.contains("cacert.pem") { #expect(try pki.run("verify").status != 0) }
  }

  @Test func `a second init-ca changes no byte`() throws {
    let pki = try made()
    let before = try Inspection(pki).files
    for _ in 1...2 {
      let result = try pki.run("init-ca")
      #expect(result.status == 0 && result.output.contains("authority: unchanged"))
      #expect(try Inspection(pki).files == before)
    }
  }

  @Test(arguments: [
    ["--name", "Other"], ["--key", "ed25519"], ["--key", "rsa-2048"], ["--days", "30"],
    ["--san", "other.example"],
    ["--server", "mysql-8.4"], ["--install-dir", "/etc/elsewhere"], ["--capath"],
    ["--require-secure-transport"],
    ["--passphrase-env", "PASSPHRASE"], ["--passphrase-env", "PASSPHRASE", "--kdf", "pbkdf2"],
    ["--master", "early"],
  ])
  func `init-ca with another wish than what is there is refused and changes nothing`(options: [String]) throws
  {
    let pki = try made()
    let before = try Inspection(pki).files
    let line = "PASSPHRASE=secret; export PASSPHRASE; mkcerts init-ca \(options.joined(separator: " "))"
    let result = try #require(pki.shell(line).wait(timeout: .seconds(60)))
    expectOneSentence(result, "\(options)")
    #expect(try Inspection(pki).files == before)
  }

  @Test func `no issue with --replace touches the authority`() throws {
    let pki = try made()
    let before = try Inspection(pki)
    try pki.output("issue", "--replace", "master", "early", "--key", "rsa-2048")
    let now = try Inspection(pki)
    for part in Self.parts.prefix(2) { #expect(now.files[part] == before.files[part]) }
    #expect(now.generations == before.generations)
    for host in ["ca", "authority", "cacert", "hosts"] {
      expectOneSentence(try pki.run("issue", host, "--replace"), host)
    }
  }

  @Test func `a passphrase is read once, and holds for the master too`() throws {
    let pki = try PKI()
    for (passphrase, status) in [("secret", Int32(0)), ("secret", 0), ("wrong", 2)] {
      for option in ["--passphrase-env P", "--passphrase-fd 3 3<'\(pki.path).txt'"] {
        try Data(passphrase.utf8).write(to: URL(filePath: pki.path + ".txt"))
        let line = "P=\(passphrase); export P; mkcerts init-ca \(option)"
        let result = try #require(pki.shell(line).wait(timeout: .seconds(60)))
        #expect(result.status == status, "\(line): \(result.errors)")
      }
    }
    let key = try OpenSSLCommand.run([
      "pkey", "-in", pki("authority/ca-key.pem"), "-passin", "pass:wrong", "-noout",
    ])
    #expect(!key.succeeded)
    try OpenSSLCommand.output([
      "pkey", "-in", pki("authority/ca-key.pem"), "-passin", "pass:secret", "-noout",
    ])
  }

  @Test(arguments: [2, 397, 3650])
  func `no leaf outlives the authority, and the hint says what does not`(days: Int) throws {
    let pki = try PKI()
    try pki.output("init-ca", "--days", "\(days)")
    for host in ["early", "later"] {
      let asked = ["issue", host, "--days", "\(days + 1)"]
      let refused = try pki.run(asked)
      expectOneSentence(refused, "\(days)")
      let hint = try #require(refused.errors.firstMatch(of: /hint: .*--days ([0-9]+)/)?.1)
      // The hint is for people, who need a moment to type it.
      usleep(1_100_000)
      let result = try pki.run(asked.dropLast() + [String(hint)])
      #expect(result.status == 0, "\(result.errors)")
    }
    let now = try Inspection(pki)
    #expect(try now.problemsAtRest() == [] && now.hosts == ["master", "early", "later"])
    for host in now.hosts {
      let pair = host == "master" ? "server" : "client"
      #expect(try end(pki("hosts/\(host)/\(pair)-cert.pem")) <= end(pki("cacert.pem")))
    }
  }

  private func made() throws -> PKI {
    let pki = try PKI()
    try pki.output("init-ca", "--name", "Example")
    try pki.output("issue", "early")
    return pki
  }

  /// The last second of a certificate, in the words of openssl.
  private func end(_ path: String) throws -> Date {
    let text = try OpenSSLCommand.output(
      ["x509", "-in", path, "-noout", "-enddate", "-dateopt", "iso_8601"])
    let value = try #require(text.firstMatch(of: /notAfter=(\S+) (\S+)Z/))
    return try Date("\(value.1)T\(value.2)Z", strategy: .iso8601)
  }

  /// All files with what they hold, apart from the lock, which any command may make.
  private func snapshot(_ pki: PKI) throws -> [String: Inspection.File] {
    try Inspection(pki).files.filter { $0.key != "authority/lock" }
  }
}
