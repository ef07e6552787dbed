internal import ArgumentParser
internal import Live

/// What `verify` looks at beside files.
struct LiveOptions: ParsableArguments {
  static let title = "Running servers"

  @Flag(
    help: """
      Look at the running servers too: what each serves, and, where your own mysql or mariadb client can log in, \
      its settings, accounts and connections.
      """)
  var live = false

  @Option(
    help: ArgumentHelp(
      "Where the server of a host listens. Default: where slaves dial it, else its name in the fleet file or its "
        + "certificate. Repeatable.", valueName: "name=host[:port]"),
    transform: HostWord.init(parsing:))
  var address: [HostWord] = []

  @Option(
    help: ArgumentHelp(
      "The client to log in with. Default: mariadb or mysql, whichever is the server's own.",
      valueName: "program"),
    completion: .file())
  var client: String?

  @Flag(help: "Log in nowhere: look only at what servers show to everybody.")
  var noClient = false

  @Option(
    help: ArgumentHelp(
      "As the client's own, for all hosts or for one. Repeatable.", valueName: "[name=]file"),
    completion: .file(),
    transform: { HostWord($0) })
  var defaultsFile: [HostWord] = []

  @Option(
    help: ArgumentHelp(
      "As the client's own, for all hosts or for one. Repeatable.", valueName: "[name=]file"),
    completion: .file(),
    transform: { HostWord($0) })
  var defaultsExtraFile: [HostWord] = []

  @Option(
    help: ArgumentHelp(
      "As the client's own, for all hosts or for one. Repeatable.", valueName: "[name=]path"),
    transform: { HostWord($0) })
  var loginPath: [HostWord] = []

  @Option(
    help: ArgumentHelp(
      "As the client's own, for all hosts or for one. Repeatable.", valueName: "[name=]suffix"),
    transform: { HostWord($0) })
  var defaultsGroupSuffix: [HostWord] = []

  @Option(
    help: ArgumentHelp(
      "How long one server may take for each look, 1 to 3600 seconds. Default: 10.", valueName: "seconds"))
  var timeout: Int?

  func validate() throws {
    if let timeout, !(1...3600).contains(timeout) {
      throw ValidationError("--timeout is 1 to 3600 seconds, not \(timeout)")
    }
    let told =
      [address, defaultsFile, defaultsExtraFile, loginPath, defaultsGroupSuffix].contains { !$0.isEmpty }
      || client != nil || noClient || timeout != nil
    if told, !live { throw ValidationError("the options of running servers are for --live") }
    if noClient, client != nil || !clientSettings.isEmpty {
      throw ValidationError("--no-client and the client's own options exclude each other")
    }
    do { _ = try settings(names: [:]) } catch let error as LiveError {
      throw ValidationError("--address: \(error)" + (error.hint.map { ": \($0)" } ?? ""))
    }
    if client?.isEmpty == true { throw ValidationError("--client is empty, and names no program") }
  }

  private var clientSettings: [ClientSettings.Setting] {
    let all: [(ClientSettings.Option, [HostWord])] = [
      (.defaultsFile, defaultsFile), (.defaultsExtraFile, defaultsExtraFile), (.loginPath, loginPath),
      (.defaultsGroupSuffix, defaultsGroupSuffix),
    ]
    return all.flatMap { option, words in
      words.map { ClientSettings.Setting(option, $0.value, host: $0.host) }
    }
  }

  /// - Parameter names: what the fleet file calls its hosts.
  func settings(names: [String: String]) throws -> LiveSettings {
    var addresses: [String: Endpoint] = [:]
    for word in address {
      addresses[word.host ?? ""] = try Endpoint(parsing: word.value, port: ProbeSettings.port(of: .mysql))
    }
    return LiveSettings(
      addresses: addresses, names: names, timeout: .seconds(timeout ?? 10),
      client: noClient ? nil : ClientSettings(program: client, settings: clientSettings))
  }
}

/// A word for one host, `name=word`, or for all.
struct HostWord {
  let host: String?
  let value: String

  /// A name has no slash: what stands before an equals sign behind one is part of a path.
  init(_ text: String) {
    let equals = text.firstIndex(of: "=")
    let name = equals.map { String(text[..<$0]) }.flatMap { $0.contains("/") || $0.isEmpty ? nil : $0 }
    host = name
    value = name == nil ? text : String(text[text.index(after: equals ?? text.startIndex)...])
  }

  /// Reads `name=word` alone.
  init(parsing text: String) throws {
    self.init(text)
    guard host != nil, !value.isEmpty else {
      throw ValidationError("--address \(text) is not of the form name=host:port")
    }
  }
}
