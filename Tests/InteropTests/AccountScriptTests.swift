import Replication
import TestSupport
import Testing

/// What statements make of accounts, against what real servers made of the same statements.
@Suite struct AccountScriptTests {
  static let servers = ["mariadb-10.5", "mariadb-10.11", "mariadb-11.8", "mysql-9.7"]

  @Test(arguments: servers)
  func `each script is refused, and leaves accounts, as on the real server`(server: String) throws {
    let release = try Server(parsing: server)
    let table = try AccountScripts.table(of: server)
    let scripts = try AccountScripts.scripts().filter { table[$0.name] != nil }
    #expect(scripts.count > 300)
    for script in scripts {
      let measured = try #require(table[script.name])
      let read = ReadAccounts(script, for: release)
      if read.isUndecided {
        #expect(script.mayBeUndecided, "\(script.name) on \(server)\n\(script.text)\(read.problems)")
      } else {
        #expect(
          read.agrees(with: measured, script),
          "\(script.name) on \(server): \(measured), read as \(read.outcome)\n\(script.text)")
      }
    }
  }

  @Test(arguments: servers)
  func `where others may be there too, nothing is taken for replicating that does not`(server: String) throws {
    let release = try Server(parsing: server)
    let table = try AccountScripts.table(of: server)
    for script in try AccountScripts.scripts() {
      guard let measured = table[script.name], measured.slave != "replicates" else { continue }
      let read = ReadAccounts(script, for: release, isFresh: false)
      #expect(
        read.isUndecided || read.outcome.slave != "replicates" || script.hasOtherPassword,
        "\(script.name) on \(server): \(measured), read as \(read.outcome)\n\(script.text)")
    }
  }
}
