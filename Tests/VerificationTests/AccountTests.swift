import OpenSSL
@testable import Replication
import TestSupport
import Testing

@testable import Verification

/// Which account of a master a slave is taken for, and what that account lets it do.
@Suite struct AccountTests {
  let cast: Cast

  init() throws { cast = try Cast() }

  private static let met = AccountDemand.x509
  private static let unmet = AccountDemand.specified(subject: "/CN=nobody", issuer: nil, cipher: nil)

  private func account(_ host: String, _ demand: AccountDemand, user: String = "repl") -> DeployedAccount {
    DeployedAccount(user: user, host: host, demand: demand, file: "accounts.sql")
  }

  /// What is said of a slave named slave01.example.com, which dials `dialled`.
  private func report(_ accounts: [DeployedAccount], dialling dialled: String = "master") throws -> Report {
    cast.slave = DeployedHost(
      "slave01.example.com", trust: [cast.authority.certificate],
      client: try cast.authority.issue(.client("slave01.example.com")), dials: dialled)
    cast.slave.connections[0].user = "repl"
    cast.master = DeployedHost(
      "master", trust: [cast.authority.certificate],
      server: try cast.authority.issue(.server("master", [.dns("master"), .ip([127, 0, 0, 2])])))
    cast.master.asMaster?.accounts = accounts
    return cast.deployment(of: [cast.master, cast.slave]).report
  }

  @Test(arguments: [
    (["%": true, "slave01.example.com": false], false), (["%": false, "slave01.example.com": true], true),
    (["%.example.com": false, "%": true], false), (["slave_1.example.com": false, "%": true], false),
    (["other.example.com": false, "%": true], true), (["db2": false, "slave01.example.com": true], true),
    (["%.example.org": false, "%": true], true),
  ])
  func `the most specific host that is the slave's decides`(accounts: [String: Bool], passes: Bool) throws {
    let made = accounts.sorted { $0.key < $1.key }.map {
      account($0.key, $0.value ? Self.met : Self.unmet)
    }
    for accounts in [made, made.reversed()] {
      let report = try report(accounts)
      #expect(report.passed == passes && report.failures.isEmpty == passes, "\(report.failures)")
    }
  }

  @Test(arguments: [
    ("127.0.0.1", false), ("127.%", false), ("localhost", false), ("127.0.0.0/255.0.0.0", false),
    // MariaDB knows no lengths of prefixes (measured on 10.11: nobody comes from such a host).
    ("127.0.0.0/8", true), ("10.0.0.1", true), ("10.0.0.0/255.0.0.0", true), ("slave01.example.com", true),
  ])
  func `a slave that dials a loopback address comes from there`(host: String, passes: Bool) throws {
    let report = try report([account("%", Self.met), account(host, Self.unmet)], dialling: "127.0.0.2")
    #expect(report.passed == passes, "\(report.failures)")
  }

