internal import OpenSSL
internal import Replication

/// The accounts that slaves log in with.
///
/// A slave's own notes decide about its user, and what they leave open its master's do, and then the authority's. Of
/// what the notes of the two require, the stricter holds: a slave can show all that may be asked for, and neither end
/// makes the other's word weaker.
extension HostScripts {
  /// What is noted of a slave's login.
  struct SlaveNotes {
    let name: String
    let user: String?
    let requirement: RequirementKind?
  }

  func slaveNotes(_ name: String) throws -> SlaveNotes {
    try SlaveNotes(
      name: name, user: register.note("user", of: name),
      requirement: register.note("require", of: name).flatMap { RequirementKind(rawValue: $0) })
  }

  /// The settings that a slave's account follows from, where all others have those of `usual`.
  func login(of slave: SlaveNotes, on usual: HostSettings) -> HostSettings {
    var login = usual
    login.user = asked.user ?? slave.user ?? usual.user
    login.requirement = asked.requirement ?? slave.requirement?.or(usual.requirement) ?? usual.requirement
    return login
  }

  /// Whether a slave logs in as another user than those do of which nothing is said.
  func hasItsOwnAccount(_ slave: String) throws -> Bool {
    let usual = try settings(of: masterName(of: slave) ?? "")
    let login = try login(of: slaveNotes(slave), on: usual)
    return login.requirement?.isOneSlavesAlone == true || login.user != usual.user
  }

  /// The accounts that slaves log in with on a master: that of all slaves, unless each needs one of its own, and
  /// those of single slaves.
  func accounts(on master: HostConfiguration) throws -> [AccountStatements.Account] {
    let usual = try settings(of: master.name)
    var accounts = Accounts()
    let requirement = usual.requirement ?? .x509
    if !requirement.isOneSlavesAlone {
      accounts.add(usual.user ?? AccountName.defaultUser, requirement, of: nil)
    }
    for slave in try slaves() {
      let login = login(of: slave, on: usual)
      accounts.add(Self.user(of: slave.name, login), login.requirement ?? .x509, of: slave.name)
    }
    guard !accounts.inOrder.isEmpty else {
      throw FleetError(
        .unknownHost, "no slave is issued yet, and an account that requires a SUBJECT is one slave's alone",
        hint: "issue the slaves first, as with `mkcerts issue slave01`")
    }
    let issuer = authority.fields.subject.oneline
    return try accounts.inOrder.map { account in
      let name = try AccountName(
        user: account.user, host: accountHost(on: master.name), on: master.server)
      func subject() throws -> String { try DistinguishedName(commonName: account.slave ?? "").oneline }
      let required: AccountRequirement =
        switch demand(account.requirement) {
        case .ssl: .ssl
        case .x509: .x509
        case .issuer: .issuer(issuer)
        case .subject: .subject(try subject())
        case .subjectAndIssuer: .subjectAndIssuer(try subject(), issuer)
        }
      return try AccountStatements.Account(name, requiring: required)
    }
  }

  /// The user that slaves of a master are, of which nothing else is said.
  func usualUser(on master: String) throws -> String {
    try settings(of: master).user ?? AccountName.defaultUser
  }

  /// Where the accounts of a master may log in from.
  func accountHost(on master: String) throws -> String { try settings(of: master).accountHost ?? "%" }

  /// What accounts require just now: during a rollover slaves present certificates of two issuers, of which
  /// an account can name one.
  private func demand(_ requirement: RequirementKind) -> RequirementKind {
    switch requirement {
    case .issuer where isRollingOver: .x509
    case .subjectAndIssuer where isRollingOver: .subject
    default: requirement
    }
  }

  /// The slaves; there may be thousands.
  private func slaves() throws -> [SlaveNotes] {
    if let knownSlaves { return knownSlaves }
    let slaves = try register.slaves().map(slaveNotes)
    knownSlaves = slaves
    return slaves
  }
}

/// Accounts as they come, each user once: that of all slaves stays as it is, and of several slaves that share another,
/// the strictest decides.
private struct Accounts {
  private(set) var inOrder: [(user: String, requirement: RequirementKind, slave: String?)] = []
  private var places: [String: Int] = [:]

  mutating func add(_ user: String, _ requirement: RequirementKind, of slave: String?) {
    guard let place = places[user] else {
      places[user] = inOrder.count
      inOrder.append((user, requirement, slave))
      return
    }
    let present = inOrder[place]
    guard present.slave != nil, !present.requirement.isOneSlavesAlone, !requirement.isOneSlavesAlone else {
      return
    }
    inOrder[place].requirement = present.requirement.or(requirement)
  }
}
