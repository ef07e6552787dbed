import Foundation
import TestSupport
import Testing

/// Other releases than the installed one: what they are called, how they load files again, and whom they refuse.
@Suite struct ReleaseTests {
  /// The scene on a release that is unpacked, or unpacked now.
  private func scene(on name: String, options: [String] = []) throws -> Scene {
    let program: ServerProgram
    do { program = try .release(name) } catch let absence as Deployments.NotHere {
      print("not run on \(name): \(absence)")
      try Test.cancel("\(name) is not here: \(absence)")
    }
    return try Scene(program, options: options)
  }

  @Test(arguments: [
    ("mariadb-10.5", "MariaDB 10.5.", "FLUSH SSL"), ("mariadb-11.8", "MariaDB 11.8.", "FLUSH SSL"),
    ("mysql-9.7", "MySQL 9.7.", "ALTER INSTANCE RELOAD TLS"),
  ])
  func `another release is probed like the installed one`(name: String, title: String, reload: String) throws
  {
    let scene = try scene(on: name)
    try scene.expect(
      0, ["ok     db1 at ", title, "TLSv1.3", "behind it CN=T", "accepts the certificate of CN=slave01"],
      of: ["--expect", scene.pki, "--with", scene.pki + "/hosts/slave01"])
    try scene.expect(
      1, ["refuses slave01's certificate: unknown ca"],
      of: ["--with", scene.folder("other") + "/hosts/slave01"])
    try scene.run(["issue", "db1", "--replace", "--pki", scene.pki])
    try scene.install("db1")
    try scene.expect(1, ["(not-reloaded)", "`\(reload)`"], of: ["--expect", scene.pki])
    try scene.server.sql(reload)
    try scene.expect(0, ["ok     db1"], of: ["--expect", scene.pki])
  }

  @Test func `the X Protocol of MySQL serves the same, and each protocol says what the other is`() throws {
    let port = try freePort(on: "127.0.0.1")
    let scene = try scene(
      on: "mysql-9.7", options: ["mysqlx=ON", "mysqlx-bind-address=127.0.0.1", "mysqlx-port=\(port)"])
    let x = ["probe", "127.0.0.1:\(port)"]
    let deadline = Date(timeIntervalSinceNow: 20)
    while try Mkcerts.program().run(x).output.contains("nobody listens"), Date.now < deadline {
      Thread.sleep(forTimeInterval: 0.05)
    }
    let accepted = try Mkcerts.program().run(
      x + ["--x-protocol", "--expect", scene.pki, "--with", scene.pki + "/hosts/slave01"])
    #expect(accepted.status == 0, "\(accepted.output)")
    #expect(accepted.output.contains("accepts the certificate of CN=slave01"), "\(accepted.output)")
    let refused = try Mkcerts.program().run(
      x + ["--x-protocol", "--with", scene.folder("other") + "/hosts/slave01"])
    #expect(refused.status == 1 && refused.output.contains("unknown ca"), "\(refused.output)")
    let swapped = try Mkcerts.program().run(x)
    #expect(
      swapped.status == 2 && swapped.output.contains("the X Protocol of MySQL answers"), "\(swapped.output)")
    let back = try scene.probe(["--x-protocol"])
    try scene.withoutTLS()
    let plain = try Mkcerts.program().run(x + ["--x-protocol"])
    #expect(plain.status == 1 && plain.output.contains("offers no TLS"), "\(plain.output)\(plain.errors)")
    #expect(back.status == 2 && back.output.contains("the protocol of replication answers"), "\(back.output)")
  }
}
