/// The connections of one slave, as statements change them.
struct Connections {
  private let server: Server?
  private var slots: [ReplicationOptions?] = []
  private var places: [String: Int] = [:]
  /// The lines of the statements that forgot the master of a connection which none has named since, by channels.
  private(set) var forgotten: [String: Int] = [:]

  /// Those that are there already.
  init(_ connections: [ReplicationOptions], server: Server?, forgotten: [String: Int] = [:]) {
    self.server = server
    for connection in connections { apply(connection) }
    self.forgotten = forgotten
  }

  /// All of them, in the order in which they are first named.
  var all: [ReplicationOptions] { slots.compactMap(\.self) }

  /// Changes what `options` name; names of connections have no case (measured on MariaDB).
  mutating func apply(_ options: ReplicationOptions) {
    let key = options.channel.lowercased()
    if options.host != nil { forgotten[key] = nil }
    if let place = places[key] {
      slots[place] = slots[place]?.applying(options) ?? options
    } else {
      places[key] = slots.count
      slots.append(options)
    }
  }

  /// Refuses, as MySQL does (measured), a statement that leaves open which of several channels it means.
  func check(_ options: ReplicationOptions, namesChannel: Bool) throws(ReadingProblem) {
    guard server?.flavour == .mysql, !namesChannel, places.contains(where: { !$0.key.isEmpty }) else {
      return
    }
    throw ReadingProblem(
      .refused, line: options.line, "there are several channels, and the statement names none (3079)")
  }

  /// Reads `RESET SLAVE ALL` and `RESET REPLICA ALL`, and passes over every other statement.
  ///
  /// - Throws: `refused` for what the server refuses.
  mutating func reset(_ statement: SQLStatement) throws(ReadingProblem) {
    var cursor = TokenCursor(statement.tokens)
    let line = cursor.line
    guard cursor.take("RESET") else { return }
    let speaksOfSlave = cursor.take("SLAVE")
    guard speaksOfSlave || cursor.take("REPLICA") else { return }
    if speaksOfSlave, let server, !server.takesMasterWords {
      throw ReadingProblem(
        .refused, line: line, "\(server.title) refuses RESET SLAVE (1064): it wants RESET REPLICA")
    }
    var name = server?.flavour == .mysql ? nil : cursor.take(.string)?.text
    guard cursor.take("ALL") else { return }
    if name == nil, server?.hasForChannel != false, cursor.take("FOR", "CHANNEL") {
      guard let channel = cursor.take(.string) else { throw cursor.refusal("the channel's name in quotes") }
      name = channel.text
    }
    guard cursor.next == nil else { throw cursor.refusal("the end") }
    forget(name, speaksOfSlave: speaksOfSlave, line: line)
  }

  /// MySQL forgets the options of the channel, of every channel when none is named. MariaDB forgets a named
  /// connection, but of the one without a name only the address and the account: its TLS options stay
  /// (measured). Without a server the words decide.
  private mutating func forget(_ name: String?, speaksOfSlave: Bool, line: Int) {
    let isMySQL = server.map { $0.flavour == .mysql } ?? !speaksOfSlave
    let keys = isMySQL && name == nil ? Array(places.keys) : [(name ?? "").lowercased()]
    for key in keys where places[key].flatMap({ slots[$0]?.host }) != nil { forgotten[key] = line }
    if isMySQL, name == nil {
      slots = []
      places = [:]
      return
    }
    guard let place = places[(name ?? "").lowercased()] else { return }
    guard !isMySQL, (name ?? "").isEmpty else {
      places[(name ?? "").lowercased()] = nil
      slots[place] = nil
      return
    }
    guard var left = slots[place] else { return }
    left.entries = left.entries.filter { $0.key.isAboutTLS }
    left.line = line
    slots[place] = left
  }
}
