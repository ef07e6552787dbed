/// What is to be known where a slave and its master are not of one family (MariaDB manual, "Replication Compatibility
/// Between MariaDB and MySQL"); what was measured is said beside it.
public struct MixedPair: Sendable, Hashable {
  private let slave: Server
  private let master: Server

  /// - Returns: nil where both are MySQL, or both MariaDB.
  public init?(slave: Server, master: Server) {
    guard slave.flavour != master.flavour else { return nil }
    self.slave = slave
    self.master = master
  }

  /// Sentences, each with its full stop: which words each end gets, and what does not work.
  public var remarks: [String] { [dialects] + limits }

  private var dialects: String {
    """
    \(slave.title) replicates from \(master.title): each gets its own words. MariaDB refuses CHANGE REPLICATION \
    SOURCE, MySQL from 8.4 on CHANGE MASTER (1064 both).
    """
  }

  private var limits: [String] { slave.flavour == .mariadb ? ofMariaDB : ofMySQL }

  /// MySQL's GTIDs mean nothing to MariaDB (MariaDB manual, "Global Transaction ID"). The plugin: measured.
  private var ofMariaDB: [String] {
    let native = "IDENTIFIED WITH mysql_native_password"
    let position = "MySQL's GTIDs mean nothing to MariaDB: it follows by MASTER_LOG_FILE and MASTER_LOG_POS."
    let reason = "A MariaDB slave cannot use caching_sha2_password (2059)"
    switch master.nativePassword {
    case .standard: return [position]
    case .onRequest: return ["\(reason): its account has to be \(native).", position]
    case .offByDefault:
      return ["\(reason): its account has to be \(native), once mysql_native_password=ON is set.", position]
    case .gone:
      return ["\(reason), and \(master.title) has nothing else that it could use: it CANNOT log in."]
    }
  }

  /// Measured on MySQL 9.7, where gtid_mode is ON unless set otherwise, with MariaDB 10.11. The number is that of
  /// ER_SLAVE_FATAL_ERROR in 5.7 (manual, "Server Error Message Reference").
  private var ofMySQL: [String] {
    [
      """
      MariaDB's GTIDs mean nothing to MySQL: it follows by file and position, and with gtid_mode = ON refuses \
      such a master (\(slave.isAtLeast(8, 0) ? "13117" : "1593")); ON_PERMISSIVE and OFF work. \(slave.words.prefix)AUTO_POSITION does not.
      """
    ]
  }
}
