internal import CertificateAuthority
internal import OpenSSL
internal import Replication

/// Makes the texts of hosts from what is known of all of them and what is asked for.
final class HostScripts {
  let register: HostRegister
  let authority: Certificate
  /// What is asked for, before what is noted.
  let asked: HostSettings
  /// Whether there is a revocation list that hosts check.
  let checksRevocation: Bool
  /// Whether two generations of the authority are trusted.
  let isRollingOver: Bool
  /// The hosts that can be dialled, looked up once for all texts.
  let masters: [HostRegister.Master]
  private let places: [String: Int]
  private let authoritys: HostSettings

  /// - Parameters:
  ///   - register: which hosts there are; nil for those of the ledger.
  ///   - checksRevocation: whether hosts have a revocation list; nil for what the ledger says.
  init(
    _ register: HostRegister? = nil, ledger: any Ledger, authority: Certificate, asked: HostSettings,
    checksRevocation: Bool? = nil
  ) throws {
    self.register = register ?? HostRegister(ledger)
    self.checksRevocation = try checksRevocation ?? !ledger.revocationLists().isEmpty
    isRollingOver = try ledger.generations().count { $0.isTrusted } > 1
    self.authority = authority
    self.asked = asked
    let noted = try self.register.note("master", of: "")
    let known = try self.register.masters()
    // The master that the authority was made with comes first.
    masters = known.filter { $0.name == noted } + known.filter { $0.name != noted }
    places = Dictionary(masters.enumerated().map { ($1.name, $0) }) { first, _ in first }
    authoritys = try self.register.settings(of: "").filled(from: .defaults)
  }

  /// The host's settings: asked for, its own, the authority's.
  func settings(of name: String) throws -> HostSettings {
    if let lastSettings, lastSettings.name == name { return lastSettings.settings }
    let settings = asked.filled(from: try register.settings(of: name)).filled(from: authoritys)
    lastSettings = (name, settings)
    return settings
  }

  /// Those of the host whose texts are being made, which are asked for again and again and are nine notes.
  private var lastSettings: (name: String, settings: HostSettings)?

  /// What a master's own notes say, looked up once for all of its slaves.
  private func noted(of master: HostRegister.Master) throws -> (settings: HostSettings, dialled: String?) {
    if let known = knownMasters[master.name] { return known }
    let noted = try (
      settings: register.settings(of: master.name), dialled: register.note("dial", of: master.name)
    )
    knownMasters[master.name] = noted
    return noted
  }

  private var knownMasters: [String: (settings: HostSettings, dialled: String?)] = [:]

  func configuration(_ name: String, _ role: Role, keepsKeys: Bool) throws -> HostConfiguration {
    try settings(of: name).configuration(
      name, role, keepsKeys: keepsKeys, checksRevocation: checksRevocation)
  }

  func texts(_ name: String, _ role: Role, keepsKeys: Bool) throws -> HostTexts {
    let host = try configuration(name, role, keepsKeys: keepsKeys)
    let (address, server) = try master(for: host)
    return try HostTexts(
      host, accounts: role.serverPair == nil ? [] : try accounts(on: host), master: address,
      masterServer: server)
  }

  /// The texts, and the form of the trust that they name.
  func contents(_ name: String, _ role: Role, keepsKeys: Bool) throws -> (texts: HostTexts, form: TrustForm) {
    (try texts(name, role, keepsKeys: keepsKeys), try settings(of: name).trust ?? .file)
  }

  /// The master that a slave dials: what is asked for, else the one that is noted for it, else the first one
  /// that is issued and is not the slave itself.
  func master(for host: HostConfiguration) throws -> (MasterAddress, Server) {
    var settings = try settings(of: host.name)
    let (master, isOwn) = try presentMaster(of: host.name)
    let server = try master.flatMap { try noted(of: $0).settings.server } ?? authoritys.server
    // What all slaves dial is not for one that has a master of its own.
    if isOwn {
      settings.masterHost = try asked.masterHost ?? register.settings(of: host.name).masterHost
    }
    let dialled = try settings.masterHost ?? master.map { try dialledName(of: $0) } ?? "master"
    return (try address(dialled, of: master, for: host, settings), asked.server ?? server ?? host.server)
  }

  /// The names in the certificate of a host that can be dialled, without their kinds.
  func names(of host: String) throws -> [String] {
    guard let place = places[host] else { return [] }
    return masters[place].names.map { $0.split(separator: ":", maxSplits: 1).last.map(String.init) ?? $0 }
  }

  /// The host that `slave` replicates from; nil where there is none.
  func masterName(of slave: String) throws -> String? { try presentMaster(of: slave).master?.name }

  /// What a slave dials once `host` is its master: what is asked for, else the name that slaves know that host by.
  func address(of host: String, for slave: HostConfiguration) throws -> MasterAddress {
    guard let place = places[host] else {
      throw FleetError(.notDialable, "\(host) has no certificate that slaves could verify")
    }
    let dialled = try asked.masterHost ?? dialledName(of: masters[place])
    return try address(dialled, of: masters[place], for: slave, settings(of: slave.name))
  }

  private func presentMaster(of slave: String) throws -> (master: HostRegister.Master?, isOwn: Bool) {
    if let own = try register.note("master", of: slave).flatMap({ places[$0] }) {
      return (masters[own], true)
    }
    return (masters.first { $0.name != slave }, false)
  }

  private func address(
    _ dialled: String, of master: HostRegister.Master?, for slave: HostConfiguration, _ settings: HostSettings
  ) throws -> MasterAddress {
    let usual = try master.map { try asked.filled(from: noted(of: $0).settings).filled(from: authoritys) }
    let user = try Self.user(of: slave.name, login(of: slaveNotes(slave.name), on: usual ?? authoritys))
    return try MasterAddress(
      host: dialled, port: settings.masterPort ?? 3306, user: user, dialledBy: slave.server)
  }

  /// The name that slaves dial a master by: the noted one, else the first that does not mean the slave
  /// itself.
  func dialledName(of master: HostRegister.Master) throws -> String {
    if let noted = try noted(of: master).dialled { return noted }
    let names = master.names.compactMap { $0.split(separator: ":", maxSplits: 1).last.map(String.init) }
    return names.first { !MasterNames.loopback.contains($0) && !$0.hasPrefix("*") } ?? master.name
  }

  /// The slaves of which it is noted how they log in, and all slaves, looked up once for all masters.
  var knownLogins: (own: [SlaveLogins]?, all: [SlaveLogins]?)

  /// The user that a slave logs in as: one of its own where the account requires its subject.
  static func user(of slave: String, _ settings: HostSettings) -> String {
    let user = settings.user ?? AccountName.defaultUser
    return settings.requirement?.isOneSlavesAlone == true ? ownUser(of: slave, user) : user
  }

  /// The user that is one slave's alone, where all others are `user`.
  static func ownUser(of slave: String, _ user: String) -> String { "\(user)-\(slave)" }
}
