import Foundation
import Replication
import TestSupport
import Testing

/// What statements make of accounts, against what real servers made of the same statements.
@Suite(.serialized) struct AccountScriptTests {
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
  func `where others may be there too, nothing is taken for replicating that does not`(server: String) throws
  {
    let release = try Server(parsing: server)
    let table = try AccountScripts.table(of: server)
    for script in try AccountScripts.scripts() {
      guard let measured = table[script.name], measured.slave != "replicates" else { continue }
      let read = ReadAccounts(script, for: release, isFresh: false)
      #expect(
        read.isUndecided || read.outcome.slave != "replicates"
          || script.hasOtherPassword && measured.slave.hasPrefix("no login"),
        "\(script.name) on \(server): \(measured), read as \(read.outcome)\n\(script.text)")
    }
  }

  /// Each server runs a quarter of the scripts, another one each.
  private static func share(of names: [String], on server: String) -> [String] {
    let place = servers.firstIndex(of: server) ?? 0
    return names.enumerated().filter { $0.offset % servers.count == place }.map(\.element)
  }

  @Test(arguments: servers) func `a real server makes of each script what the table says`(server: String)
    throws
  {
    guard geteuid() == 0 else { try Test.cancel("only root can run servers in a network of their own") }
    let table = try AccountScripts.table(of: server)
    let names = Self.share(
      of: try AccountScripts.scripts().map(\.name).filter { table[$0] != nil }, on: server)
    let measured: [String: AccountScripts.Outcome]
    do { measured = try AccountScripts.run(names, on: server) } catch let absence as Deployments.NotHere {
      print("not run on \(server): \(absence)")
      try Test.cancel("\(server) is not here: \(absence)")
    }
    #expect(Set(measured.keys) == Set(names))
    for (name, outcome) in measured { #expect(outcome == table[name], "\(name) on \(server)") }
  }
}
