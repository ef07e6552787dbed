internal import ArgumentParser
internal import Fleet

struct Config: ParsableCommand, PKICommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Print a host's option file and SQL, for its server or for another.",
    discussion: """
      Changes nothing. Without an option it prints the files as `issue` writes them, with an option as that has them. The \
      password is left to you: put it in the place of <password>.
      """)

  @Argument(help: ArgumentHelp("The host.", valueName: "host"))
  var host: String

  @OptionGroup(title: PrintOptions.title) var printed: PrintOptions
  @OptionGroup(title: ServerOptions.title) var server: ServerOptions
  @OptionGroup(title: ScriptArguments.title) var script: ScriptArguments
  @OptionGroup var pki: PKIOptions

  func run() throws {
    let config = try HostConfig(HostName(host), in: pki.folder, script.added(to: server.settings()))
    if printed.running { return try Output.result(config.runningSlave()) }
    if printed.short { return try Output.result(config.shortForm()) }
    if let kind = printed.kind { return try Output.result(config.text(for: kind)) }
    let files = try config.texts().files
    guard let file = printed.file else { return try Output.result(files.map(\.text).joined(separator: "\n")) }
    guard let found = files.first(where: { $0.name == file }) else {
      throw CommandError(
        "\(host) has no \(file); it has \(files.map(\.name).joined(separator: ", "))",
        hint: "masters have accounts.sql, slaves have change-master.sql")
    }
    try Output.result(found.text)
  }
}
