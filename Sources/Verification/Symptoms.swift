/// What servers print when a link breaks, as measured on real ones.
public enum Symptoms {
  /// The slave does not accept the master's certificate.
  public static let slaveRefusesMaster =
    "the slave's Last_IO_Errno is 2026: SSL connection error, certificate verify failed (MariaDB: lib(0)::reason(0))"
  /// The slave does not find the name that it dials in the master's certificate.
  static let slaveRefusesName =
    "the slave's Last_IO_Errno is 2026: certificate verify failed (MariaDB: SSL certificate validation failure)"
  /// The master does not accept the slave's certificate; TLS 1.3 hides why.
  public static let masterRefusesSlave =
    "the slave's Last_IO_Errno is 2013 or 2026: Lost connection to server; the master's log does not say why"
  /// The slave cannot load its own key.
  static let slaveCannotLoadKey = "the slave's Last_IO_Errno is 2026: Unable to get private key"
  /// The slave cannot load its own certificate or key, or what it trusts.
  static let slaveCannotLoad =
    "the slave's Last_IO_Errno is 2026: Unable to get private key, Unable to get certificate, or "
    + "SSL_CTX_set_default_verify_paths failed"
  /// The master cannot load its files.
  static let masterCannotLoad = "MariaDB does not start (Failed to setup SSL); MySQL starts without TLS"
  /// The slave asks for TLS and the master offers none.
  static let noTLS =
    "the slave's Last_IO_Errno is 2026: SSL is required but the server doesn't support it"
  /// The slave is to verify and has nothing to verify by.
  static let noAuthority =
    "the slave's Last_IO_Errno is 2026: CA certificate is required if ssl-mode is VERIFY_CA or VERIFY_IDENTITY "
    + "(MariaDB: Failed to verify the server certificate)"
  /// A statement is refused.
  static let syntaxError = "the slave's server answers 1064: You have an error in your SQL syntax"
  /// The account's REQUIRE is not met.
  static let accessDenied =
    "the slave's Last_IO_Errno is 1045: Access denied for user (using password: YES)"
}
