import OpenSSL
import TestSupport
import Testing
import Verification

/// Holds verdicts against `openssl verify`, which shares no code with the rules.
@Suite struct JudgeTests {
  /// A master's certificate, what the slave trusts, and when.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var leaf = CertificateSketch.server("master")
    var trust = Trust.authority
    var by = Signer.authority
    var at = noon
  }
  enum Trust: Sendable { case authority, namesake, namesakeFirst, namesakeLast, leaf }
  enum Signer: Sendable { case authority, namesake, itself }

  static let cases: [Case] = [
    Case(testDescription: "well"), Case(testDescription: "a namesake trusted", trust: .namesake),
    Case(testDescription: "a namesake before it", trust: .namesakeFirst),
    Case(testDescription: "a namesake behind it", trust: .namesakeLast),
    Case(testDescription: "signed by a namesake", by: .namesake),
    Case(testDescription: "the leaf itself trusted", trust: .leaf),
    Case(testDescription: "signed by itself and trusted", trust: .leaf, by: .itself),
    Case(testDescription: "signed by itself", by: .itself),
    Case(testDescription: "first second", at: noon.adding(days: -1)),
    Case(testDescription: "too early", at: noon.adding(days: -1).adding(seconds: -1)),
    Case(testDescription: "last second", at: noon.adding(days: 397).adding(seconds: -1)),
    Case(testDescription: "too late", at: noon.adding(days: 397)),
    Case(testDescription: "a client's", leaf: .server("master").with { $0.purposes = [.clientAuth] }),
    Case(testDescription: "for any purpose", leaf: .server("master").with { $0.purposes = [.any] }),
    Case(testDescription: "for no purpose named", leaf: .server("master").with { $0.purposes = [] }),
    Case(testDescription: "for signing others", leaf: .server("master").with { $0.usage = .keyCertSign }),
    Case(testDescription: "for agreement", leaf: .server("master").with { $0.usage = .keyAgreement }),
    Case(testDescription: "of another issuer's name", leaf: .server("master").with { $0.issuer = "other" }),
  ]

  @Test(arguments: cases)
  func `a verdict is that of openssl verify`(verdict: Case) throws {
    let (authority, namesake) = (try MadePair.authority(), try MadePair.authority())
    let pair =
      switch verdict.by {
      case .authority: try authority.issue(verdict.leaf)
      case .namesake: try namesake.issue(verdict.leaf)
      case .itself: try MadePair(authority: verdict.leaf)
      }
    let trust =
      switch verdict.trust {
      case .authority: [authority.certificate]
      case .namesake: [namesake.certificate]
      case .namesakeFirst: [namesake.certificate, authority.certificate]
      case .namesakeLast: [authority.certificate, namesake.certificate]
      case .leaf: [pair.certificate]
      }
    let folder = try TemporaryFolder()
    try folder.write(trust.map { try $0.pem() }.joined(), to: "trust.pem")
    try folder.write(pair.certificate.pem(), to: "leaf.pem")
    // Without -x509_strict: the servers do not ask for it.
    let judged = try OpenSSLCommand.run([
      "verify", "-no-CAfile", "-no-CApath", "-no-CAstore", "-CAfile", folder("trust.pem"), "-purpose",
      "sslserver", "-attime", String(verdict.at.seconds), folder("leaf.pem"),
    ])
    var slave = DeployedHost(
      "slave01", trust: trust,
      client: try authority.issue(
        .client("slave01").with {
          $0.notBefore = noon.adding(days: -20)
          $0.notAfter = noon.adding(days: 500)
        }))
    slave.dials = "master"
    let report = Deployment(
      source: "pki",
      hosts: [DeployedHost("master", trust: [authority.certificate], server: pair), slave], authority: nil
    ).report(at: verdict.at)
    let isLeafTrusted = verdict.trust == .leaf
    // A leaf that signed itself and is trusted as it is would be accepted, and shares no authority with
    // anybody.
    #expect(
      report.passed == (judged.succeeded && !isLeafTrusted),
      "\(judged.output)\(judged.errors)\(report.failures)")
  }

  /// Each mysqld that starts without certificates makes an authority of one and the same name and serial
  /// number, without key identifiers.
  @Test func `authorities that servers made for themselves are told apart without key identifiers`() throws {
    let (one, other) = (try SelfMadeAuthority(), try SelfMadeAuthority())
    #expect(one.certificate.fields.subject == other.certificate.fields.subject)
    #expect(one.certificate.fields.serial == other.certificate.fields.serial)
    #expect(one.certificate.fields.subjectKeyIdentifier == nil)
    let name = "MySQL_Server_8.0.36_Auto_Generated_Server_Certificate"
    func report(_ master: SelfMadeAuthority, trusts: SelfMadeAuthority) throws -> Report {
      let server = try master.leaf(name)
      let client = try master.leaf("MySQL_Server_8.0.36_Auto_Generated_Client_Certificate")
      return Deployment(
        source: "pki",
        hosts: [
          .init("master", trust: [master.certificate], chain: server),
          .init("slave01", trust: [trusts.certificate], client: client, dials: name),
        ], authority: .found(path: "ca.pem", [one.certificate])
      ).report(at: .now())
    }
    let well = try report(one, trusts: one)
    #expect(well.passed, "\(well.failures)")
    let foreign = try report(other, trusts: one)
    #expect(foreign.failingRules == ["another-authority"])
    #expect(
      foreign.failures.contains {
        $0.hasPrefix("another-authority: master: the certificate is from another authority of the same name")
      })
    let distrusting = try report(one, trusts: other)
    #expect(distrusting.failingRules == ["another-trust"])
  }
}

