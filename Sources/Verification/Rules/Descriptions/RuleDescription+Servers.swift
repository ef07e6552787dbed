extension RuleDescription {
  /// The rules of what servers, statements and accounts say.
  static let servers: [String: RuleDescription] = [
    "no-tls": .init(
      "A slave is not told to use TLS.",
      "It replicates in the clear, or is refused. Name the TLS options in its statement.",
      .mysqlManual("CHANGE REPLICATION SOURCE TO Statement", "change-replication-source-to"),
      .mariaDBManual("CHANGE MASTER TO", "change-master-to"), .measured("on all servers")),
    "no-client-certificate": .init(
      "A slave shows no certificate to its master.",
      "Nothing but a password tells who it is. Name one in its statement, and let the account require "
        + "it.",
      .mysqlManual(
        "Setting Up Replication to Use Encrypted Connections", "replication-encrypted-connections"),
      .mysqlManual("CREATE USER Statement, SSL/TLS Options", "create-user.html#create-user-tls")),
    "unverified-master": .init(
      "A slave does not verify its master.",
      "Anybody between the two can pretend to be the master. Have it verify the certificate and its "
        + "name.",
      .mysqlManual("CHANGE REPLICATION SOURCE TO Statement", "change-replication-source-to"),
      .mariaDBManual("Replication with Secure Connections", "replication-with-secure-connections"),
      .measured("on all servers")),
    "plain-text-fallback": .init(
      "A slave goes on in the clear where its master offers no TLS.",
      "Nothing says so. Have it verify the master's certificate.",
      .measured("on all MariaDB servers"), .mariaDBManual("CHANGE MASTER TO", "change-master-to")),
    "client-group": .init(
      "A slave relies on the options of [client], which its connection does not read.",
      "Name the TLS options in the statement that configures the slave.",
      .measured("on all servers; the manuals say otherwise"),
      .mysqlManual("Setting Up Replication to Use Encrypted Connections", "replication-encrypted-connections")
    ),
    "master-without-ca": .init(
      "A master knows no authority to verify its clients by.",
      "It cannot verify what slaves show. Give it ssl-ca.",
      .mysqlManual("Configuring MySQL to Use Encrypted Connections", "using-encrypted-connections"),
      .measured("on all servers")),
    "refused-statement": .init(
      "A server refuses a statement: the one that tells a slave of its master, or one that makes an account.",
      "The statement changes nothing. Write it in the words of that server.",
      .mysqlManual("CHANGE REPLICATION SOURCE TO Statement", "change-replication-source-to"),
      .mariaDBManual("CHANGE MASTER TO", "change-master-to"), .measured("on all servers")),
    "undecided-statement": .init(
      "A script has statements of which only a server can tell what they do to accounts or to replication.",
      "Write them out as they are to be run, or verify the running servers with --live.",
      .mysqlManual("Prepared Statements", "sql-prepared-statements"),
      .mariaDBManual("EXECUTE IMMEDIATE", "execute-immediate"), .measured("on all servers")),
    "server-start": .init(
      "A server does not start with these files.",
      "Mend what the finding names before the next restart.",
      .mysqlManual("Configuring MySQL to Use Encrypted Connections", "using-encrypted-connections"),
      .measured("on all servers: MySQL starts without TLS, MariaDB does not start")),
    "tls-not-offered": .init(
      "A server starts, but offers no TLS.",
      "Its connections are in the clear. Mend what the finding names.",
      .mysqlManual("Configuring MySQL to Use Encrypted Connections", "using-encrypted-connections"),
      .mariaDBManual(
        "Securing Connections for Client and Server", "securing-connections-for-client-and-server"),
      .measured("on all servers")),
    "account-requirement": .init(
      "An account requires of its client what the slave does not show.",
      "The login is refused with error 1045. Change the requirement, or issue the slave anew.",
      .mysqlManual("CREATE USER Statement, SSL/TLS Options", "create-user.html#create-user-tls"),
      .mariaDBManual("CREATE USER, TLS Options", "create-user"),
      .openssl("X509_NAME_oneline", 3, page: "X509_NAME_print_ex"), .measured("on all servers")),
    "enforced-validation": .init(
      "A server is told to verify its own certificate, and does not start with the one it has.",
      "What counts is ssl_ca alone. Put every issuer there, or issue the certificate anew.",
      .mysqlManual(
        "Server System Variables, tls_certificates_enforced_validation",
        "server-system-variables.html#sysvar_tls_certificates_enforced_validation"), .measured("on MySQL 9.7")
    ),
    "unusable-account": .init(
      "A slave's account on its master is not there, or does not let it replicate.",
      "It may be for other hosts, locked, expired, or without REPLICATION SLAVE. Mend the account.",
      .mysqlManual("Specifying Account Names", "account-names"),
      .mysqlManual(
        "Privileges Provided by MySQL, REPLICATION SLAVE", "privileges-provided.html#priv_replication-slave"),
      .measured("on all servers")),
    "tls-versions": .init(
      "The two ends of a connection have no version of TLS in common.",
      "It does not come up. Allow one version on both.",
      .mysqlManual(
        "Encrypted Connection TLS Protocols and Ciphers", "encrypted-connection-protocols-ciphers"),
      .measured("on all servers")),
    "ciphers": .init(
      "The two ends of a connection have no cipher in common.",
      "It does not come up. Allow one cipher on both.",
      .mysqlManual(
        "Encrypted Connection TLS Protocols and Ciphers", "encrypted-connection-protocols-ciphers"),
      .openssl("openssl-ciphers", 1), .measured("on all servers")),
  ]
}
