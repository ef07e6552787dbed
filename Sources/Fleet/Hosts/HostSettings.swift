internal import CertificateAuthority
public import Replication

/// What a host's option file and SQL are written for. Kept in the ledger as notes: those of the authority
/// hold for every host that has none of its own.
public struct HostSettings: Sendable, Hashable {
  public var server: Server?
  public var directory: InstallDirectory?
  public var trust: TrustForm?
  public var requiresSecureTransport: Bool?
  /// What the replication accounts on a master require.
  public var requirement: RequirementKind?
  /// The user of the replication account.
  public var user: String?
  /// The hosts that the account may log in from.
  public var accountHost: String?
  /// The name or address that a slave dials.
  public var masterHost: String?
  /// The port that a slave dials.
  public var masterPort: Int?
  /// The name of a slave's connection to its master.
  public var channel: Channel?
  /// Whether a slave checks that its master's certificate is for the name that it dials.
  public var verifiesName: Bool?

  /// No settings at all.
  public init() {}

  /// What holds where nothing is set.
  static let defaults: HostSettings = {
    var settings = HostSettings()
    settings.server = .default
    settings.directory = .default
    settings.trust = .file
    settings.requiresSecureTransport = false
    settings.requirement = .x509
    settings.user = AccountName.defaultUser
    settings.accountHost = "%"
    settings.masterPort = 3306
    settings.verifiesName = true
    return settings
  }()

  /// What the ledger noted about the host `name`, and where that says nothing, about the authority.
  static func whole(of name: String, in ledger: any Ledger) throws -> HostSettings {
    try HostSettings(of: name, in: ledger).filled(from: HostSettings(of: "", in: ledger)).filled(
      from: .defaults)
  }

  /// The host that texts and steps are written for.
  func configuration(
    _ name: String, _ role: Role, keepsKeys: Bool = false, checksRevocation: Bool = false
  ) throws(ReplicationError) -> HostConfiguration {
    try HostConfiguration(
      name: name, role: role, server: server ?? .default, directory: directory ?? .default,
      trust: trust ?? .file, keepsKeys: keepsKeys,
      requiresSecureTransport: requiresSecureTransport ?? false, checksRevocation: checksRevocation,
      verifiesName: verifiesName ?? true, channel: channel)
  }

  /// These, and for each that is missing the one of `others`.
  func filled(from others: HostSettings) -> HostSettings {
    var filled = self
    filled.server = server ?? others.server
    filled.directory = directory ?? others.directory
    filled.trust = trust ?? others.trust
    filled.requiresSecureTransport = requiresSecureTransport ?? others.requiresSecureTransport
    filled.requirement = requirement ?? others.requirement
    filled.user = user ?? others.user
    filled.accountHost = accountHost ?? others.accountHost
    filled.masterHost = masterHost ?? others.masterHost
    filled.masterPort = masterPort ?? others.masterPort
    filled.channel = channel ?? others.channel
    filled.verifiesName = verifiesName ?? others.verifiesName
    return filled
  }

  /// Whether something is said of the accounts that slaves log in with.
  var namesAccounts: Bool { requirement != nil || user != nil || accountHost != nil }

  /// As notes of the ledger, under the names of the options that set them.
  var notes: [String: String] {
    var notes: [String: String] = [:]
    notes["server"] = server?.description
    notes["install-dir"] = directory?.description
    notes["capath"] = trust.map { Self.word($0 == .folder) }
    notes["require-secure-transport"] = requiresSecureTransport.map(Self.word)
    notes["require"] = requirement?.rawValue
    notes["user"] = user
    notes["account-host"] = accountHost
    notes["master-host"] = masterHost
    notes["master-port"] = masterPort.map(String.init)
    notes["channel"] = channel?.description
    notes["verify-name"] = verifiesName.map(Self.word)
    return notes
  }

  /// What the ledger noted about `holder`; "" is the authority.
  init(of holder: String, in ledger: any Ledger) throws {
    let notes = try ledger.notes(of: holder)
    try self.init { notes[$0] }
  }

  /// What the notes of a host, or of the authority, say; `value` gives them by name.
  init(notes value: (String) throws -> String?) throws {
    // One that was taken back is noted as empty.
    func note(_ name: String) throws -> String? { try value(name).flatMap { $0.isEmpty ? nil : $0 } }
    server = try note("server").map { try Server(parsing: $0) }
    directory = try note("install-dir").map { try InstallDirectory($0) }
    trust = try note("capath").map { $0 == Self.word(true) ? .folder : .file }
    requiresSecureTransport = try note("require-secure-transport").map { $0 == Self.word(true) }
    requirement = try note("require").flatMap { RequirementKind(rawValue: $0) }
    user = try note("user")
    accountHost = try note("account-host")
    masterHost = try note("master-host")
    masterPort = try note("master-port").flatMap { Int($0) }
    channel = try note("channel").map { try Channel($0) }
    verifiesName = try note("verify-name").map { $0 == Self.word(true) }
  }

  private static func word(_ isSet: Bool) -> String { isSet ? "on" : "off" }
}

/// What an account requires, before it is known of whom; the weakest first.
public enum RequirementKind: String, Sendable, CaseIterable {
  case ssl, x509, subject, issuer
  case subjectAndIssuer = "subject+issuer"

  /// Whether each slave needs an account of its own.
  public var isOneSlavesAlone: Bool { self == .subject || self == .subjectAndIssuer }

  /// The stricter of this and another.
  func or(_ other: RequirementKind?) -> RequirementKind {
    Self.allCases.last { $0 == self || $0 == other } ?? self
  }
}
