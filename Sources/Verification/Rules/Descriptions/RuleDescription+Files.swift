extension RuleDescription {
  /// The rules of files and keys.
  static let files: [String: RuleDescription] = [
    "missing-file": .init(
      "A file that a server is told to load is not there.",
      "Bring it back, or name the right one.",
      .mysqlManual("Configuring MySQL to Use Encrypted Connections", "using-encrypted-connections"),
      .measured("on all servers")),
    "unreadable-file": .init(
      "A file cannot be read as what it should be.",
      "What cannot be read is never taken for good. Bring the right file back.",
      .proof("what cannot be read is never taken for good")),
    "host-without-folder": .init(
      "The ledger knows a host that has no folder here.",
      "Nothing was verified of it. Verify its files where they are, or issue it anew.",
      .proof("what was not looked at is named")),
    "half-pair": .init(
      "A certificate is there without its key, or a key without its certificate.",
      "The server loads neither. Bring the other half back, or issue the pair anew.",
      .mysqlManual("Configuring MySQL to Use Encrypted Connections", "using-encrypted-connections"),
      .measured("on all servers")),
    "key-mismatch": .init(
      "A key is not the key of the certificate beside it.",
      "The server loads neither. Bring the right one back, or issue the pair anew.",
      .openssl("SSL_CTX_check_private_key", 3, page: "SSL_CTX_use_certificate"), .measured("on all servers")),
    "encrypted-key": .init(
      "A host's private key is encrypted, and servers ask nobody for a passphrase.",
      "It is not loaded. Decrypt it, and protect it by its mode.",
      .measured("on all servers, none of which is newer than MariaDB 11.8")),
    "unusable-key": .init(
      "A key is of a kind that the server's library does not load or use.",
      "Issue the pair anew with a key of another kind.",
      .rfc(8446, "4.2.3"), .measured("on all servers")),
    "open-key": .init(
      "A private key can be read by others than its server.",
      "Whoever read it can pretend to be the host. Close it, and issue the pair anew where it may "
        + "have been read.",
      .mysqlManual(
        "Creating SSL and RSA Certificates and Keys using MySQL", "creating-ssl-rsa-files-using-mysql"),
      .measured("on all servers, which load such a key without a word")),
    "unread-option-file": .init(
      "An option file that lies beside the main one is not read.",
      "A server reads its main option file, and what that includes. Include it, or put it where it is included.",
      .mysqlManual("Using Option Files", "option-files"), .measured("on all servers")),
    "relative-path": .init(
      "A path is relative, and the server takes it from its data directory.",
      "It finds another file, or none. Write the whole path.",
      .mysqlManual("Server System Variables, datadir", "server-system-variables.html#sysvar_datadir"),
      .measured("on all servers")),
    "trailing-data": .init(
      "A file holds more than what is read of it.",
      "What stands behind is ignored by some readers and refused by others. Take it out.",
      .rfc(7468, "2"), .openssl("PEM_read_bio", 3, page: "PEM_read"), .measured("on all servers")),
  ]
}
