internal import Replication

/// The texts in a host folder.
public struct HostTexts: Sendable {
  /// `replication-tls.cnf`.
  public let optionFile: String
  /// `accounts.sql`, where the host is a master.
  public let accounts: String?
  /// `change-master.sql`, where the host is a slave.
  public let changeMaster: String?

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
    optionFile = host.optionFile
    self.accounts =
      host.role.serverPair == nil ? nil : try AccountStatements(of: host, accounts: accounts).text
    changeMaster =
      host.role.clientPair == nil
      ? nil : try ChangeMaster(of: host, from: master, on: masterServer).text
  }

  /// Names and texts, in the order in which they are read.
  public var files: [(name: String, text: String)] {
    [
      (Self.optionFileName, optionFile), (Self.accountsName, accounts), (Self.changeMasterName, changeMaster),
    ].compactMap { name, text in text.map { (name, $0) } }
  }
}
