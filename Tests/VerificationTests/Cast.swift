import OpenSSL
import TestSupport
import Verification

let noon = CertificateSketch.noon

extension DeployedHost {
  /// A host with these pairs, as the reader of a pki folder would have found it.
  init(
    _ name: String, trust: [Certificate], server: MadePair? = nil, client: MadePair? = nil,
    above: [Certificate] = [], dials: String? = nil
  ) {
    let folder = "pki/hosts/\(name)/"
    func presentation(_ pair: MadePair?, _ kind: String) -> Presentation? {
      pair.map {
        Presentation(
          chain: .found(path: folder + kind + "-cert.pem", [$0.certificate] + above),
          key: .found(path: folder + kind + "-key.pem", .key($0.key.publicKey)))
      }
    }
    let pairs = [("server", server), ("client", client)].compactMap { kind, pair in
      pair.map {
        KeyFile(path: folder + kind + "-key.pem", key: $0.key.publicKey, permissions: 0o600)
      }
    }
    let trust = Trust(file: .found(path: folder + "cacert.pem", trust))
    let connection = presentation(client, "client").map {
      SlaveSide(
        trust: trust, presentation: $0, usesTLS: true, verifiesMaster: true, dials: dials ?? "master")
    }
    self.init(
      name: name, asMaster: presentation(server, "server").map { MasterSide(trust: trust, presentation: $0) },
      connections: [connection].compactMap { $0 }, keyFiles: pairs)
    isOfPKI = true
  }

  /// What it shows to its master, verifying that as a slave should.
  var clientPair: Presentation? {
    get { connections.first?.presentation }
    set {
      connections =
        newValue.map {
          [SlaveSide(trust: trust, presentation: $0, usesTLS: true, verifiesMaster: true, dials: dials)]
        } ?? []
    }
  }

  /// What it shows to its slaves.
  var serverPair: Presentation? {
    get { asMaster?.presentation }
    set { asMaster?.presentation = newValue }
  }

  /// What its only connection dials.
  var dials: String? {
    get { connections.first?.dials }
    set { connections[0].dials = newValue }
  }

  /// What it trusts, on both sides.
  var trust: Trust { asMaster?.trust ?? connections.first?.trust ?? Trust() }
  var trustFile: Evidence<[Certificate]>? {
    get { trust.file }
    set {
      asMaster?.trust.file = newValue
      for index in connections.indices { connections[index].trust.file = newValue }
    }
  }
}

/// An authority with a master and two slaves, all of them well.
final class Cast {
  let authority: MadePair
  let masterPair: MadePair
  var master: DeployedHost
  var slave: DeployedHost
  var other: DeployedHost

  init(_ authority: MadePair? = nil) throws {
    let authority = try authority ?? .authority()
    self.authority = authority
    let trust = [authority.certificate]
    masterPair = try authority.issue(.server("master"))
    master = DeployedHost("master", trust: trust, server: masterPair)
    slave = DeployedHost("slave01", trust: trust, client: try authority.issue(.client("slave01")))
    other = DeployedHost("slave02", trust: trust, client: try authority.issue(.client("slave02")))
  }

  var deployment: Deployment { deployment(of: [master, slave, other]) }

  func deployment(of hosts: [DeployedHost]) -> Deployment {
    Deployment(
      source: "pki", hosts: hosts, authority: .found(path: "pki/cacert.pem", [authority.certificate]))
  }

  var report: Report { deployment.report }
}

extension Deployment {
  var report: Report { report() }

  func report(at time: Time = noon, strict: Bool = false) -> Report {
    Verifier(time: time, isStrict: strict).verify(self)
  }
}

extension Report {
  /// What fails the verification, as `rule: host: sentence`.
  var failures: [String] {
    findings.filter { $0.severity <= .exposed }.map { "\($0.rule): \($0.host ?? "-"): \($0.sentence)" }
  }

  /// The names of the rules that fail it, each once.
  var failingRules: Set<String> { Set(findings.filter { $0.severity <= .exposed }.map(\.rule)) }
}
