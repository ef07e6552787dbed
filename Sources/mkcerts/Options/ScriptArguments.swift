public import ArgumentParser
internal import Fleet
internal import Replication

extension RequirementKind: ExpressibleByArgument {}

/// What the SQL says, beyond the files' names.
struct ScriptArguments: ParsableArguments {
  static let title = "Accounts and addresses in the SQL (kept in the same way)"

  @Option(
    help: ArgumentHelp(
      "What the account requires of a slave (REQUIRE). Default: as kept, else x509.", valueName: "kind"))
  var require: RequirementKind?

  @Option(
    help: ArgumentHelp("The replication account's user. Default: as kept, else repl.", valueName: "name"))
  var user: String?

  @Option(
    help: ArgumentHelp(
      "The hosts that the account may log in from, as in %.example.com; those of an account that all slaves share are "
        + "its master's to name. Default: as kept, else %.",
      valueName: "hosts"))
  var accountHost: String?

  @Option(
    help: ArgumentHelp(
      """
      The name or address that slaves dial. Default: as kept, else the master's first --san, else the name of the \
      machine that init-ca ran on, else the master's.
      """,
      valueName: "name"))
  var masterHost: String?

  @Option(help: ArgumentHelp("The port that slaves dial. Default: as kept, else 3306.", valueName: "port"))
  var masterPort: Int?

  @Option(
    help: ArgumentHelp(
      """
      The name of the slave's connection: MySQL's FOR CHANNEL, MariaDB's CHANGE MASTER 'name' TO. Default: as kept, \
      else none.
      """,
      valueName: "name"))
  var channel: String?

  @Flag(
    inversion: .prefixedNo,
    help:
      """
      Have the slave check that the master's certificate is for the name it dials. Without, MariaDB follows even a \
      master without TLS. Default: as kept, else yes.
      """
  )
  var verifyName: Bool?

  /// `settings`, and these.
  ///
  /// - Throws: for a channel that no connection can have.
  func added(to settings: HostSettings) throws -> HostSettings {
    var settings = settings
    settings.requirement = require
    settings.user = user
    settings.accountHost = accountHost
    settings.masterHost = masterHost
    settings.masterPort = masterPort
    settings.channel = try channel.map { try Channel($0) }
    settings.verifiesName = verifyName
    return settings
  }
}
