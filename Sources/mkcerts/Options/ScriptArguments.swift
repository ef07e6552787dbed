public import ArgumentParser
internal import Fleet

extension RequirementKind: ExpressibleByArgument {}

/// What the SQL says, beyond the files' names.
struct ScriptArguments: ParsableArguments {
  static let title = "Accounts and addresses in the SQL (not kept: name them each time)"

  @Option(
    help: ArgumentHelp("What the account requires of a slave (REQUIRE). Default: x509.", valueName: "kind"))
  var require: RequirementKind?

  @Option(help: ArgumentHelp("The replication account's user. Default: repl.", valueName: "name"))
  var user: String?

  @Option(
    help: ArgumentHelp(
      "The hosts that the account may log in from, as in %.example.com. Default: %.", valueName: "hosts"))
  var accountHost: String?

  @Option(
    help: ArgumentHelp(
      "The name or address that slaves dial. Default: the master's first --san, else the name of the machine that init-ca ran on, else the master's.",
      valueName: "name"))
  var masterHost: String?

  @Option(help: ArgumentHelp("The port that slaves dial. Default: 3306.", valueName: "port"))
  var masterPort: Int?

  func options(_ settings: HostSettings = HostSettings()) -> ScriptOptions {
    ScriptOptions(
      settings: settings, requirement: require, user: user, accountHost: accountHost, masterHost: masterHost,
      masterPort: masterPort)
  }
}
