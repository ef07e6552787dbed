/// Why a connection does not come up for what options, statements and accounts say.
extension Cause {
  static let tlsNotOffered = Cause(
    "tls-not-offered", "the master's options name no certificate and key, or switch TLS off",
    check: "SHOW VARIABLES LIKE 'ssl_cert' on the master is empty, or its option file says skip-ssl or ssl=0",
    fix: "name ssl_ca, ssl_cert and ssl_key in the master's [mysqld] group and restart it"
  )
  .among(.login, "Master_SSL_Allowed: Yes, and ssl_cert of the master is empty")
  static let noTLS = Cause(
    "no-tls",
    "the slave does not ask for TLS, and the account requires it, or the master by require_secure_transport: "
      + "3159 on MySQL and MariaDB 11, 1045 and no reason on MariaDB before",
    check: "SHOW SLAVE STATUS prints Master_SSL_Allowed: No",
    fix: "STOP SLAVE; CHANGE MASTER TO MASTER_SSL=1 with the three files; START SLAVE"
  )
  .among(.login, "Master_SSL_Allowed: No")
  static let noEncryption = Cause(
    "no-tls", "the slave's statement does not switch TLS on",
    check: "SHOW SLAVE STATUS prints Master_SSL_Allowed: No",
    fix: "STOP SLAVE; CHANGE MASTER TO MASTER_SSL=1 with the three files; START SLAVE")
  static let unverifiedName = Cause(
    "plain-text-fallback",
    "the slave was told not to verify its master, whatever its files say: MariaDB then goes on in plain text, without "
      + "a word, where the master offers no TLS, and every server takes any certificate of the authority for the "
      + "master's",
    check:
      "MASTER_SSL_VERIFY_SERVER_CERT in change-master.sql: where it is 1, the slave was not told what stands there",
    fix:
      "STOP SLAVE; CHANGE MASTER TO MASTER_SSL_VERIFY_SERVER_CERT=1; START SLAVE; the master's certificate has to "
      + "have the name that the slave dials")
  static let clientGroup = Cause(
    "client-group",
    "the slave's files stand in its option file, which no server reads for its own replication",
    check: "Master_SSL_Cert in SHOW SLAVE STATUS is empty, and [client] or [mysqld] names the files",
    fix:
      "name the files in CHANGE MASTER TO; `mkcerts config SLAVE --running` prints it for a slave that replicates"
  )
  .among(.login, "Master_SSL_Allowed: Yes, and Master_SSL_Cert is empty")
  static let accountRequirement = Cause(
    "account-requirement", "the slave's certificate, or its lack, does not meet the account's REQUIRE",
    check: "SHOW CREATE USER on the master against openssl x509 -noout -subject -issuer -nameopt compat -in "
      + "client-cert.pem; an X509 mismatch line in its log says which",
    fix:
      "name the slave's certificate in CHANGE MASTER TO; where the account names another subject or issuer than the "
      + "slave's, ALTER USER … REQUIRE with those"
  )
  .among(
    .account,
    "REQUIRE with what openssl x509 -noout -subject -issuer -nameopt compat -in client-cert.pem does not print"
  )
  static let unusableAccount = Cause(
    "unusable-account",
    "the master has no account for the slave's user and host, or it is locked, expired, or lacks "
      + "REPLICATION SLAVE",
    check: "SHOW CREATE USER and SHOW GRANTS on the master for the user and the address that the error names",
    fix: "CREATE USER for that host, ALTER USER … ACCOUNT UNLOCK, or GRANT REPLICATION SLAVE ON *.* TO it"
  )
  .among(.account, "There is no such grant, ACCOUNT LOCK, PASSWORD EXPIRE, or no GRANT REPLICATION SLAVE")
  static let anonymousAccount = Cause(
    "anonymous-account",
    "the master has an anonymous account ''@'HOST' whose host is more specific than that of the slave's account: the "
      + "slave is taken for it, and its password is not that one's",
    check:
      "SELECT user, host FROM mysql.user WHERE user = '' on the master prints a host that fits the address which the "
      + "error names",
    fix: "DROP USER ''@'HOST' on the master", isInFiles: false
  )
  .among(
    .account, "SHOW GRANTS is right, and SELECT host FROM mysql.user WHERE user = '' prints a host that fits")
  static let refusedAccount = Cause(
    "refused-statement",
    "the server refused the statement that was to make or grant the account: it takes no comma in REQUIRE, no X509 "
      + "beside SUBJECT, and MySQL from 8.0 on no REQUIRE in GRANT",
    check: "SHOW CREATE USER and SHOW GRANTS on the master say that there is none",
    fix: "`mkcerts config MASTER --file accounts.sql --server SERVER` prints it for that release"
  )
  .among(.account, "There is no such grant, though a script was to make the account")
  static let password = Cause(
    "wrong-login",
    "the slave's statement has a wrong password or user, as \(AccountStatements.placeholder) left in its line; "
      + "that has nothing to do with TLS",
    check:
      "on the slave's host: mariadb -h MASTER -u USER -p --ssl-ca=cacert.pem --ssl-cert=client-cert.pem "
      + "--ssl-key=client-key.pem, or mysql so: where the account's password, typed, lets you in, the statement has "
      + "another; the log of the master says (using password: YES) in either case",
    fix: "STOP SLAVE; CHANGE MASTER TO MASTER_USER='USER', MASTER_PASSWORD='PASSWORD'; START SLAVE",
    isInFiles: false)
  static let unverifiedMaster = Cause(
    "unverified-master", "the slave is to verify the master and names no authority to verify by",
    check: "Master_SSL_CA_File in SHOW SLAVE STATUS is empty, Master_SSL_Verify_Server_Cert is Yes",
    fix: "CHANGE MASTER TO MASTER_SSL_CA='/etc/mysql/cacert.pem'")
  static let ciphers = Cause(
    "ciphers",
    "a cipher that is named does not exist, or master and slave have none in common that fits the key",
    check: "openssl ciphers -v LIST with what ssl_cipher, tls_ciphersuites and MASTER_SSL_CIPHER name",
    fix: "leave the ciphers to the servers, or name one that both have"
  )
  .among(
    .handshake,
    "alert handshake failure, or no peer certificate available; with -cipher and -ciphersuites as the other end names them too"
  )
  static let tlsVersions = Cause(
    "tls-versions",
    "a TLS version that is named is unknown or no longer spoken, or the ends have none in common",
    check: "SHOW VARIABLES LIKE 'tls_version' on the master, Master_TLS_Version in the slave's status",
    fix: "set tls_version to TLSv1.2,TLSv1.3, and MASTER_TLS_VERSION or SOURCE_TLS_VERSION to the same or ''"
  )
  .among(.handshake, "alert protocol version, or unsupported protocol; with -tls1_2 or -tls1_3 a connection")
  static let ownCertificate = Cause(
    "enforced-validation",
    "the server's own certificate is expired, not yet valid, of another authority than its ssl_ca, or its "
      + "intermediate stands in ssl_cert alone",
    check:
      "the line before it in the log (MY-015011) says why; openssl verify -CAfile cacert.pem server-cert.pem",
    fix: "put every issuer of the certificate into ssl_ca, or issue it anew")
  static let unknownOption = Cause(
    "server-start", "an option is unknown to this release, or has a value that it does not take",
    check: "mysqld --help --verbose, or mariadbd --help --verbose, lists what it knows",
    fix: "mend the option; loose_ before it makes a server that does not know it pass over it")
  static let wrongDialect = Cause(
    "refused-statement",
    "the statement is of another release: MASTER_ words are gone since MySQL 8.4, MariaDB has no "
      + "SOURCE_ words",
    check: "SELECT VERSION(), against the words of the statement",
    fix: "`mkcerts config SLAVE --server SERVER --file change-master.sql` prints it for that release")
}
