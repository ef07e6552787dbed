/// The TLS options of the command-line client as it takes them from its groups. A slave reads none of them.
public struct ClientTLSOptions: Sendable {
  /// The server whose tools read the files.
  public let server: Server
  /// What the tools do not take, or take otherwise than it looks. With one whose effect is `.exits` they do
  /// not connect; `mysql` itself passes over an unknown option, at least in 9.7, where `mysqldump`,
  /// `mysqladmin` and `mysqlbinlog` exit (measured).
  public let problems: [OptionProblem]
  /// `ssl`, which a line like `ssl_ca` switches on where the tools have the option. Nil where nothing is
  /// said.
  public let ssl: OptionSetting<Bool>?
  /// `ssl-mode` of MySQL's tools; nil where it is not set or has no value that they take.
  public let mode: OptionSetting<Mode>?
  private let texts: [ClientOption: OptionSetting<String>]
  private let flags: [ClientOption: OptionSetting<Bool>]
  private let numbers: [ClientOption: OptionSetting<Int>]

  /// The values of `ssl-mode`, weakest first; case says nothing, and they cannot be shortened (measured).
  public enum Mode: String, Sendable, Hashable, CaseIterable {
    case disabled = "DISABLED"
    case preferred = "PREFERRED"
    case required = "REQUIRED"
    case verifyCA = "VERIFY_CA"
    case verifyIdentity = "VERIFY_IDENTITY"
  }

  /// The options that the client takes from files.
  ///
  /// - Parameter suffix: that of `--defaults-group-suffix`.
  public init(_ files: OptionFileSet, on server: Server, suffix: String = "") {
    self.init(files.entries(of: server.clientGroups(suffix: suffix)), on: server)
  }

  /// The options that the client takes from lines, all of which must be of groups that it reads.
  public init(_ entries: [OptionEntry], on server: Server) {
    let settings = OptionSettings<ClientOption>(
      entries, on: server,
      switching: ClientOption.ssl.exists(on: server)
        ? (on: .ssl, by: ClientOption.switchingTLSOn(server)) : nil)
    self.server = server
    ssl = settings.flags[.ssl]
    texts = settings.texts
    flags = settings.flags
    numbers = settings.numbers
    problems = settings.problems
    mode = settings.texts[.sslMode].flatMap { setting in
      Mode(rawValue: setting.value.uppercased()).map {
        OptionSetting(value: $0, place: setting.place, name: setting.name)
      }
    }
  }

  /// The value of an option that takes a text; nil where no line sets it. It may be empty. A relative path is
  /// looked for in the folder that the tool is called in.
  public func text(_ option: ClientOption) -> OptionSetting<String>? { texts[option] }

  /// The value of an option that is on or off; nil where no line sets it.
  public func flag(_ option: ClientOption) -> OptionSetting<Bool>? { flags[option] }

  /// The value of an option that takes a number; nil where no line sets it.
  public func number(_ option: ClientOption) -> OptionSetting<Int>? { numbers[option] }
}
