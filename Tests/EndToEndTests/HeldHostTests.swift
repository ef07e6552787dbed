import Foundation
import TestSupport
import Testing

@Suite struct `apply leaves to somebody else` {
  private static func held(_ scratch: Scratch, _ parts: String...) throws {
    let plan = try scratch.run(["apply", "--plan", "fleet.cnf"])
    #expect(plan.status == 1 && plan.output.contains("1 to be decided"), "\(plan.output)\(plan.errors)")
    for part in parts { #expect(plan.output.contains(part), "\(plan.output)") }
  }

  @Test func `a host whose key never left it, when it would need another`() throws {
    let scratch = try Scratch(empty: true)
    try scratch.shell(
      "openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout k -subj /CN=x -out s1.pem")
    try scratch.writeFleet("[master db1]\n[slave s1]\ncsr = s1.pem\n")
    #expect(try scratch.run(["apply", "fleet.cnf"]).succeeded)
    try scratch.writeFleet("[master db1]\n[slave s1]\n")
    #expect(try scratch.run(["apply", "--plan", "fleet.cnf"]).succeeded)
    try scratch.writeFleet("[master db1]\n[slave s1]\ndays = 30\n")
    let before = try scratch.serials()
    try Self.held(scratch, "days: 397 → 30", "its key never left the host")
    #expect(try scratch.run(["apply", "fleet.cnf"]).status == 1)
    #expect(try scratch.serials() == before)
  }

  @Test func `a folder that nothing was issued into, and does all the rest`() throws {
    let scratch = try Scratch.applied("[master db1]\n[slave s0]\n")
    try scratch.shell("mkdir pki/hosts/s1; echo mine > pki/hosts/s1/notes")
    try scratch.writeFleet("[master db1]\n[slave s0..s2]\n")
    try Self.held(scratch, "pki/hosts/s1 exists, but nothing was ever issued to it", "1 to issue")
    let result = try scratch.run(["apply", "fleet.cnf"])
    #expect(result.status == 1 && result.output.contains("1 issued, 1 to be decided"), "\(result.output)")
    #expect(try scratch.text("pki/hosts/s1/notes") == "mine\n")
  }

  @Test func `a host that was revoked and is in the file still`() throws {
    let scratch = try Scratch.applied("[master db1]\n[slave s1..s3]\n")
    #expect(try scratch.run(["revoke", "s2", "--reason", "keyCompromise"]).succeeded)
    let before = try scratch.serials()
    try Self.held(scratch, "s2", "was revoked on", "`mkcerts issue s2 --replace`", "3 unchanged")
    let result = try scratch.run(["apply", "fleet.cnf"])
    #expect(result.status == 1, "\(result.output)\(result.errors)")
    #expect(try scratch.serials() == before)
    try scratch.writeFleet("[master db1]\n[slave s1]\n[slave s3]\n")
    let without = try scratch.run(["apply", "fleet.cnf"])
    #expect(without.succeeded && without.output.contains("- not in the file  s2"), "\(without.output)")
  }

  @Test func `a host that differs in case alone from one that is issued`() throws {
    let scratch = try Scratch.applied("[master db1]\n[slave s1]\n")
    try scratch.writeFleet("[master db1]\n[slave S1]\n")
    try Self.held(scratch, "differs from s1, which is issued already, only in case")
  }
}
