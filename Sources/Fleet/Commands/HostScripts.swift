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
  private let isRollingOver: Bool
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
  private func noted(of master: HostRegister.Master) throws -> (server: Server?, dialled: String?) {
    if let known = knownMasters[master.name] { return known }
    let noted = try (
      server: register.settings(of: master.name).server, dialled: register.note("dial", of: master.name)
    )
    knownMasters[master.name] = noted
    return noted
  }

  private var knownMasters: [String: (server: Server?, dialled: String?)] = [:]

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
    let server = try master.flatMap { try noted(of: $0).server } ?? authoritys.server
    // What all slaves dial is not for one that has a master of its own.
    if isOwn {
      settings.masterHost = try asked.masterHost ?? register.settings(of: host.name).masterHost
    }
    let dialled = try settings.masterHost ?? master.map { try dialledName(of: $0) } ?? "master"
    return (try address(dialled, for: host, settings), asked.server ?? server ?? host.server)
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
    return try address(dialled, for: slave, settings(of: slave.name))
  }

  private func presentMaster(of slave: String) throws -> (master: HostRegister.Master?, isOwn: Bool) {
    if let own = try register.note("master", of: slave).flatMap({ places[$0] }) {
      return (masters[own], true)
    }
    return (masters.first { $0.name != slave }, false)
  }

  private func address(
    _ dialled: String, for slave: HostConfiguration, _ settings: HostSettings
  ) throws -> MasterAddress {
    try MasterAddress(
      host: dialled, port: settings.masterPort ?? 3306, user: Self.user(of: slave.name, settings),
      dialledBy: slave.server)
  }

  /// The name that slaves dial a master by: the noted one, else the first that does not mean the slave
  /// itself.
  func dialledName(of master: HostRegister.Master) throws -> String {
    if let noted = try noted(of: master).dialled { return noted }
    let names = master.names.compactMap { $0.split(separator: ":", maxSplits: 1).last.map(String.init) }
    return names.first { !MasterNames.loopback.contains($0) && !$0.hasPrefix("*") } ?? master.name
  }

  /// The accounts that slaves log in with on a master.
  func accounts(on master: HostConfiguration) throws -> [AccountStatements.Account] {
    let settings = try settings(of: master.name)
    let issuer = authority.fields.subject.oneline
    func account(_ user: String, _ requirement: AccountRequirement) throws -> AccountStatements.Account {
      let name = try AccountName(user: user, host: settings.accountHost ?? "%", on: master.server)
      return try AccountStatements.Account(name, requiring: requirement)
    }
    switch demand(settings.requirement ?? .x509) {
    case .ssl: return try users(settings).map { try account($0, .ssl) }
    case .x509: return try users(settings).map { try account($0, .x509) }
    case .issuer: return try users(settings).map { try account($0, .issuer(issuer)) }
    case .subject: return try slaves(settings) { try account($0, .subject($1)) }
    case .subjectAndIssuer: return try slaves(settings) { try account($0, .subjectAndIssuer($1, issuer)) }
    }
  }

  /// What accounts require just now: during a rollover slaves present certificates of two issuers, of which
  /// an account can name one.
  private func demand(_ requirement: RequirementKind) -> RequirementKind {
    switch requirement {
    case .issuer where isRollingOver: .x509
    case .subjectAndIssuer where isRollingOver: .subject
    default: requirement
    }
  }

  /// The user of all slaves, and those of the slaves that were issued with one of their own.
  private func users(_ settings: HostSettings) throws -> [String] {
    let own = asked.user == nil ? try slaves().compactMap(\.user) : []
    var seen: Set<String> = []
    return ([settings.user ?? AccountName.defaultUser] + own).filter { seen.insert($0).inserted }
  }

  /// The slaves, each with the user of its own where it has one; looked up once for all masters.
  private func slaves() throws -> [(name: String, user: String?)] {
    if let knownSlaves { return knownSlaves }
    let slaves = try register.slaves().map { (name: $0, user: try register.note("user", of: $0)) }
    knownSlaves = slaves
    return slaves
  }

  private var knownSlaves: [(name: String, user: String?)]?

  /// An account for each slave that is issued, since a subject is one slave's alone.
  private func slaves(
    _ settings: HostSettings,
    _ account: (_ user: String, _ subject: String) throws -> AccountStatements.Account
  ) throws -> [AccountStatements.Account] {
    let slaves = try slaves()
    guard !slaves.isEmpty else {
      throw FleetError(
        .unknownHost, "no slave is issued yet, and an account that requires a SUBJECT is one slave's alone",
        hint: "issue the slaves first, as with `mkcerts issue slave01`")
    }
    return try slaves.map { slave in
      var theirs = settings
      theirs.user = asked.user ?? slave.user ?? settings.user
      return try account(Self.user(of: slave.name, theirs), DistinguishedName(commonName: slave.name).oneline)
    }
  }

  /// The user that a slave logs in as: one of its own where the account requires its subject.
  static func user(of slave: String, _ settings: HostSettings) -> String {
    let user = settings.user ?? AccountName.defaultUser
    return settings.requirement?.isOneSlavesAlone == true ? "\(user)-\(slave)" : user
  }
}
