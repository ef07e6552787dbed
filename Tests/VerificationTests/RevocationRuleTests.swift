import OpenSSL
import Secrets
import TestSupport
import Testing
import Verification

/// The rules about revocation: who refuses whom, who does not and should, and what becomes of a list.
@Suite struct RevocationRuleTests {
  let cast: Cast

  init() throws { cast = try Cast() }

  private func entry(of host: DeployedHost) throws -> RevocationList.Entry {
    let leaf = try #require((host.clientPair ?? host.serverPair)?.chain.value?.first)
    return .init(serial: leaf.fields.serial, date: noon.adding(days: -2), reason: .keyCompromise)
  }

  private func found(_ rule: String, _ deployment: Deployment, at time: Time = noon) -> [Finding] {
    deployment.report(at: time).findings.filter { $0.rule == rule }
  }

  private func give(_ lists: [RevocationList], to host: inout DeployedHost) {
    let path = "pki/hosts/\(host.name)/crl.pem"
    host.asMaster?.trust.revocations = .found(path: path, lists)
    for index in host.connections.indices {
      host.connections[index].trust.revocations = .found(path: path, lists)
    }
  }

  @Test func `revoked says whom the master refuses, and nobody else`() throws {
    give([try cast.authority.list(revoking: [entry(of: cast.slave)])], to: &cast.master)
    let findings = found("revoked", cast.deployment)
    #expect(findings.map(\.host) == ["slave01"] && findings.map(\.severity) == [.breaks])
    let sentence = findings.first?.sentence ?? ""
    #expect(sentence.contains("is revoked, by the list in pki/hosts/master/crl.pem"), "\(sentence)")
    #expect(!cast.report.passed)
    give([try cast.authority.list(revoking: [])], to: &cast.master)
    #expect(found("revoked", cast.deployment).isEmpty && cast.report.passed)
  }

  @Test func `revoked says of no host that its list is not looked at where it is`() throws {
    let list = try cast.authority.list(revoking: [entry(of: cast.slave), entry(of: cast.master)])
    give([list], to: &cast.master)
    give([list], to: &cast.slave)
    give([list], to: &cast.other)
    // The slaves hang up first, so that the master never gets to look at theirs.
    let findings = found("revoked", cast.deployment)
    #expect(findings.map(\.host) == ["master", "slave01"] && findings.allSatisfy { $0.severity == .breaks })
    #expect(findings.allSatisfy { !$0.sentence.contains("do not look there") })
  }

  @Test func `revoked says what a list revokes that nobody concerned looks at`() throws {
    // The slave's own list says nothing to the master.
    give([try cast.authority.list(revoking: [entry(of: cast.slave)])], to: &cast.slave)
    let findings = found("revoked", cast.deployment)
    #expect(findings.map(\.host) == ["slave01"] && findings.map(\.severity) == [.exposed])
    #expect(findings.first?.sentence.contains("do not look there") == true)
  }

  @Test func `revoked knows the authority's own list, which no host has`() throws {
    var deployment = cast.deployment
    deployment.revocations = .found(
      path: "pki/crl.pem", [try cast.authority.list(revoking: [entry(of: cast.slave)])])
    let findings = found("revoked", deployment)
    #expect(findings.map(\.host) == ["slave01"])
    #expect(findings.first?.sentence.contains("by a list in pki/crl.pem") == true)
    #expect(!deployment.report(strict: true).passed)
  }

  @Test func `a list of another authority of that name revokes nothing`() throws {
    let other = try MadePair.authority()
    give([try other.list(revoking: [entry(of: cast.slave)])], to: &cast.slave)
    #expect(found("revoked", cast.deployment).isEmpty)
    // For whoever has it, it is no list of the authority at all.
    give([try other.list()], to: &cast.master)
    let findings = found("revocation-list", cast.deployment)
    #expect(findings.contains { $0.severity == .breaks && $0.host == "master" }, "\(findings)")
  }

  @Test(arguments: [
    (59, [Severity.due], true), (60, [.breaks, .breaks, .due], false), (29, [], true), (31, [.due], true),
  ])
  func `revocation-list tells the end of a list a month before, and that from then on all is refused`(
    days: Int, severities: [Severity], passes: Bool
  ) throws {
    give([try cast.authority.list()], to: &cast.master)
    let report = cast.deployment.report(at: noon.adding(days: days))
    let findings = report.findings.filter { $0.rule == "revocation-list" }
    #expect(findings.map(\.severity) == severities && report.passed == passes, "\(findings)")
    #expect(findings.allSatisfy { $0.host == "master" })
    if !passes {
      #expect(findings.first?.sentence.contains("is stale, since 2027-04-30T12:00:00Z") == true)
    }
  }

