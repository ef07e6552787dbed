/// The name of one of a slave's connections to a master: a channel of MySQL, a named connection of MariaDB's
/// multi-source replication.
public struct Channel: Sendable, Hashable, CustomStringConvertible {
  /// The name, without quotes.
  public let description: String
  let literal: SQLLiteral

  /// Takes a name. Servers compare it without regard to case.
  ///
  /// - Throws: `badChannel` for an empty name, which is the connection that needs none, for one of more than 64
  ///   characters or with a blank at an end, and for MySQL's own channels of Group Replication (MySQL manual,
  ///   "Replication Channel Naming Conventions"; MariaDB manual, "Multi-Source Replication"); `unwritable` for
  ///   what SQL cannot hold safely.
  public init(_ name: String) throws(ReplicationError) {
    guard (1...64).contains(name.unicodeScalars.count) else {
      throw ReplicationError(
        .badChannel, "the channel \(quoted(name)) has \(name.unicodeScalars.count) characters, not 1 to 64",
        hint: "leave --channel out for the connection without a name")
    }
    guard name.first != " ", name.last != " " else {
      throw ReplicationError(
        .badChannel, "the channel \(quoted(name)) begins or ends with a blank", hint: "name it without")
    }
    guard !["group_replication_applier", "group_replication_recovery"].contains(name.lowercased()) else {
      throw ReplicationError(
        .badChannel, "the channel \(quoted(name)) is Group Replication's own", hint: "give it another name")
    }
    literal = try SQLLiteral(name)
    description = name
  }
}

/// The statements about one of a slave's connections, each without its semicolon.
///
/// MySQL names a channel behind a statement, MariaDB a connection within it: `START REPLICA FOR CHANNEL 'x'`,
/// `START SLAVE 'x'` (MySQL manual, "Replication Channels"; MariaDB manual, "Multi-Source Replication"). Measured
/// on MySQL 9.7 and MariaDB 10.5, 10.11, 11.8.
public struct ConnectionStatements: Sendable, Hashable {
  private let words: ReplicationWords
  private let channel: Channel?
  private let isMySQL: Bool

  /// - Parameter channel: nil for the connection without a name.
  public init(of server: Server, channel: Channel? = nil) {
    words = server.words
    isMySQL = server.flavour == .mysql
    self.channel = channel
  }

  /// What `CHANGE …` begins with; its options follow, and then ``changeEnd``.
  public var change: String { mariaDBName.map { "CHANGE MASTER \($0) TO" } ?? words.change }

  /// What stands behind the last option of `CHANGE …`, with its blank; empty where nothing does.
  public var changeEnd: String { forChannel }

  /// Starts this connection.
  public var start: String { words.start + name }

  /// Stops this connection.
  public var stop: String { words.stop + name }

  /// Shows how this connection stands.
  public var status: String {
    mariaDBName.map { "SHOW SLAVE \($0) STATUS" } ?? words.status + forChannel
  }

  /// Forgets the master of this connection.
  public var reset: String {
    let reset = "RESET \(words.slave.uppercased())"
    return mariaDBName.map { "\(reset) \($0) ALL" } ?? "\(reset) ALL\(forChannel)"
  }

  /// Starts every connection of the host: all of them read its files. In MySQL the statement without a channel
  /// is for all channels (measured), in MariaDB for the one without a name.
  public var startAll: String { mariaDBName == nil ? words.start : "START ALL SLAVES" }

  /// Stops every connection of the host.
  public var stopAll: String { mariaDBName == nil ? words.stop : "STOP ALL SLAVES" }

  private var mariaDBName: SQLLiteral? { isMySQL ? nil : channel?.literal }

  private var forChannel: String {
    guard isMySQL, let channel else { return "" }
    return " FOR CHANNEL \(channel.literal)"
  }

  private var name: String { mariaDBName.map { " \($0)" } ?? forChannel }
}