  @Test func `where the address is not known, both accounts are named`() throws {
    for host in ["192.0.2.7", "localhost"] {
      let report = try report([account(host, Self.unmet), account("%", Self.met)])
      #expect(
        report.failures == [
          "account-requirement: slave01.example.com: which account of master slave01.example.com is taken for depends "
            + "on the address that it comes from: 'repl'@'%' asks for REQUIRE X509 and fits, 'repl'@'\(host)' asks "
            + "for REQUIRE SUBJECT '/CN=nobody' and does not; servers take the most specific host"
        ])
    }
    #expect(try report([account("192.0.2.7", .ssl), account("%", Self.met)]).failures == [])
  }

  @Test func `how to see which account it is is said as a command`() throws {
    let finding = try report([account("192.0.2.7", Self.unmet), account("%", Self.met)]).findings.first
    #expect(
      finding?.fix?.hasPrefix(
        "to see which, on the host of slave01.example.com: `mariadb --host=master --user=repl --password --ssl-ca=CA "
          + "--ssl-cert=CERT --ssl-key=KEY -e 'SELECT CURRENT_USER()'` with the files of its statement, which names "
          + "the account, or says 1045 where that is 'repl'@'192.0.2.7'")
        == true, "\(String(describing: finding))")
  }

  @Test func `an account of an address that another host's certificate is for is that host's`() throws {
    let accounts = [account("127.0.0.2", Self.unmet), account("%", Self.met)]
    #expect(try report(accounts).failures == [], "127.0.0.2 is the master's")
  }

  @Test func `accounts of host names let nobody in who asks for no names`() throws {
    _ = try report([account("slave01.example.com", Self.met)])
    cast.master.asMaster?.resolvesNames = false
    let report = cast.deployment(of: [cast.master, cast.slave]).report
    #expect(report.failingRules == ["unusable-account"] && report.links.map(\.outcome) == [.fails])
  }

  @Test func `an account that is locked, expired or without the privilege is named with the servers' words`()
    throws
  {
    let changes: [(String, (inout DeployedAccount) -> Void)] = [
      ("4151", { $0.isLocked = true }), ("1820", { $0.isExpired = true }),
      ("1597", { $0.replication = .withheld }),
    ]
    for (number, change) in changes {
      var account = account("%", Self.met)
      change(&account)
      let finding = try #require(report([account]).findings.first)
      #expect(finding.rule == "unusable-account" && finding.severity == .breaks)
      #expect(finding.symptom?.contains(number) == true, "\(finding)")
    }
    #expect(try report([account("%", Self.met)]).passed)
  }

  @Test func `an anonymous account with the more specific host takes the slave, and refuses it`() throws {
    for host in ["slave01.example.com", "%.example.com"] {
      var anonymous = account(host, .nothing, user: "")
      anonymous.replication = .withheld
      let finding = try #require(report([account("%", Self.met), anonymous]).findings.first)
      #expect(finding.rule == "unusable-account" && finding.severity == .breaks, "\(finding)")
      #expect(
        finding.symptom?.contains("1045") == true && finding.fix == "DROP USER ''@'\(host)'", "\(finding)")
    }
    var other = account("db2.example.com", .nothing, user: "")
    other.replication = .withheld
    #expect(try report([account("%", Self.met), other]).passed)
  }

  /// What becomes of a login on a master with an anonymous account for `host`, of a slave that was seen so.
  private func login(_ host: String, _ origin: SlaveOrigin?) throws -> LoginJudge.Login {
    _ = try report([])
    let deployment = cast.deployment(of: [cast.master, cast.slave])
    let rows = ["user\thost\tssl_type\treplicates", "repl\t%\tX509\tY", "\t\(host)\t\tN"]
    let judge = LoginJudge(
      deployment, master: 0, accounts: MasterAccount.all(in: ClientTable(rows.map { Array($0.utf8)[...] })),
      resolvesNames: true,
      origins: origin.map { [1: $0] } ?? [:], cipher: nil, at: noon)
    return judge.login(try #require(deployment.namedLinks.first))
  }

  @Test func `where a slave was seen to come from decides what an account for an address is to it`() throws {
    let host = "192.0.2.%"
    let unknown = try login(host, nil)
    #expect(
      unknown.refusal == nil && unknown.anonymous?.host == host && unknown.severityOfUndecided == .exposed)
    for (seen, isRefused) in [
      (["192.0.2.7"], true), (["198.51.100.7"], false), (["192.0.2.7", "192.0.2.8"], true),
    ] {
      let login = try login(host, SlaveOrigin(seen: Set(seen)))
      #expect((login.refusal != nil) == isRefused && login.undecided == nil, "\(seen): \(login)")
    }
    let open = try login(host, SlaveOrigin(seen: ["192.0.2.7", "198.51.100.7"]))
    #expect(open.refusal == nil && open.undecided?.contains("the anonymous account ''@'192.0.2.%'") == true)
    // Somebody named its address.
    #expect(try login(host, SlaveOrigin(known: ["192.0.2.7"])).refusal != nil)
    #expect(try login(host, SlaveOrigin(known: ["198.51.100.7"])).undecided == nil)
    // A master that asks for names shows them.
    #expect(try login("%.example.org", SlaveOrigin(seen: ["a.example.org"])).refusal != nil)
    #expect(try login("localhost", SlaveOrigin(seen: ["192.0.2.7"])).undecided == nil)
  }

  @Test func `a user whose account is not made where others are has none`() throws {
    var other = account("%", Self.met, user: "others")
    #expect(try report([other]).passed)
    other.replication = .granted
    #expect(try report([other]).failingRules == ["unusable-account"])
    #expect(try report([other, account("%", Self.met, user: "")]).passed)
  }
}
