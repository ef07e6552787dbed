import Testing

@testable import OpenSSL

@Suite struct NameMatchingTests {
  /// The rows that were measured with VERIFY=1 on eight servers: what the certificate names, what is dialled, and
  /// whether MySQL 8.0 and later, and MySQL 5.7 and MariaDB, take it.
  static let measured: [(common: String, names: [GeneralName], dialled: String, new: Bool, old: Bool)] = [
    ("x", [.dns("master.test")], "master.test", true, true),
    ("x", [.dns("master.test")], "MASTER.test", true, true),
    ("master.test", [], "master.test", true, true),
    ("master.test", [.dns("wrong.example")], "master.test", false, false),
    ("master.test", [.ip([127, 0, 0, 2])], "master.test", true, true),
    ("master.test", [.ip([127, 0, 0, 2])], "127.0.0.2", true, true),
    ("x", [.dns("127.0.0.2")], "127.0.0.2", false, true),
    ("127.0.0.2", [], "127.0.0.2", false, true),
    ("x", [.dns("*.db.test")], "m1.db.test", true, true),
    ("x", [.dns("*.db.test")], "x.m1.db.test", false, false),
    ("x", [.dns("*.db.test")], "db.test", false, false),
    ("x", [.dns("m*.db.test")], "m1.db.test", true, true),
    ("x", [.dns("xn--m*.db.test")], "xn--m1.db.test", false, false),
    ("x", [.dns("*.test")], "m1.test", false, false),
    ("x", [.dns(".db.test")], "m1.db.test", false, false),
    ("x", [.dns("xn--bcher-kva.test")], "xn--bcher-kva.test", true, true),
    ("x", [.dns("db1.test")], "", false, false),
    ("x", [.dns("db1.test")], "db1.test\0.evil", false, false),
    ("x", [.ip([UInt8](repeating: 0, count: 15) + [1])], "::1", true, true),
  ]

  @Test(arguments: measured.indices) func `names are compared as each kind of server does`(row: Int) throws {
    let row = Self.measured[row]
    let authority = try Authority()
    var sketch = Sketch()
    (sketch.subject, sketch.names) = (row.common, row.names)
    let leaf = try authority.issue(sketch)
    #expect(leaf.matches(dialled: row.dialled, as: .addressOrHost) == row.new)
    #expect(leaf.matches(dialled: row.dialled, as: .hostThenAddress) == row.old)
    #expect(leaf.matches(dialled: row.dialled, as: .commonNameOnly) == (row.dialled == row.common))
    for matching in NameMatching.allCases {
      expectCleanQueue(after: "matches") { leaf.matches(dialled: row.dialled, as: matching) }
    }
  }

  @Test(arguments: measured.indices) func `the new comparison is that of a judgement with a name`(row: Int)
    throws
  {
    let row = Self.measured[row]
    let authority = try Authority()
    var sketch = Sketch()
    (sketch.subject, sketch.names) = (row.common, row.names)
    let leaf = try authority.issue(sketch)
    let store = try TrustStore([authority.certificate])
    let name = GeneralName.ip(parsing: row.dialled) ?? .dns(row.dialled)
    let judgement = try? store.judge(leaf, as: .server, at: noon, name: name)
    if case .accepted? = judgement { #expect(row.new) } else { #expect(!row.new) }
  }
}
