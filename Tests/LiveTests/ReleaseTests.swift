import Foundation
import TestSupport
import Testing

/// Other releases than the installed one: what they are called, how they load files again, and whom they refuse.
@Suite struct ReleaseTests {
  @Test(arguments: ["mariadb-10.5", "mariadb-11.8"])
  func `an unpacked MariaDB is probed like the installed one`(name: String) throws {
    let program: ServerProgram
    do { program = try .release(name) } catch let absence as Deployments.NotHere {
      print("not run on \(name): \(absence)")
      try Test.cancel("\(name) is not here: \(absence)")
    }
    let scene = try Scene(program)
    let version = name.split(separator: "-")[1]
    try scene.expect(
      0, ["ok     db1 at ", "MariaDB \(version).", "TLSv1.3", "accepts the certificate of CN=slave01"],
      of: ["--expect", scene.pki, "--with", scene.pki + "/hosts/slave01"])
    try scene.expect(
      1, ["refuses slave01's certificate: unknown ca"],
      of: ["--with", scene.folder("other") + "/hosts/slave01"])
    try scene.run(["issue", "db1", "--replace", "--pki", scene.pki])
    try scene.install("db1")
    try scene.expect(1, ["(not-reloaded)", "`FLUSH SSL`"], of: ["--expect", scene.pki])
    try scene.server.sql("FLUSH SSL")
    try scene.expect(0, ["ok     db1"], of: ["--expect", scene.pki])
  }

  @Test func `MySQL 9.7 is probed by its protocol of replication and by its X Protocol`() throws {
    let server: MySQLServer
    do { server = try MySQLServer() } catch let absence as Deployments.NotHere {
      print("not run on mysql-9.7: \(absence)")
      try Test.cancel("mysql-9.7 is not here: \(absence)")
    }
    let pki = server.folder("pki")
    let mkcerts = try Mkcerts.program()
    let slave = ["--with", pki + "/hosts/slave01"]
    let probed = try mkcerts.run(["probe", "127.0.0.1:\(server.port)", "--expect", pki] + slave)
    #expect(probed.status == 0, "\(probed.output)")
    for part in [
      "ok     db1 at ", "MySQL 9.7.", "TLSv1.3", "behind it CN=", "accepts the certificate of CN=slave01",
    ] {
      #expect(probed.output.contains(part), "\(probed.output)")
    }
    let x = try mkcerts.run(["probe", "--x-protocol", "127.0.0.1:\(server.xPort)", "--expect", pki] + slave)
    #expect(x.status == 0 && x.output.contains("accepts the certificate of CN=slave01"), "\(x.output)")
    // Each says what the other is.
    let swapped = try mkcerts.run(["probe", "127.0.0.1:\(server.xPort)"])
    #expect(
      swapped.status == 2 && swapped.output.contains("the X Protocol of MySQL answers"), "\(swapped.output)")
    let back = try mkcerts.run(["probe", "--x-protocol", "127.0.0.1:\(server.port)"])
    #expect(back.status == 2 && back.output.contains("the protocol of replication answers"), "\(back.output)")

    try mkcerts.output(["issue", "db1", "--replace", "--pki", pki])
    try mkcerts.output(["init-ca", "--master", "db1", "--pki", server.folder("other")])
    try mkcerts.output(["issue", "slave01", "--pki", server.folder("other")])
    let stranger = try mkcerts.run([
      "probe", "127.0.0.1:\(server.port)", "--expect", pki, "--with",
      server.folder("other") + "/hosts/slave01",
    ])
    #expect(stranger.status == 1)
    for part in [
      "(not-reloaded)", "`ALTER INSTANCE RELOAD TLS`", "refuses slave01's certificate: unknown ca",
    ] {
      #expect(stranger.output.contains(part), "\(stranger.output)")
    }
  }
}
