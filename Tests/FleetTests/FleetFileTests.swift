import OpenSSL
import Replication
import TestSupport
import Testing

@testable import Fleet

@Suite struct `a fleet file` {
  private static func hosts(_ text: String) throws -> [FleetHost] {
    try FleetFile(Array(text.utf8), path: "f.cnf", contents: { _ in [] }).hosts
  }

  static let ranges: [(String, [String])] = [
    ("s1..s3", ["s1", "s2", "s3"]), ("s08..s11", ["s08", "s09", "s10", "s11"]),
    ("s9..s10", ["s9", "s10"]), ("db1.example.com..db2.example.com", ["db1.example.com", "db2.example.com"]),
    ("a1-b7..a1-b8", ["a1-b7", "a1-b8"]), ("r2-1..r3-1", ["r2-1", "r3-1"]), ("s5..s5", ["s5"]),
  ]

  @Test(arguments: ranges) func `counts a range as it is written`(range: String, names: [String]) throws {
    let hosts = try Self.hosts("[master m]\n[slave \(range)]\n")
    #expect(hosts.dropFirst().map(\.name.description) == names)
    #expect(hosts.dropFirst().allSatisfy { $0.master == "m" && $0.role == .slave })
  }

  @Test func `says a setting for all, and each host says its own in its place`() throws {
    let hosts = try Self.hosts(
      """
      [defaults]
      server = mysql-8.4   # of most
      install_dir = "/srv/tls"
      days = 90
      [source m]
      san = dns:{name}.example.com, ip:10.0.0.1
      san = ip:::1
      [replica s]
      server = mariadb-11.4
      capath
      master-port = 3307
      """)
    let (master, slave) = (try #require(hosts.first), try #require(hosts.last))
    #expect(master.names.map(\.tagged) == ["dns:m.example.com", "ip:10.0.0.1", "ip:::1"])
    #expect(master.dialled == "m.example.com" && master.days == 90)
    #expect(master.settings.server?.description == "mysql-8.4")
    #expect(slave.settings.server?.description == "mariadb-11.4" && slave.settings.masterPort == 3307)
    #expect(slave.settings.directory?.description == "/srv/tls" && slave.settings.trust == .folder)
  }

  @Test func `finds the one master that can be meant, and asks where there are several`() throws {
    func masters(_ text: String) throws -> [String?] { try Self.hosts(text).map(\.master) }
    #expect(try masters("[both a]\n[both b]\n") == ["b", "a"])
    #expect(try masters("[master a]\n[both b]\n[slave c]\n") == [nil, "a", "a"])
    #expect(try masters("[peer a]\n[peer b]\n[slave c]\nmaster = A\n") == [nil, nil, "a"])
    #expect(throws: FleetError.self) { try masters("[both a]\n[both b]\n[slave c]\n") }
    #expect(throws: FleetError.self) { try masters("[peer a]\n[peer b]\n[slave c]\n") }
  }

  @Test(arguments: [("sevrer", "server"), ("masterport", "master-port"), ("cst", "csr"), ("zebra", nil)])
  func `tells what is probably meant by a wrong word`(word: String, meant: String?) {
    #expect(NearestWord.of(word, among: FleetKey.allCases.map(\.rawValue)) == meant)
  }

  @Test func `is read to its end whatever bytes it holds`() throws {
    var random = SeededGenerator()
    print("random fleet files: TEST_SEED=\(random.seed)")
    let words = [
      "[", "]", "master", "slave", "both", " ", "db1", "..", "db9", "\n", "=", "san", "\"", "'", "\\", "#",
      "{name}", "\0", "é", "days", "99999999999999999999", "ip:", ",", "csr", "defaults", "!include x",
    ]
    for _ in 0..<2_000 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0..<40, using: &random) {
        bytes += Array((words.randomElement(using: &random) ?? "").utf8)
        if Int.random(in: 0..<20, using: &random) == 0 { bytes.append(.random(in: 0...255, using: &random)) }
      }
      do {
        #expect(!(try FleetFile(bytes, path: "f", contents: { _ in [] }).hosts.isEmpty))
      } catch {
        let sentences = [error.description] + error.others
        #expect(sentences.allSatisfy { $0.hasPrefix("f:") && !$0.contains("\n") }, "\(bytes)")
      }
    }
  }
}