/// An authority such as mysqld makes, and what it signs, by the `openssl` command.
private struct SelfMadeAuthority {
  let folder: TemporaryFolder
  let certificate: Certificate

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      "[req]\ndistinguished_name=dn\nx509_extensions=ca\nprompt=no\n[dn]\n"
        + "CN=MySQL_Server_8.0.36_Auto_Generated_CA_Certificate\n[ca]\nbasicConstraints=critical,CA:TRUE\n"
        + "subjectKeyIdentifier=none\nauthorityKeyIdentifier=none\n", to: "ca.cnf")
    try OpenSSLCommand.output(
      ["req", "-x509", "-config", folder("ca.cnf"), "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
        + ["-nodes", "-keyout", folder("ca-key.pem"), "-out", folder("ca.pem"), "-set_serial", "1"])
    certificate = try Self.read(folder("ca.pem"))
  }

  func leaf(_ name: String) throws -> Certificate {
    try OpenSSLCommand.output(
      [
        "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout",
        folder("k.pem"),
      ]
        + ["-subj", "/CN=\(name)", "-out", folder("r.pem")])
    try OpenSSLCommand.output(
      ["x509", "-req", "-in", folder("r.pem"), "-CA", folder("ca.pem"), "-CAkey", folder("ca-key.pem")]
        + ["-set_serial", "2", "-days", "365", "-out", folder("c.pem")])
    return try Self.read(folder("c.pem"))
  }

  private static func read(_ path: String) throws -> Certificate {
    let text = try OpenSSLCommand.output(["x509", "-in", path])
    return try #require(try Certificate.parse(pem: Array(text.utf8)).first)
  }
}

extension DeployedHost {
  /// A host of which only the certificate is known, with a key that belongs to it.
  fileprivate init(
    _ name: String, trust: [Certificate], chain: Certificate? = nil, client: Certificate? = nil,
    dials: String? = nil
  ) {
    func presentation(_ certificate: Certificate?) -> Presentation? {
      guard let certificate, let key = certificate.fields.publicKey else { return nil }
      return Presentation(chain: .found(path: "c.pem", [certificate]), key: .found(path: "k.pem", .key(key)))
    }
    let trust = Trust(file: .found(path: "t.pem", trust))
    let connection = presentation(client).map {
      SlaveSide(trust: trust, presentation: $0, usesTLS: true, verifiesMaster: true, dials: dials)
    }
    self.init(
      name: name, asMaster: presentation(chain).map { MasterSide(trust: trust, presentation: $0) },
      connections: [connection].compactMap { $0 }, keyFiles: [])
  }
}