  @Test func `the second before a list ends it is good, and at its end it is not`() throws {
    give([try cast.authority.list()], to: &cast.master)
    let end = noon.adding(days: 60)
    #expect(cast.deployment.report(at: end.adding(seconds: -1)).passed)
    #expect(!cast.deployment.report(at: end).passed)
  }

  @Test func `revocation-list does not take a delta for a complete list`() throws {
    let folder = try TemporaryFolder()
    let delta = try cast.delta(in: folder, revoking: entry(of: cast.slave).serial)
    #expect(delta.isDelta)
    give([delta], to: &cast.master)
    let alone = found("revocation-list", cast.deployment)
    #expect(
      alone.contains { $0.severity == .breaks && $0.sentence.contains("it has a delta alone") }, "\(alone)")
    // Beside a complete list it is passed over, as servers do, and that is told.
    give([try cast.authority.list(), delta], to: &cast.master)
    let beside = found("revocation-list", cast.deployment)
    #expect(
      beside.map(\.severity) == [.note] && beside[0].sentence.contains("servers pass over"), "\(beside)")
    #expect(cast.report.passed && found("revoked", cast.deployment).isEmpty)
  }

  @Test func `revocation-list finds a host's old copy, and what it lets through`() throws {
    let old = try cast.authority.list(number: 1)
    let new = try cast.authority.list(revoking: [entry(of: cast.slave)], number: 2)
    func report(_ masters: [RevocationList], _ published: [RevocationList]) throws -> [Finding] {
      for host in [\Cast.master, \Cast.slave, \Cast.other] {
        cast[keyPath: host].isOfPKI = true
        give(published, to: &cast[keyPath: host])
      }
      give(masters, to: &cast.master)
      var deployment = cast.deployment
      deployment.revocations = .found(path: "pki/crl.pem", published)
      return found("revocation-list", deployment)
    }
    #expect(try report([new], [new]).isEmpty)
    let stale = try report([old], [new])
    #expect(stale.map(\.severity) == [.exposed] && stale.map(\.host) == ["master"])
    #expect(
      stale.first?.sentence
        == "master has an old copy of pki/crl.pem: it accepts 1 revoked certificate")
    #expect(stale.first?.file == "pki/hosts/master/crl.pem")
    let harmless = try report([old], [try cast.authority.list(number: 2)])
    #expect(harmless.map(\.severity) == [.note])
    cast.master.asMaster?.trust.revocations = nil
    var deployment = cast.deployment
    deployment.revocations = .found(path: "pki/crl.pem", [new])
    let without = found("revocation-list", deployment).filter { $0.host == "master" }
    #expect(without.first?.sentence.contains("does not use pki/crl.pem") == true, "\(without)")
  }

  @Test func `a list of the authority that cannot be read fails`() throws {
    var deployment = cast.deployment
    deployment.revocations = .unreadable(path: "pki/crl.pem", reason: "it holds no revocation list")
    #expect(!deployment.report.passed)
    #expect(found("revocation-list", deployment).map(\.severity) == [.breaks])
  }
}

extension Cast {
  /// A list of what changed since another, as the openssl command makes one.
  fileprivate func delta(in folder: TemporaryFolder, revoking serial: SerialNumber) throws -> RevocationList {
    try folder.write(authority.certificate.pem(), to: "ca.pem")
    try folder.write(bytes: authority.key.pem().revealed(), to: "key.pem")
    try folder.write(
      "R\t300101000000Z\t270201000000Z\t\(serial.description.uppercased())\tunknown\t/CN=x\n", to: "index")
    try folder.write(
      """
      [ca]
      default_ca=d
      [d]
      database=\(folder("index"))
      default_md=sha256
      certificate=\(folder("ca.pem"))
      private_key=\(folder("key.pem"))
      [x]
      authorityKeyIdentifier=keyid
      2.5.29.27=critical,ASN1:INTEGER:1
      """, to: "ca.cnf")
    let text = try OpenSSLCommand.output([
      "ca", "-config", folder("ca.cnf"), "-gencrl", "-crlexts", "x", "-crl_lastupdate", "20270228120000Z",
      "-crl_nextupdate", "20270501120000Z",
    ])
    return try RevocationList.parse(pem: Array(text.utf8))
  }
}
