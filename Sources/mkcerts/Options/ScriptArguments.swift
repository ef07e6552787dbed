public import ArgumentParser
internal import Fleet

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
      "The hosts that the account may log in from, as in %.example.com. Default: as kept, else %.",
      valueName: "hosts"))
  var accountHost: String?

  @Option(
    help: ArgumentHelp(
      "The name or address that slaves dial. Default: as kept, else the master's first --san, else the name of the machine that init-ca ran on, else the master's.",
      valueName: "name"))
  var masterHost: String?

  @Option(help: ArgumentHelp("The port that slaves dial. Default: as kept, else 3306.", valueName: "port"))
  var masterPort: Int?

  /// `settings`, and these.
  func added(to settings: HostSettings) -> HostSettings {
    var settings = settings
    settings.requirement = require
    settings.user = user
    settings.accountHost = accountHost
    settings.masterHost = masterHost
    settings.masterPort = masterPort
    return settings
  }
}
