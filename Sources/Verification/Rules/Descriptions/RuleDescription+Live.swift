extension RuleDescription {
  /// The rules that running servers are held against.
  static let live: [String: RuleDescription] = [
    "unreachable-server": .init(
      "A server of the deployment cannot be reached, or does not speak the protocol to its end.",
      "Nothing is known of what it serves. Start it, or name where it listens.",
      .proof("what was not looked at is named")),
    "not-looked-at": .init(
      "Something of a running server was not looked at.",
      "Nothing is proven of it. Name an option file with which the client can log in, or grant what "
        + "it lacks.",
      .proof("what was not looked at is named")),
    "not-reloaded": .init(
      "A server serves another certificate than the one in its file.",
      "It reads its files only when it is told to. Have it load them.",
      .mysqlManual("ALTER INSTANCE Statement, RELOAD TLS", "alter-instance"),
      .mariaDBManual("FLUSH, FLUSH SSL", "flush"), .measured("on all servers")),
    "unknown-server": .init(
      "A server serves a certificate that no host of the deployment has.",
      "Slaves that verify their master refuse it, or it is another server than meant. Name the right "
        + "one.",
      .proof("a server shows the certificate of its host's files")),
    "served-alone": .init(
      "A server serves its certificate without the authority's.",
      "It does not know the authority, and refuses the certificates of its slaves. Name it as ssl-ca.",
      .rfc(8446, "4.4.2"), .measured("on MySQL 5.7 and 9.7, MariaDB 10.11 and 11.8")),
    "client-refused": .init(
      "A server refuses the certificate of a client.",
      "That client's connections fail. The finding says what the server gives as its reason.",
      .rfc(8446, "6.2"), .measured("on all servers")),
    "same-server": .init(
      "Two hosts of the deployment were looked for at one server.",
      "Nothing is known of the host that is not there. Name where it listens.",
      .proof("each host is looked at where it listens")),
    "equal-server-ids": .init(
      "Two running slaves of one master have the same server_id.",
      "The master takes them for one, and they put each other out. Give each a number of its own.",
      .mysqlManual("Setting the Replica Configuration", "replication-howto-slavebaseconfig")),
    "option-file-not-read": .init(
      "A running server is set otherwise than its option file says.",
      "What was verified is not what runs. Have the server read the file, and restart it.",
      .mysqlManual("Using Option Files", "option-files"), .measured("on all servers")),
    "set-not-loaded": .init(
      "A running server was set to other files or TLS settings than it has loaded.",
      "Its next reload takes them, whether they are right or not. Load them, or take the setting back.",
      .mysqlManual("ALTER INSTANCE Statement, RELOAD TLS", "alter-instance"), .measured("on MySQL 9.7")),
    "account-without-requirement": .init(
      "A replication account asks less of a connection than it should.",
      "It may log in without TLS or without a certificate. Give it its requirement back.",
      .mysqlManual("CREATE USER Statement, SSL/TLS Options", "create-user.html#create-user-tls"),
      .mariaDBManual("CREATE USER, TLS Options", "create-user")),
    "account-refuses": .init(
      "An account of a running master refuses the next login of a slave.",
      "What is connected stays so until it is lost, and does not come back. Have the account require "
        + "what the slave shows.",
      .mysqlManual("CREATE USER Statement, SSL/TLS Options", "create-user.html#create-user-tls"),
      .mariaDBManual("CREATE USER, TLS Options", "create-user"), .measured("on all servers")),
    "account-not-there": .init(
      "A slave logs in with an account that its master does not have, or that may not replicate.",
      "It cannot replicate. Make the account, or grant it REPLICATION SLAVE.",
      .mysqlManual(
        "Privileges Provided by MySQL, REPLICATION SLAVE", "privileges-provided.html#priv_replication-slave"),
      .measured("on all servers")),
    "plain-text-connection": .init(
      "A slave replicates in the clear.",
      "Whoever is on the way reads all that is written. Tell the slave to use TLS, and let the "
        + "account require it.",
      .mysqlManual("The threads Table, CONNECTION_TYPE", "performance-schema-threads-table"),
      .measured("on all servers")),
    "unproven-encryption": .init(
      "Whether the slaves of a master are connected with TLS cannot be read.",
      "A slave's own status does not prove it. Switch performance_schema on.",
      .mysqlManual("The threads Table, CONNECTION_TYPE", "performance-schema-threads-table"),
      .measured("on all servers, whose slaves' own status does not prove it")),
    "slave-dials-another-name": .init(
      "A running slave dials another name than its files say, or one that its master's certificate is not for.",
      "A slave that verifies the name refuses, and one that does not takes any certificate of the "
        + "authority.",
      .rfc(6125, "6.4"), .mysqlManual("SHOW REPLICA STATUS Statement", "show-replica-status")),
    "slave-told-otherwise": .init(
      "A running slave was told other TLS options than its statement says, or nothing.",
      "What was verified is not what runs. Tell it what differs: `mkcerts config NAME --running` "
        + "prints a statement that keeps its position.",
      .mysqlManual("SHOW REPLICA STATUS Statement", "show-replica-status"), .measured("on all servers")),
    "failing-connection": .init(
      "A running slave's connection to its master fails.",
      "It does not replicate. The finding has the slave's own error and its likeliest cause.",
      .mysqlManual("SHOW REPLICA STATUS Statement", "show-replica-status")),
    "stopped-connection": .init(
      "A running slave has no connection to its master, and no error.",
      "It was stopped, or is about to connect. Start it.",
      .mysqlManual("SHOW REPLICA STATUS Statement", "show-replica-status")),
    "stopped-applying": .init(
      "A running slave does not apply what it receives.",
      "Its data stays behind, however well it is connected; TLS has no part in it. Mend what its own "
        + "error names, and start it.",
      .mysqlManual("SHOW REPLICA STATUS Statement", "show-replica-status")),
    "password-expires": .init(
      "The password of an account by which slaves log in will soon be too old.",
      "What is connected stays so, and its next login is refused from that day on. Let the password not age, or "
        + "give the account a new one and tell its slaves.",
      .mysqlManual("Password Management", "password-management"),
      .measured("on MySQL 9.7, MariaDB 10.11")),
  ]
}
