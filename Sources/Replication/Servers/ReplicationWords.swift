/// The words of one server: master and slave, or source and replica, statement by statement.
public struct ReplicationWords: Sendable, Hashable {
  /// What the sending server is called: `master` or `source`.
  public let master: String
  /// What the receiving server is called: `slave` or `replica`.
  public let slave: String
  /// `CHANGE MASTER TO` or `CHANGE REPLICATION SOURCE TO`.
  public let change: String
  /// What the options of that statement begin with: `MASTER_` or `SOURCE_`.
  public let prefix: String
  /// `START SLAVE` or `START REPLICA`.
  public let start: String
  /// `STOP SLAVE` or `STOP REPLICA`.
  public let stop: String
  /// `SHOW SLAVE STATUS` or `SHOW REPLICA STATUS`.
  public let status: String
  /// The column of `status` that says whether the connection to the master stands.
  public let connectionColumn: String
  /// The column of `status` that repeats whether TLS was asked for.
  public let tlsColumn: String
  /// The option that keeps replication from starting with the server, as an option file writes it.
  public let skipStart: String
}

extension Server {
  /// The words that every patch release of this version understands.
  ///
  /// `CHANGE REPLICATION SOURCE` came with MySQL 8.0.23 and `START REPLICA` with 8.0.22, so 8.0 is spoken to
  /// in the old words, which all of it takes, unless it is known to be 8.0.23 or later; 8.4 takes the new ones
  /// alone. MariaDB has no `CHANGE REPLICATION SOURCE`. Measured.
  public var words: ReplicationWords {
    flavour == .mysql && (isAtLeast(8, 1) || self == .lateMySQL80) ? Server.newWords : Server.oldWords
  }

  /// The daemon's name: MariaDB's own since 10.5.
  public var daemon: String { flavour == .mariadb && isAtLeast(10, 5) ? "mariadbd" : "mysqld" }

  /// The command-line client's name: MariaDB's own since 10.5.
  public var client: String { flavour == .mariadb && isAtLeast(10, 5) ? "mariadb" : "mysql" }

  private static let oldWords = ReplicationWords(
    master: "master", slave: "slave", change: "CHANGE MASTER TO", prefix: "MASTER_", start: "START SLAVE",
    stop: "STOP SLAVE", status: "SHOW SLAVE STATUS", connectionColumn: "Slave_IO_Running",
    tlsColumn: "Master_SSL_Allowed", skipStart: "skip_slave_start")

  private static let newWords = ReplicationWords(
    master: "source", slave: "replica", change: "CHANGE REPLICATION SOURCE TO", prefix: "SOURCE_",
    start: "START REPLICA", stop: "STOP REPLICA", status: "SHOW REPLICA STATUS",
    connectionColumn: "Replica_IO_Running", tlsColumn: "Source_SSL_Allowed",
    skipStart: "skip_replica_start")
}
