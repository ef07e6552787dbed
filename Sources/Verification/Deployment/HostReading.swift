internal import Replication
internal import SecureFiles

/// What the texts of a host make of it, as a server of one version reads them.
struct HostReading {
  private(set) var master: MasterSide?
  private(set) var connections: [SlaveSide] = []
  private(set) var mistakes: [DeployedHost.Mistake] = []
  /// What the server's option report_host says that it is called.
  private(set) var reportedHost: String?
  /// The option files that say how the server uses TLS, and that it does not read.
  private(set) var unreadOptionFiles: [String] = []

  /// What the option files include, and was not copied with them.
  private(set) var uncopiedIncludes: [String] = []
  /// The files that the server's user may not read.
  private(set) var closedFiles: [String: ClosedFiles.File] = [:]

  private let texts: HostTexts
  private let part: HostSource.Part
  private let server: Server
  private let files: PEMFileReader
  private let names: StandardNames

  init(_ texts: HostTexts, part: HostSource.Part, server: Server, files: PEMFileReader) {
    self.texts = texts
    self.part = part
    self.server = server
    self.files = files
    names = StandardNames(texts, files: files)
    let (set, uncopied) = optionFiles(
      FileLocator(
        folder: texts.folder, isCopy: texts.isCopy, dataDirectory: nil, isFolder: texts.isFolderGiven,
        tree: files.tree))
    uncopiedIncludes = uncopied
    let options = ServerTLSOptions(set, on: server)
    let entries = set.entries(of: server.serverGroups())
    let user = entries.last { $0.name == "user" }?.value
    let locate = FileLocator(
      folder: texts.folder, isCopy: texts.isCopy,
      dataDirectory: options.text(.dataDirectory)?.value, names: texts.isFolderGiven ? texts.names : nil,
      isFolder: texts.isFolderGiven, tree: files.tree)
    let named = NamedFiles(
      locate: locate, files: files, sendsChain: server.sendsChain,
      user: user.map { files.user(named: $0) } ?? Self.usualUser(of: texts.folder, files))
    master = masterSide(options, named)
    reportedHost = options.text(.reportHost)?.value
    readStatements(named)
    if connections.isEmpty, part != .master {
      connections = unspoken(ClientTLSOptions(set, on: server)).map { [$0] } ?? []
    }
    closedFiles = named.closed.files
    if !texts.optionFiles.isEmpty { note(set.problems + options.problems) }
    unreadOptionFiles = unread(besides: set, locate)
  }

  /// What lies beside the main option file, is not included, and would say how the server uses TLS.
  private func unread(besides set: OptionFileSet, _ locate: FileLocator) -> [String] {
    guard !texts.otherOptionFiles.isEmpty else { return [] }
    let read = set.files.compactMap(locate.included)
    let bytes = texts.optionFiles.map(\.bytes)
    return texts.otherOptionFiles.filter { text in
      guard !read.contains(text.path), !bytes.contains(text.bytes) else { return false }
      let own = OptionFileSet(
        [text.path], for: server, texts: { $0 == text.path ? OptionFileText(text.bytes, for: server) : nil },
        names: { _ in [] })
      let options = ServerTLSOptions(own, on: server)
      return [.sslCA, .sslCAPath, .sslCertificate, .sslKey].contains { options.text($0) != nil }
    }.map(\.path)
  }

  /// The user that packages of both families make, and run the server as; nil where it may not even enter `folder`,
  /// which is then no server's.
  private static func usualUser(of folder: String, _ files: PEMFileReader) -> ServerUser? {
    files.user(named: "mysql", isAssumed: true).flatMap { $0.mayEnter(folder) ? $0 : nil }
  }

  /// The option files, and what they include that was not copied with them.
  private func optionFiles(_ locate: FileLocator) -> (OptionFileSet, uncopied: [String]) {
    let read = texts.optionFiles
    var uncopied: [String] = []
    func place(_ path: String) -> String? {
      let place = locate.included(path)
      if place == nil, !uncopied.contains(path) { uncopied.append(path) }
      return place
    }
    let set = OptionFileSet(
      read.map(\.path), for: server,
      texts: { path in
        if let text = read.first(where: { $0.path == path }) {
          return files.common.optionFile(text, for: server)
        }
        return place(path).flatMap(files.text).map { OptionFileText($0, for: server) }
      },
      names: { folder in
        if let beside = namesBeside(folder, locate) { return beside }
        // What is in a folder that was not copied is not known, and no reason not to start.
        guard let place = place(folder) else { return [] }
        return files.names(in: place)
      })
    return (set, uncopied)
  }

  /// What a folder holds that a copy of the host does not have: the option files that lie beside the main one are
  /// those of it, as its keys and certificates lie there too.
  private func namesBeside(_ included: String, _ locate: FileLocator) -> [String]? {
    let others = texts.otherOptionFiles.map(\.path.lastPathComponent)
    let isElsewhere =
      included.hasPrefix("/") && !included.hasPrefix(texts.folder + "/")
      && [nil, included].contains(locate.included(included))
    return texts.isCopy && isElsewhere && !others.isEmpty ? others : nil
  }

  /// What its own options make it; by the names of the files where there is no option file.
  private func masterSide(_ options: ServerTLSOptions, _ named: NamedFiles) -> MasterSide? {
    guard let file = texts.optionFiles.first?.path else { return part == .slave ? nil : names.masterSide }
    let side = MasterSideReader(options: options, file: file, named: named).read()
    let isMeant = side.namesFiles || side.isSwitchedOff || options.problems.contains { $0.effect == .exits }
    switch part {
    case .master: return side
    case .slave: return isMeant ? side : nil
    case .any: return isMeant || names.masterSide != nil ? side : nil
    }
  }

