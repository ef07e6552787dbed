internal import Replication

/// The texts in a host folder. They are written out when they are asked for: those of thousands of hosts wait
/// for their delivery at once, and are longer than what they are made of.
public struct HostTexts: Sendable, Hashable {
  /// `replication-tls.cnf`.
  public var optionFile: String { host.optionFile }
  /// `accounts.sql`, where the host is a master.
  public var accounts: String? { accountStatements?.text }
  /// `change-master.sql`, where the host is a slave.
  public var changeMaster: String? { changeStatement?.text }

  private var host: HostConfiguration
  private let accountStatements: AccountStatements?
  private var changeStatement: ChangeMaster?

  /// The host's name.
  var hostName: String { host.name }

  /// Those of the host without its name, for all hosts that are like it otherwise; nil for a master, whose accounts
  /// are named for others.
  var nameless: HostTexts? {
    guard accountStatements == nil else { return nil }
    var texts = self
    texts.host = host.nameless
    texts.changeStatement = changeStatement?.nameless
    return texts
  }

  static let optionFileName = "replication-tls.cnf"
  static let accountsName = "accounts.sql"
  static let changeMasterName = "change-master.sql"
  /// The names of all texts that a host may have.
  static let names = [optionFileName, accountsName, changeMasterName]

  /// What `host` needs to know.
  ///
  /// - Parameters:
  ///   - accounts: the accounts that slaves log in with, where the host is a master.
  ///   - master: the master that it dials, where the host is a slave.
  init(
    _ host: HostConfiguration, accounts: [AccountStatements.Account], master: MasterAddress,
    masterServer: Server
  ) throws(ReplicationError) {
    self.host = host
    accountStatements =
      host.role.serverPair == nil ? nil : try AccountStatements(of: host, accounts: accounts)
    changeStatement =
      host.role.clientPair == nil ? nil : try ChangeMaster(of: host, from: master, on: masterServer)
  }

  /// Names and texts, in the order in which they are read.
  public var files: [(name: String, text: String)] {
    [
      (Self.optionFileName, optionFile), (Self.accountsName, accounts), (Self.changeMasterName, changeMaster),
    ].compactMap { name, text in text.map { (name, $0) } }
  }
}
