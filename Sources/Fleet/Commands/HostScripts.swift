internal import CertificateAuthority
internal import OpenSSL
internal import Replication

/// What can be asked of the texts for a host, beyond what the ledger knows.
public struct ScriptOptions: Sendable {
  public var settings: HostSettings
  /// What the accounts require; nil for X509.
  public var requirement: RequirementKind?
  public var user: String?
  /// The hosts that the account may log in from.
  public var accountHost: String?
  public var masterHost: String?
  public var masterPort: Int?

  public init(
    settings: HostSettings = HostSettings(), requirement: RequirementKind? = nil, user: String? = nil,
    accountHost: String? = nil, masterHost: String? = nil, masterPort: Int? = nil
  ) {
    self.settings = settings
    self.requirement = requirement
    self.user = user
    self.accountHost = accountHost
    self.masterHost = masterHost
    self.masterPort = masterPort
  }
}

/// What an account requires, before it is known of whom.
public enum RequirementKind: String, Sendable, CaseIterable {
  case ssl, x509, subject, issuer
  case subjectAndIssuer = "subject+issuer"

  /// Whether each slave needs an account of its own.
  public var isOneSlavesAlone: Bool { self == .subject || self == .subjectAndIssuer }
}

/// Makes the texts of hosts from what the ledger knows and what is asked for.
struct HostScripts {
  let ledger: any Ledger
  let authority: Certificate
  let options: ScriptOptions
  /// The hosts that can be dialled, looked up once for all texts.
  private let masters: [LedgerEntry]
  private let defaults: HostSettings

  init(ledger: any Ledger, authority: Certificate, options: ScriptOptions) throws {
    self.ledger = ledger
    self.authority = authority
    self.options = options
    let noted = try ledger.note("master", of: "")
    let servers = try ledger.allCurrentServers()
    // The master that the authority was made with comes first.
    masters = servers.filter { $0.holder == noted } + servers.filter { $0.holder != noted }
    defaults = try HostSettings(of: "", in: ledger)
  }

  /// The host's settings: asked for, its own, the authority's.
  func settings(of name: String) throws -> HostSettings {
    options.settings.filled(from: try HostSettings(of: name, in: ledger))
      .filled(from: defaults)
  }

  func configuration(_ name: String, _ role: Role, keepsKeys: Bool) throws -> HostConfiguration {
    let settings = try settings(of: name)
    return try HostConfiguration(
      name: name, role: role, server: settings.server ?? .default, directory: settings.directory ?? .default,
      trust: settings.trust ?? .file, keepsKeys: keepsKeys,
      requiresSecureTransport: settings.requiresSecureTransport ?? false)
  }

  func texts(_ name: String, _ role: Role, keepsKeys: Bool) throws -> HostTexts {
    let host = try configuration(name, role, keepsKeys: keepsKeys)
    let (address, server) = try master(for: host)
    return try HostTexts(
      host, accounts: role.serverPair == nil ? [] : try accounts(on: host), master: address,
      masterServer: server)
  }

  /// The master that a slave dials: what is asked for, else the first one that is issued and is not the slave itself.
  func master(for host: HostConfiguration) throws -> (MasterAddress, Server) {
    let master = masters.first { $0.holder != host.name }
    let server = try master.map { try settings(of: $0.holder).server ?? .default } ?? host.server
    let dialled = try options.masterHost ?? master.map { try dialledName(of: $0) } ?? "master"
    let user =
      options.requirement?.isOneSlavesAlone == true
      ? Self.user(options.user, of: host.name) : options.user ?? AccountName.defaultUser
    return (
      try MasterAddress(host: dialled, port: options.masterPort ?? 3306, user: user, dialledBy: host.server),
      server
    )
  }

  /// The name that slaves dial a master by: the noted one, else the first that does not mean the slave itself.
  private func dialledName(of master: LedgerEntry) throws -> String {
    if let noted = try ledger.note("dial", of: master.holder) { return noted }
    let names = master.names.compactMap { $0.split(separator: ":", maxSplits: 1).last.map(String.init) }
    return names.first { !MasterNames.loopback.contains($0) && !$0.hasPrefix("*") } ?? master.holder
  }

  private func accounts(on master: HostConfiguration) throws -> [AccountStatements.Account] {
    let issuer = authority.fields.subject.oneline
    let host = options.accountHost ?? "%"
    func account(_ user: String, _ requirement: AccountRequirement) throws -> AccountStatements.Account {
      try .init(AccountName(user: user, host: host, on: master.server), requiring: requirement)
    }
    let user = options.user ?? AccountName.defaultUser
    switch options.requirement ?? .x509 {
    case .ssl: return [try account(user, .ssl)]
    case .x509: return [try account(user, .x509)]
    case .issuer: return [try account(user, .issuer(issuer))]
    case .subject: return try slaves { try account($0, .subject($1)) }
    case .subjectAndIssuer: return try slaves { try account($0, .subjectAndIssuer($1, issuer)) }
    }
  }

  /// An account for each slave that is issued, since a subject is one slave's alone.
  private func slaves(
    _ account: (_ user: String, _ subject: String) throws -> AccountStatements.Account
  ) throws -> [AccountStatements.Account] {
    let slaves = try ledger.allCurrent().filter { $0.profile == .client || $0.profile == .peer }
    guard !slaves.isEmpty else {
      throw FleetError(
        .unknownHost, "no slave is issued yet, and an account that requires a SUBJECT is one slave's alone",
        hint: "issue the slaves first, as with `mkcerts issue slave01`")
    }
    return try slaves.map { slave in
      let subject = try DistinguishedName(commonName: slave.holder).oneline
      return try account(Self.user(options.user, of: slave.holder), subject)
    }
  }

  /// The user that a slave with an account of its own logs in as.
  static func user(_ stem: String?, of slave: String) -> String {
    "\(stem ?? AccountName.defaultUser)-\(slave)"
  }
}
