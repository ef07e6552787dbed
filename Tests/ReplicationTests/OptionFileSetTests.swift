import TestSupport
import Testing

@testable import Replication

/// How files include one another. Tried on `my_print_defaults` of MariaDB 10.11 and MySQL 9.7.
@Suite struct OptionFileSetTests {
  /// Reads `/my.cnf` from a disk that holds these files; a folder is where files lie below it.
  static func read(
    _ disk: [String: String], paths: [String] = ["/my.cnf"], areRequired: Bool = true
  ) -> OptionFileSet {
    OptionFileSet(
      paths, for: Server(.mariadb, 10, 11), areRequired: areRequired,
      contents: { disk[$0].map { Array($0.utf8) } },
      names: { folder in
        let start = folder.hasSuffix("/") ? folder : folder + "/"
        let names = disk.keys.filter { $0.hasPrefix(start) }.map { String($0.dropFirst(start.count)) }
        return names.isEmpty ? nil : names.shuffled()
      })
  }

  static func names(_ files: OptionFileSet) -> [String] { files.entries.map(\.name) }

  @Test func `an include is read where it stands, and the group before it goes on after it`() {
    let files = Self.read([
      "/my.cnf": "[mysqld]\na\n!include /b.cnf\nc\n", "/b.cnf": "[client]\nb\n",
    ])
    #expect(Self.names(files) == ["a", "b", "c"])
    #expect(files.entries.map(\.group) == ["mysqld", "client", "mysqld"])
    #expect(files.entries.map(\.place.description) == ["/my.cnf:2", "/b.cnf:2", "/my.cnf:4"])
    #expect(files.files == ["/my.cnf", "/b.cnf"] && files.problems == [])
  }

  @Test func `a folder gives its names in .cnf in the order of their bytes`() {
    let names = ["z.cnf", "a.b.cnf", ".cnf", ".x.cnf", "10.cnf", "2.cnf", "Z.cnf", "x.CNF", "x.cnf~", "cnf"]
    var disk = ["/my.cnf": "!includedir /d/\n"]
    for name in names { disk["/d/\(name)"] = "[g]\n\(name)\n" }
    #expect(
      Self.names(Self.read(disk)) == [".cnf", ".x.cnf", "10.cnf", "2.cnf", "Z.cnf", "a.b.cnf", "z.cnf"])
    disk["/my.cnf"] = "!includedir /d\n"
    #expect(Self.read(disk).files.last == "/d/z.cnf")
  }

  @Test func `an included file has no group of its includer`() {
    let files = Self.read(["/my.cnf": "[g]\n!include /b.cnf\na\n", "/b.cnf": "b\n"])
    #expect(Self.names(files) == ["a"])
    #expect(files.problems.map(\.effect) == [.fileEnds])
    #expect(files.problems.map(\.place.description) == ["/b.cnf:1"])
  }

  @Test(arguments: ["b\n", "[b\nx\n", "[g]\n!include\n", "[g]\n!includedir /none\n"])
  func `an error ends the program in its own file, and only the file in an included one`(text: String) {
    let own = Self.read(["/my.cnf": text + "[g]\nlater\n"])
    #expect(own.problems.map(\.effect) == [.exits] && own.entries == [])
    let included = Self.read(["/my.cnf": "[g]\n!include /b.cnf\na\n", "/b.cnf": text + "[g]\nlater\n"])
    #expect(included.problems.map(\.effect) == [.fileEnds] && Self.names(included) == ["a"])
  }

  @Test func `a missing include is passed over with a word, a missing file of its own is an error`() {
    let files = Self.read(["/my.cnf": "!include /none.cnf\n[g]\na\n"])
    #expect(files.problems.map(\.effect) == [.goesOn] && Self.names(files) == ["a"])
    #expect(Self.read([:]).problems.map(\.effect) == [.exits])
    let optional = Self.read(["/b": "[g]\nb\n"], paths: ["/a", "/b"], areRequired: false)
    #expect(optional.problems == [] && Self.names(optional) == ["b"])
  }

  @Test func `a file that includes itself is read eleven times`() {
    let files = Self.read(["/my.cnf": "[g]\nn\n!include /my.cnf\nm\n"])
    #expect(Self.names(files) == Array(repeating: "n", count: 11) + Array(repeating: "m", count: 11))
    #expect(files.problems.map(\.effect) == [.goesOn] && files.files == ["/my.cnf"])
  }

  @Test func `files that include one another without end are given up`() {
    let loop = String(repeating: "!includedir /d\n!include /my.cnf\n", count: 20)
    let files = Self.read(["/my.cnf": loop, "/d/a.cnf": loop, "/d/b.cnf": loop])
    #expect(files.problems.last?.effect == .exits)
    #expect(files.problems.filter { $0.effect == .exits }.count == 1)
    #expect(files.problems.count <= 1 + 3 * 40)
  }

  @Test func `a relative path is asked for as it stands, and said to depend on the folder`() {
    let files = Self.read([
      "/my.cnf": "!include d/a.cnf\n!includedir e\n", "d/a.cnf": "[g]\na\n", "e/b.cnf": "[g]\nb\n",
    ])
    #expect(files.files == ["/my.cnf", "d/a.cnf", "e/b.cnf"])
    #expect(files.problems.map(\.effect) == [.goesOn, .goesOn])
  }

  @Test func `a path too long for the servers is passed over`() {
    let path = "/" + String(repeating: "x", count: 508)
    let files = Self.read(["/my.cnf": "!include \(path)\n[g]\na\n", path: "[g]\nb\n"])
    #expect(Self.names(files) == ["a"] && files.problems.map(\.effect) == [.goesOn])
    #expect(Self.read(["/my.cnf": "!includedir \(path)\n"]).problems.map(\.effect) == [.exits])
  }

  @Test func `groups are compared without case, and lines of all that match stay in order`() {
    let files = Self.read([
      "/my.cnf":
        "[MySQLd]\na\n[client]\nb\n[server]\nc\n[mysqld-10.11]\nd\n[mysqld-10]\ne\n"
        + "[mysqld]\nf\n[ mysqld]\ng\n"
    ])
    let entries = files.entries(of: Server(.mariadb, 10, 11).serverGroups())
    #expect(entries.map(\.name) == ["a", "c", "d", "f"])
  }

  @Test func `each program has its groups, with and without suffix`() {
    #expect(
      Server(.mariadb, 10, 11).serverGroups() == [
        "mysqld", "server", "mysqld-10.11", "mariadb", "mariadb-10.11", "mariadbd", "mariadbd-10.11",
        "client-server", "galera",
      ])
    #expect(Server(.mysql, 8, 4).serverGroups() == ["mysqld", "server", "mysqld-8.4"])
    #expect(Server(.mysql, 9, 7).serverGroups() == ["mysql_cluster", "mysqld", "server", "mysqld-9.7"])
    #expect(Server(.mysql, 8, 4).clientGroups() == ["mysql", "client"])
    #expect(
      Server(.mariadb, 11, 8).clientGroups() == [
        "mysql", "client", "client-server", "client-mariadb", "mariadb-client",
      ])
    #expect(
      Server(.mysql, 8, 0).serverGroups(suffix: "@two").suffix(3) == [
        "mysqld@two", "server@two", "mysqld-8.0@two",
      ])
    #expect(!Server(.mariadb, 10, 3).serverGroups().contains("mariadbd"))
  }
}
