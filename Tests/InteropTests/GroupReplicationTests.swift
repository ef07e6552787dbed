import Foundation
import TestSupport
import Testing

/// Two members of a MySQL group with what `config --for group-replication` prints for them.
///
/// That a member is refused ends in a timeout of a minute. Measured by hand on MySQL 9.7.4 with this text, for
/// both stacks: a certificate of another authority, and one of this authority that does not name the address,
/// end START GROUP_REPLICATION with 3092.
@Suite struct GroupReplicationTests {
  private static let group = "5ca1ab1e-0000-4000-8000-000000000001"
  private static let address = "127.0.0.1"

  @Test func `two peers are a group under both communication stacks, and verify proves them`() throws {
    guard geteuid() == 0 else { try Test.cancel("only root can run servers in another root directory") }
    let root: String
    do { root = try Deployments.unpack(GroupMember.release) } catch let absence as Deployments.NotHere {
      print("not run on \(GroupMember.release): \(absence)")
      try Test.cancel("\(GroupMember.release) is not here: \(absence)")
    }
    let folders = [try TemporaryFolder(below: root + "/tmp"), try TemporaryFolder(below: root + "/tmp")]
    try GroupMember.makeData(in: folders[0], below: root)
    try Program("cp").output(["-a", folders[0]("data"), folders[1]("data")])
    // The server's own identity, which it makes anew.
    try FileManager.default.removeItem(atPath: folders[1]("data/auto.cnf"))

    let pki = try TemporaryFolder()
    let printed = try printedFiles(pki("pki"), folders, root)
    let ports = [try freePort(on: Self.address), try freePort(on: Self.address)]
    let talking = [try freePort(on: Self.address), try freePort(on: Self.address)]
    let members = try folders.indices.map { index in
      let place = String(folders[index].path.dropFirst(root.count))
      try folders[index].write(printed[index], to: "group.cnf")
      return try GroupMember(
        number: index + 1, port: ports[index], in: folders[index], below: root,
        options: [
          "loose_group_replication_group_name=\(Self.group)", "!include \(place)/tls/replication-tls.cnf",
          "!include \(place)/group.cnf",
        ])
    }
    for (member, text) in zip(members, printed) { try prepareRecovery(member, text) }
    for (stack, ports) in [("XCOM", talking), ("MYSQL", ports)] {
      try expectGroup(members, stack: stack, ports: ports)
    }
    #expect(try members[0].sql("SELECT @@group_replication_ssl_mode") == [["VERIFY_IDENTITY"]])
    let verdict = try Mkcerts.program().run(["verify", "--pki", pki("pki"), "--server", GroupMember.release])
    #expect(verdict.status == 0, "\(verdict.output)\(verdict.errors)")
  }

  /// Issues both members, puts their folders in place and returns what is printed for each.
  private func printedFiles(_ pki: String, _ folders: [TemporaryFolder], _ root: String) throws -> [String] {
    func run(_ arguments: [String]) throws -> String {
      try Mkcerts.program().output(arguments + ["--pki", pki])
    }
    _ = try run(["init-ca", "--no-master", "--server", GroupMember.release])
    return try zip(["member1", "member2"], folders).map { name, folder in
      _ = try run([
        "issue", name, "--role", "peer", "--san", "ip:\(Self.address)", "--master-host", Self.address,
        "--install-dir", String(folder.path.dropFirst(root.count)) + "/tls",
      ])
      try Program("cp").output(["-a", "\(pki)/hosts/\(name)", folder("tls")])
      let text = try run(["config", name, "--for", "group-replication"])
      #expect(text.contains("report_host = \(Self.address)\n"))
      return text
    }
  }

  /// Runs the statements that stand in the text as comments.
  private func prepareRecovery(_ member: GroupMember, _ text: String) throws {
    let lines = text.split(separator: "\n").drop { !$0.hasPrefix("# The account of recovery") }
    let statements = lines.dropFirst().prefix { $0.hasPrefix("#   ") }.map { $0.dropFirst(2) }
    let password = "'correct horse'"
    try member.sql(
      "SET sql_log_bin = 0;" + statements.joined(separator: "\n").replacing("<password>", with: password))
  }

  private func expectGroup(_ members: [GroupMember], stack: String, ports: [UInt16]) throws {
    let seeds = ports.map { "\(Self.address):\($0)" }
    for (member, seed) in zip(members, seeds) {
      try member.sql(
        """
        SET GLOBAL group_replication_communication_stack = '\(stack)';
        SET GLOBAL group_replication_local_address = '\(seed)';
        SET GLOBAL group_replication_group_seeds = '\(seeds.joined(separator: ","))';
        """)
    }
    let table = "proof_\(stack.lowercased())"
    try members[0].sql(
      """
      SET GLOBAL group_replication_bootstrap_group = ON; START GROUP_REPLICATION;
      SET GLOBAL group_replication_bootstrap_group = OFF;
      CREATE DATABASE \(table); CREATE TABLE \(table).line (a INT PRIMARY KEY); INSERT INTO \(table).line VALUES (1)
      """)
    try members[1].sql("START GROUP_REPLICATION")
    let states = "SELECT member_state FROM performance_schema.replication_group_members"
    let deadline = Date(timeIntervalSinceNow: 30)
    while try members[0].sql(states) != [["ONLINE"], ["ONLINE"]], Date.now < deadline {
      Thread.sleep(forTimeInterval: 0.2)
    }
    #expect(try members[0].sql(states) == [["ONLINE"], ["ONLINE"]], "\(stack): \(members[1].log)")
    #expect(try members[1].sql("SELECT a FROM \(table).line") == [["1"]], "\(stack)")
    for member in members.reversed() { try member.sql("STOP GROUP_REPLICATION") }
  }
}
