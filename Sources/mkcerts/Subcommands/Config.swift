internal import ArgumentParser
internal import Fleet
internal import Replication

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
  @OptionGroup var format: FormatOption

  func run() throws {
    let config = try HostConfig(HostName(host), in: pki.folder, script.added(to: server.settings()))
    if let steps = printed.steps { return try show(config.procedure(steps)) }
    try show(texts(config))
  }

  private func show(_ procedure: Procedure) throws {
    switch format.format {
    case .json: try Output.result(json: procedure)
    case .text: try Output.result(procedure.text(pki.completion))
    }
  }

  private func show(_ texts: [HostText]) throws {
    switch format.format {
    case .json: try Output.result(json: HostTextReport(host: host, texts: texts))
    case .text: try Output.result(texts.map(\.text).joined(separator: "\n"))
    }
  }

  /// What is to be printed, each under the name of its file.
  private func texts(_ config: HostConfig) throws -> [HostText] {
    if printed.running { return [HostText(name: "change-master.sql", text: try config.runningSlave())] }
    if printed.short { return [HostText(name: "change-master.sql", text: try config.shortForm())] }
    if let kind = printed.kind { return [HostText(name: kind.rawValue, text: try config.text(for: kind))] }
    let files = try config.texts().files
    guard let file = printed.file else { return files.map { HostText(name: $0.name, text: $0.text) } }
    guard let found = files.first(where: { $0.name == file }) else {
      throw CommandError(
        "\(host) has no \(file); it has \(files.map(\.name).joined(separator: ", "))",
        hint: "masters have accounts.sql, slaves have change-master.sql")
    }
    return [HostText(name: found.name, text: found.text)]
  }
}