  private mutating func readStatements(_ named: NamedFiles) {
    var options: [(options: ReplicationOptions, file: String)] = []
    var told: ReplicationScript?
    var places: [MasterAccount.Name: String] = [:]
    for text in texts.scripts {
      let script =
        told.map { ReplicationScript(reading: text.bytes, for: server, after: $0) }
        ?? files.common.script(text, for: server)
      told = script
      options = script.connections.map { now in
        (now, options.first { $0.options == now }?.file ?? text.path)
      }
      takeAccounts(of: script, text.path)
      for (name, line) in script.assumedAccounts where places[name] == nil {
        places[name] = "\(text.path):\(line)"
      }
      mistakes += script.problems.compactMap { DeployedHost.Mistake($0, in: text.path) }
    }
    if let told { options = stillNamed(options, told) }
    noteAssumedAccounts(told, places)
    for text in texts.statuses {
      options += ReplicationStatus.rows(in: text.bytes).map { ($0.options, text.path) }
    }
    for text in texts.masterInfos {
      options += [MasterInfoFile.options(in: text.bytes)].compactMap { $0 }.map { ($0, text.path) }
    }
    connections = options.map { options, file in
      ConnectionReader(options: options, file: file, named: named).read()
    }
    if connections.isEmpty { connections = refusedConnections(named) }
  }

  /// The connections without those whose master a statement forgot at last.
  private mutating func stillNamed(
    _ options: [(options: ReplicationOptions, file: String)], _ script: ReplicationScript
  ) -> [(options: ReplicationOptions, file: String)] {
    guard let file = texts.scripts.last?.path else { return options }
    for (channel, line) in script.forgotten.sorted(by: { $0.value < $1.value }) {
      let name = channel.isEmpty ? "the connection" : "the connection \(channel.debugDescription)"
      mistakes.append(
        DeployedHost.Mistake(
          place: texts.scripts.count == 1 ? "\(file):\(line)" : file,
          sentence: "\(name) has no master behind this, so that its start is refused (1200)",
          stopsServer: false, isStatement: true))
    }
    return options.filter {
      script.forgotten[$0.options.channel.lowercased()] == nil || $0.options.host != nil
    }
  }

  /// Where statements make accounts, but none that replicates, one that they only alter or let replicate may not be
  /// there, such as one that is written otherwise.
  private mutating func noteAssumedAccounts(
    _ script: ReplicationScript?, _ places: [MasterAccount.Name: String]
  ) {
    guard let master, let script else { return }
    let made = script.accounts(under: master.roles).filter { $0.isCreated && !$0.isRole }
    guard !made.isEmpty, !made.contains(where: { $0.replication == .granted }) else { return }
    for name in script.assumedAccounts.keys.sorted(by: { ($0.user, $0.host) < ($1.user, $1.host) }) {
      mistakes.append(
        DeployedHost.Mistake(
          place: places[name] ?? "",
          sentence:
            "nothing here makes the account \(name.user)@\(name.host), though others are made: whether it is "
            + "there, only the server can tell, which refuses this else", stopsServer: false,
          isUndecided: true))
    }
  }

  /// What the statements that the server refuses would have said.
  private func refusedConnections(_ named: NamedFiles) -> [SlaveSide] {
    guard let mistake = mistakes.first(where: { !$0.stopsServer && !$0.isUndecided }) else { return [] }
    let meant = texts.scripts.flatMap { text in
      ReplicationScript(reading: text.bytes).connections.map { options in
        var side = ConnectionReader(options: options, file: text.path, named: named).read()
        side.refusal = "\(mistake.place): \(mistake.sentence)"
        return side
      }
    }
    // A master's script makes accounts.
    if !meant.isEmpty || part == .master || master != nil { return meant }
    // A statement that every server refuses tells nothing but that.
    var side = SlaveSide(trust: Trust(), presentation: nil)
    side.refusal = "\(mistake.place): \(mistake.sentence)"
    return [side]
  }

  private mutating func takeAccounts(of script: ReplicationScript, _ file: String) {
    let known = master?.accounts ?? []
    let roles = master?.roles ?? RoleSettings()
    master?.accounts = script.accounts(under: roles).map { account in
      var made = DeployedAccount(account, file: file)
      made.isMade = account.isCreated
      return known.first { $0.isSame(as: made) } ?? made
    }
    master?.missingAccounts = script.missingAccounts
    for setting in script.globals where setting.name == "require_secure_transport" {
      master?.requiresSecureTransport = setting.isOn ?? false
    }
  }

  /// The connection of a slave of which nothing tells what it was told: a folder's own pair is meant for it,
  /// while what stands under [client] alone serves the command-line tools and no slave.
  private func unspoken(_ client: ClientTLSOptions) -> SlaveSide? {
    let namesClientFiles = client.text(.sslCertificate) ?? client.text(.sslCA)
    if namesClientFiles != nil {
      var side = SlaveSide(trust: Trust(), presentation: nil)
      side.reliesOnClientGroup = true
      side.statementFile = namesClientFiles?.place.file
      return side
    }
    return names.slaveSide
  }

  private mutating func note(_ problems: [OptionProblem]) {
    mistakes += problems.filter { $0.effect != .goesOn }.map {
      DeployedHost.Mistake(
        place: $0.place.line > 0 ? $0.place.description : $0.place.file, sentence: $0.description,
        stopsServer: $0.effect == .exits, isOfFolder: $0.isOfFolder)
    }
  }
}
