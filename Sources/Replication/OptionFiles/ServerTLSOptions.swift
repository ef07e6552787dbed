/// The TLS options of a server as it starts with them: from the lines of its groups, the last one wins.
public struct ServerTLSOptions: Sendable {
  /// The server that reads the files.
  public let server: Server
  /// What the server does not take, or takes otherwise than it looks. With one whose effect is `.exits` it
  /// does not start.
  public let problems: [OptionProblem]
  /// `ssl`, which a line like `ssl_ca` switches on where the server has the option: the place is that line's.
  /// Nil where nothing is said, and on MySQL from 8.4 on.
  public let ssl: OptionSetting<Bool>?
  private let texts: [ServerOption: OptionSetting<String>]
  private let flags: [ServerOption: OptionSetting<Bool>]
  private let numbers: [ServerOption: OptionSetting<Int>]

  /// The options that `server` takes from files.
  ///
  /// - Parameter suffix: that of `--defaults-group-suffix`.
  public init(_ files: OptionFileSet, on server: Server, suffix: String = "") {
    let entries = files.entries(of: server.serverGroups(suffix: suffix))
    self.init(entries, on: server)
  }

  /// The options that `server` takes from lines, all of which must be of groups that it reads.
  public init(_ entries: [OptionEntry], on server: Server) {
    let switches =
      server.fileOptionsSwitchTLSOn ? (on: ServerOption.ssl, by: ServerOption.switchingTLSOn) : nil
    let settings = OptionSettings<ServerOption>(entries, on: server, switching: switches)
    self.server = server
    ssl = settings.flags[.ssl]
    texts = settings.texts
    flags = settings.flags
    numbers = settings.numbers
    problems = settings.problems + ServerTLSOptions.pluginProblems(entries, on: server)
  }

  /// The value of an option that takes a text; nil where no line sets it. It may be empty.
  public func text(_ option: ServerOption) -> OptionSetting<String>? { texts[option] }

  /// The value of an option that is on or off; nil where no line sets it.
  public func flag(_ option: ServerOption) -> OptionSetting<Bool>? { flags[option] }

  /// The value of an option that takes a number, before the server fits it into its bounds; nil where no line
  /// sets it.
  public func number(_ option: ServerOption) -> OptionSetting<Int>? { numbers[option] }

  /// The path that the server opens for an option: a relative one is looked for in the data directory.
  ///
  /// - Returns: nil where the option is not set, or empty, or relative while no `datadir` is named.
  public func path(_ option: ServerOption) -> String? {
    guard let value = texts[option]?.value, !value.isEmpty else { return nil }
    if value.utf8.first == UInt8(ascii: "/") { return value }
    guard let folder = texts[.dataDirectory]?.value, !folder.isEmpty else { return nil }
    return folder.utf8.last == UInt8(ascii: "/") ? folder + value : folder + "/" + value
  }

  /// What cannot be said from a name alone: whether its plugin is there (measured on MySQL 9.7: without it
  /// the server exits), or whether a MySQL is Percona XtraDB Cluster.
  private static func pluginProblems(_ entries: [OptionEntry], on server: Server) -> [OptionProblem] {
    guard server.flavour == .mysql else { return [] }
    let loads = entries.contains { entry in
      entry.name.replacing("-", with: "_").hasPrefix("plugin_load")
        && entry.value?.contains("group_replication") == true
    }
    guard !loads else { return [] }
    return entries.compactMap { entry in
      let name = OptionName<ServerOption>(entry.name, on: server)
      guard case .option(let option) = name.meaning, option.isOfPlugin, !name.isLoose else { return nil }
      return OptionProblem(
        .goesOn, entry.place, "\(quoted(entry.name)) is known only while its plugin is loaded: write loose-")
    }
  }
}
