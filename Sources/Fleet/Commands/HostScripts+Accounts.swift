internal import OpenSSL
internal import Replication

/// The accounts that slaves log in with.
///
/// A slave's own notes decide about its user, and what they leave open its master's do, and then the authority's. Of
/// what the notes of the two require, the stricter holds: a slave can show all that may be asked for, and neither end
/// makes the other's word weaker.
extension HostScripts {
  /// What is noted of a slave's login.
  struct SlaveNotes: Hashable {
    let user: String?
    let requirement: RequirementKind?
  }

  /// Slaves of which the same is noted, each with its place among all, so that they can be put in order again.
  struct SlaveLogins {
    let notes: SlaveNotes
    var slaves: [(place: Int, name: String)]
  }

  func slaveNotes(_ name: String) throws -> SlaveNotes {
    try SlaveNotes(
      user: register.note("user", of: name),
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
    return try isApart(login(of: slaveNotes(slave), on: usual), usual)
  }

  /// Whether an account other than that of all slaves is needed for a login.
  private func isApart(_ login: HostSettings, _ usual: HostSettings) -> Bool {
    login.requirement?.isOneSlavesAlone == true || login.user != usual.user
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
    // Of thousands of slaves few log in otherwise than all of them do, and of those alone there is something to say.
    let apart = try logins(ofAll: requirement.isOneSlavesAlone).map { ($0, login(of: $0.notes, on: usual)) }
      .filter { _, login in isApart(login, usual) }
    let slaves = apart.flatMap { group, login in group.slaves.map { (slave: $0, login: login) } }
    for (slave, login) in slaves.sorted(by: { $0.slave.place < $1.slave.place }) {
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
        user: account.user, host: accountHost(of: account.slave, on: master.name), on: master.server)
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

  /// The same for the account of one slave alone, where that is noted of the slave; nil for that of all slaves, of which
  /// the master's notes tell.
  private func accountHost(of slave: String?, on master: String) throws -> String {
    if let host = asked.accountHost { return host }
    return try slave.flatMap { try register.note("account-host", of: $0) } ?? accountHost(on: master)
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

  /// The slaves of which it is noted how they log in, or all slaves, of which there may be thousands; those together of
  /// which the same is noted.
  private func logins(ofAll all: Bool) throws -> [SlaveLogins] {
    if let known = all ? knownLogins.all : knownLogins.own { return known }
    var groups: [SlaveLogins] = []
    var places: [SlaveNotes: Int] = [:]
    for slave in try (all ? register.slaves() : register.slavesWithLogin()).enumerated() {
      let notes = try slaveNotes(slave.element)
      let place = places[notes] ?? groups.count
      if place == groups.count { groups.append(SlaveLogins(notes: notes, slaves: [])) }
      places[notes] = place
      groups[place].slaves.append((slave.offset, slave.element))
    }
    if all { knownLogins.all = groups } else { knownLogins.own = groups }
    return groups
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
