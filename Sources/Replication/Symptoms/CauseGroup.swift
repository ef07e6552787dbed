/// Causes that one check tells apart: who runs it need not go through all of them.
public struct CauseGroup: Sendable, Hashable {
  /// Its name in output, in kebab case; stable.
  public let name: String
  /// What all of them come to, one sentence without capital and full stop.
  public let sentence: String
  /// A command, and where to run it; what it prints is each cause's `answer`.
  public let check: String

  /// The certificate that `end` shows does not verify at the other end. The options are those that make the
  /// command as strict as servers are: the purpose, and the security level of Debian's OpenSSL (measured).
  static func chain(of end: LinkEnd) -> CauseGroup {
    CauseGroup(
      name: end == .master ? "master-chain" : "slave-chain",
      sentence: "\(end.name)'s certificate does not verify by what \(end.other.name) trusts",
      check:
        "openssl verify -purpose \(end.purpose) -auth_level 2 -CAfile cacert.pem -untrusted "
        + "\(end.certificate) \(end.certificate), with the cacert.pem of \(end.other.name); "
        + "where \(end.other.revocationOption) is set, with -crl_check_all -CRLfile CRL as well")
  }

  /// The master's certificate does not verify at the slave.
  public static let masterChain = chain(of: .master)
  /// The slave's certificate does not verify at the master.
  public static let slaveChain = chain(of: .slave)

  /// An end cannot load a file of its own.
  static let files = CauseGroup(
    name: "files", sentence: "the end that says it cannot load a file that its options or statement name",
    check:
      "on its host, as the server's user: sudo -u mysql openssl x509 -noout -subject -pubkey -in CERTIFICATE "
      + "and sudo -u mysql openssl pkey -pubout -in KEY")

  /// The ends do not agree on a handshake.
  static let handshake = CauseGroup(
    name: "handshake", sentence: "master and slave have no version, cipher or kind of key in common",
    check: "openssl s_client -starttls mysql -connect MASTER:3306, from the slave's host")

  /// The master requires TLS or a certificate, and the login came without.
  static let login = CauseGroup(
    name: "login", sentence: "the slave logged in without TLS, or without a certificate",
    check:
      "SHOW SLAVE STATUS on the slave, Master_SSL_Allowed and Master_SSL_Cert, and SHOW VARIABLES LIKE 'ssl_cert' "
      + "on the master")

  /// The master has no account that lets the slave replicate.
  static let account = CauseGroup(
    name: "account",
    sentence: "the master has no account for the slave, or one that asks for more than the slave has",
    check: "on the master: SHOW CREATE USER and SHOW GRANTS FOR the user and the address that the error names"
  )
}
