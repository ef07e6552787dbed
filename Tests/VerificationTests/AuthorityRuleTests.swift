import OpenSSL
import Replication
import TestSupport
import Testing
import Verification

/// Which authority is the shared one where no pki folder says so, and what is said of hosts that have another.
@Suite struct AuthorityRuleTests {
  let old: MadePair
  let new: MadePair
  let root: MadePair
  let middle: MadePair

  init() throws {
    old = try .authority("Replication CA G1")
    new = try .authority("Replication CA G2")
    root = try MadePair(authority: .authority("Root", pathLength: 1))
    middle = try root.issue(.authority("Middle"))
  }

  private func failures(_ hosts: DeployedHost..., server: String? = nil) throws -> [String] {
    var hosts = hosts
    for index in hosts.indices {
      hosts[index].isOfPKI = false
      hosts[index].server = try server.map { try Server(parsing: $0) }
    }
    let report = Deployment(source: ".", hosts: hosts, authority: nil).report
    return report.findings.filter { $0.severity == .breaks }.map {
      "\($0.rule): \($0.host ?? "-"): \($0.fix ?? "")"
    }
  }

  @Test func `a master that trusts another authority than issued all certificates is the one that is wrong`()
    throws
  {
    let failures = try failures(
      DeployedHost("master", trust: [old.certificate], server: new.issue(.server("master"))),
      DeployedHost("slave01", trust: [new.certificate], client: new.issue(.client("slave01"))))
    #expect(
      failures == [
        "another-trust: master: give it this one with `cp pki/hosts/slave01/cacert.pem "
          + "pki/hosts/master/cacert.pem`"
      ])
  }

  @Test func `a slave that lacks one of two authorities in use is told to trust it too`() throws {
    let failures = try failures(
      DeployedHost(
        "master", trust: [old.certificate, new.certificate], server: old.issue(.server("master"))),
      DeployedHost("slave01", trust: [new.certificate], client: new.issue(.client("slave01"))))
    #expect(failures.count == 1)
    #expect(
      failures.first?.hasPrefix(
        "another-trust: slave01: put CN=Replication CA G1 into pki/hosts/slave01/cacert.pem too") == true)
  }

  @Test func `an intermediate that is trusted alone is no other authority`() throws {
    let trusts = [[root.certificate], [root.certificate, middle.certificate]]
    for trust in trusts {
      let master = DeployedHost(
        "master", trust: trust, server: try middle.issue(.server("master")), above: [middle.certificate])
      let slave = DeployedHost(
        "slave01", trust: [middle.certificate], client: try middle.issue(.client("slave01")),
        above: [middle.certificate])
      for failures in [try failures(master, slave), try failures(slave, master)] {
        #expect(
          failures == [
            "missing-intermediate: slave01: put the certificate of CN=Root into pki/hosts/slave01/cacert.pem too"
          ])
      }
    }
  }

  @Test func `MySQL 5.7 is told to put an intermediate where it sends it from`() throws {
    let (above, trust) = ([middle.certificate], [root.certificate])
    let slave = DeployedHost(
      "slave01", trust: trust + above, client: try middle.issue(.client("slave01")), above: above)
    let master = DeployedHost(
      "master", trust: trust, server: try middle.issue(.server("master")), above: above)
    var strict = slave
    strict.trustFile = .found(path: "pki/hosts/slave01/cacert.pem", trust)
    #expect(
      try failures(master, strict, server: "mysql-5.7") == [
        "intermediate-in-certificate-only: master: put it into pki/hosts/master/cacert.pem too"
      ])
    #expect(try failures(master, slave, server: "mysql-8.0") == [])
  }
}
