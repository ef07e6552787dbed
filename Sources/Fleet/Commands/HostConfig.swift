internal import CertificateAuthority
internal import OpenSSL
internal import Replication

/// The texts of a host, as `config` prints them: for the server that it has, or for another, and the
/// steps in which they are put to use.
public struct HostConfig {
  let scripts: HostScripts
  let host: Fleet.Enrolled
  let ledger: any Ledger
  private let pki: PKIFolder

  /// Looks `name` up in the ledger of `pki`.
  ///
  /// - Throws: where there is no authority, or nothing is issued to that host.
  public init(_ name: HostName, in pki: PKIFolder, _ asked: HostSettings) throws {
    let ledger = try Fleet.ledger(of: pki)
    guard let host = try Fleet.enrolled(name.description, in: ledger) else {
      throw FleetError(
        .unknownHost, "nothing is issued to \(name) in \(pki.root)",
        hint: "issue it with `mkcerts issue \(name)`")
    }
    guard
      let der = try ledger.generations().first(where: {
        $0.isTrusted && $0.stage == .signing
      })?.certificate
    else {
      throw IssuanceError(
        .noAuthority, "there is no authority in \(pki.root)",
        hint: "name its folder with --pki or MKCERTS_PKI; only where there is none yet: `mkcerts init-ca`")
    }
    scripts = try HostScripts(ledger: ledger, authority: try Certificate(der: der), asked: asked)
    self.host = host
    self.ledger = ledger
    self.pki = pki
  }

  /// The steps of a procedure that this host is in the middle of.
  ///
  /// - Throws: where the host cannot take that part, or is revoked.
  public func procedure(_ kind: Procedure.Kind) throws -> Procedure {
    if let entry = host.revoked.first, let revocation = entry.revocation {
      throw FleetError(
        .revoked,
        "the \(entry.profile.rawValue) certificate of \(host.name) (serial \(entry.serial.short)) was revoked "
          + "\(revocation.time.iso8601) (\(revocation.reason.name)), and is not to be put to use",
        hint: "where the host is to be trusted again: \(host.reissue)")
    }
    let revoked = try ledger.allRevokedWithoutSuccessor().map(\.holder)
    return try ProcedureMaker(scripts: scripts, pki: pki, revoked: Set(revoked)).procedure(kind, host.name)
  }

  /// The files of its folder.
  public func texts() throws -> HostTexts {
    try scripts.texts(host.name, host.role, keepsKeys: keepsKeys)
  }

  /// The statement for a slave that already runs, which does not name the master again.
  public func runningSlave() throws -> String {
    let (configuration, address, server) = try slave()
    return try ChangeMaster(of: configuration, from: address, on: server).textForRunningSlave
  }

  /// The manual's short form, with what it does not do.
  public func shortForm() throws -> String {
    let (configuration, address, _) = try slave()
    return try ShortForm(of: configuration, from: address).text
  }

  var keepsKeys: Bool { host.keepsKeys }

  private func slave() throws -> (HostConfiguration, MasterAddress, Server) {
    guard host.role.clientPair != nil else {
      throw FleetError(
        .conflict, "\(host.name) is a \(host.role), which replicates from nobody",
        hint: "name a slave, or leave --short and --running out")
    }
    let configuration = try scripts.configuration(host.name, host.role, keepsKeys: keepsKeys)
    let (address, server) = try scripts.master(for: configuration)
    return (configuration, address, server)
  }
}
