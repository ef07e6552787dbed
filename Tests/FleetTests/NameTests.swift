import CertificateAuthority
import OpenSSL
import Replication
import TestSupport
import Testing

@testable import Fleet

@Suite struct NameTests {
  @Test(arguments: [
    "master", "slave03", "db1.example.com", "10.0.0.5", "A_b-c.d", "0", String(repeating: "x", count: 64),
  ])
  func `a plain name is a host's`(name: String) throws {
    #expect(try HostName(name).description == name)
  }

  @Test(arguments: [
    "", ".", "..", ".hidden", "-rf", "_x", "a/b", "a b", "a\n", "a\0", "dbé", "a:b", "*", "a\\b", "a'b", "CA",
    "Hosts",
    "ledger", String(repeating: "x", count: 65),
  ])
  func `any other name is refused in one sentence, with a hint`(name: String) {
    let error = #expect(throws: FleetError.self) { try HostName(name) }
    let expected: FleetError.Code = HostName.reserved.contains(name.lowercased()) ? .reservedName : .badName
    #expect(error?.code == expected)
    #expect(error?.description.contains("\n") == false && error?.hint != nil)
  }

  @Test(arguments: [
    ("db1.Example.com", GeneralName.dns("db1.example.com")), ("dns:DB1", .dns("db1")),
    ("DNS:10a", .dns("10a")),
    ("10.0.0.5", .ip([10, 0, 0, 5])), ("ip:10.0.0.5", .ip([10, 0, 0, 5])),
    ("::1", .ip([UInt8](repeating: 0, count: 15) + [1])), ("*.db.test", .dns("*.db.test")),
  ])
  func `an alternative name is a DNS name or an address`(text: String, name: GeneralName) throws {
    #expect(try GeneralName(parsing: text) == name)
  }

  @Test(arguments: [
    "", "dns:", "ip:", "ip:db1", "dns:10.0.0.5", "10.0.0.256", "a..b", "*.test", "a b", "10.0.0.5/8", "a,b",
  ])
  func `other alternative names are refused`(text: String) {
    #expect(throws: FleetError.self) { try GeneralName(parsing: text) }
  }

  @Test(arguments: [
    ("master", Role.master), ("SOURCE", .master), ("primary", .master), ("slave", .slave),
    ("Replica", .slave),
    ("both", .both), ("peer", .peer),
  ])
  func `roles have the words of all servers, and the profiles that they need`(word: String, role: Role) throws
  {
    #expect(try Role(parsing: word) == role)
    #expect(Role(profiles: role.profiles) == role)
    #expect(Role(profiles: role.profiles.reversed()) == role)
  }

  @Test func `a mixture of profiles that no role has is no role`() {
    #expect(
      Role(profiles: []) == nil && Role(profiles: [.server, .peer]) == nil
        && Role(profiles: [.authority]) == nil)
  }

  @Test func `a master is named as asked and by its own name, and else by what always means it`() throws {
    func names(_ host: String, _ asked: [String], _ machine: String?) throws -> [String] {
      try MasterNames.names(
        of: HostName(host), asked: asked.map { try GeneralName(parsing: $0) }, machine: machine
      )
      .map(\.text)
    }
    #expect(try names("master", [], nil) == ["master", "localhost", "127.0.0.1", "::1"])
    #expect(try names("master", [], "Box.lan") == ["master", "box.lan", "localhost", "127.0.0.1", "::1"])
    #expect(try names("master", ["db1", "db1", "10.0.0.5"], "box") == ["db1", "10.0.0.5", "master"])
    #expect(try names("10.0.0.5", ["db1"], nil) == ["db1", "10.0.0.5"])
    #expect(try names("a..b", ["db1"], nil) == ["db1"])
    #expect(try names("localhost", [], "localhost") == ["localhost", "127.0.0.1", "::1"])
  }

  @Test func `of two settings the nearer one holds, each for itself`() {
    var asked = HostSettings()
    var kept = HostSettings()
    asked.masterPort = 3307
    (kept.masterPort, kept.trust, kept.user) = (3308, .folder, "r")
    let filled = asked.filled(from: kept).filled(from: .defaults)
    #expect(filled.masterPort == 3307 && filled.trust == .folder && filled.user == "r")
    #expect(filled.server == .default && filled.accountHost == "%" && filled.masterHost == nil)
  }

  @Test func `certificates and lists of one hash are numbered, each kind for itself`() throws {
    let pairs = try (1...3).map { _ in try MadePair.authority("Replication CA") } + [.authority("Other CA")]
    let trust = try HostTrust(pairs.map(\.certificate), pairs.map { try $0.list() })
    let (hash, other) = (pairs[0].certificate.subjectHash, pairs[3].certificate.subjectHash)
    let names = ["\(hash).0", "\(hash).1", "\(hash).2", "\(other).0"]
    let lists = names.map { $0.replacing(".", with: ".r") }
    #expect(
      trust.files(.folder).map(\.name) == ["cacert.pem", "crl.pem"] + (names + lists).map { "capath/\($0)" })
    #expect(trust.files(.file).map(\.name) == ["cacert.pem", "crl.pem"])
  }
}
