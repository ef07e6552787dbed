internal import ArgumentParser
internal import Fleet

struct Config: ParsableCommand, PKICommand {
  static let configuration = CommandConfiguration(
    abstract: "Print a host's option file and SQL, for its server or for another.",
    discussion: """
      Changes nothing. `--file change-master.sql` prints that file alone, to be edited and given to a client.
      """)

  @Argument(help: ArgumentHelp("The host.", valueName: "host"))
  var host: String

  @OptionGroup var pki: PKIOptions

  @Option(
    help: ArgumentHelp(
      "Print this file alone: replication-tls.cnf, accounts.sql or change-master.sql.", valueName: "name"))
  var file: String?

  @Flag(help: "Print the statement for a slave that already runs: it does not name the master again.")
  var running = false

  @Flag(help: "Print the manual's short form, with what it does not do.")
  var short = false

  @OptionGroup(title: "Option files and SQL") var server: ServerOptions
  @OptionGroup(title: "Accounts") var script: ScriptArguments

  func validate() throws {
    guard [file != nil, running, short].filter({ $0 }).count <= 1 else {
      throw ValidationError("--file, --running and --short each print something else: name one")
    }
  }

  func run() throws {
    let config = try HostConfig(HostName(host), in: pki.folder, script.options(server.settings()))
    if running { return try Output.result(config.runningSlave()) }
    if short { return try Output.result(config.shortForm()) }
    let files = try config.texts().files
    guard let file else { return try Output.result(files.map(\.text).joined(separator: "\n")) }
    guard let found = files.first(where: { $0.name == file }) else {
      throw CommandError(
        "\(host) has no \(file); it has \(files.map(\.name).joined(separator: ", "))",
        hint: "masters have accounts.sql, slaves have change-master.sql")
    }
    try Output.result(found.text)
  }
}
