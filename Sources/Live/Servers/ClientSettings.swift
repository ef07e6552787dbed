/// Which command-line client is run, and how it finds its login: by option files and login paths of its own.
public struct ClientSettings: Sendable {
  /// An option that says where the client finds its login, in the client's own words.
  public enum Option: String, Sendable, CaseIterable {
    // In the order in which clients want them, before all others.
    case defaultsFile = "--defaults-file"
    case defaultsExtraFile = "--defaults-extra-file"
    case loginPath = "--login-path"
    case defaultsGroupSuffix = "--defaults-group-suffix"
  }

  /// What an option is set to, for one host or for all.
  public struct Setting: Sendable, Hashable {
    public let option: Option
    public let value: String
    /// The host's name; nil for all that have none of their own.
    public let host: String?

    public init(_ option: Option, _ value: String, host: String?) {
      self.option = option
      self.value = value
      self.host = host
    }
  }

  /// The program, by name or path; nil for the first of `mariadb` and `mysql` that is there, that of the server's
  /// own family first.
  public var program: String?
  public var settings: [Setting]

  public init(program: String? = nil, settings: [Setting] = []) {
    self.program = program
    self.settings = settings
  }

  /// Whether somebody said how to log in to the host, so that it is to succeed.
  func isTold(for host: String) -> Bool { program != nil || !words(for: host).isEmpty }

  /// The options for the host, the last setting of each winning.
  func words(for host: String) -> [String] {
    Option.allCases.compactMap { option in
      let all = settings.filter { $0.option == option }
      let setting = all.last { $0.host == host } ?? all.last { $0.host == nil }
      return setting.map { "\(option.rawValue)=\($0.value)" }
    }
  }
}
