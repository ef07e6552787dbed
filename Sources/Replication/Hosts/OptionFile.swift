/// The text of `replication-tls.cnf` for one host (manuals: MySQL "Configuring MySQL to Use Encrypted Connections" and
/// "Using Option Files", MariaDB "Securing Connections for Client and Server").
struct OptionFile {
  private let host: HostConfiguration
  private var server: Server { host.server }

  init(_ host: HostConfiguration) { self.host = host }

  var text: String {
    var blocks = [purpose, files, place, commands]
    if let pair = host.role.serverPair { blocks.append(serverGroup(pair)) }
    if let pair = host.role.clientPair { blocks.append(clientGroup(pair)) }
    return blocks.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  private var purpose: [String] {
    [
      "# replication-tls.cnf of \(host.name): TLS for replication, written by mkcerts",
      "# Role: \(host.roleTitle). Written for \(server.title).",
    ]
  }

  private var files: [String] {
    var rows = [(host.trustPath, trustMode, trustRemark)]
    if !host.revocationFile.isEmpty {
      rows.append((host.revocationFile, trustMode, "what the authority revoked"))
    }
    for pair in host.role.pairs {
      rows.append((host.directory(pair.certificate), "0644 root:root ", certificateRemark(pair)))
      rows.append((host.directory(pair.key), "0640 root:mysql", keyRemark))
    }
    let width = rows.map(\.0.utf8.count).max() ?? 0
    var lines = ["# Files, each with mode and owner (a key may also be 0600 mysql:mysql):"]
    for (path, mode, remark) in rows {
      let padding = String(repeating: " ", count: width - path.utf8.count)
      lines.append("#   \(path)\(padding)  \(mode)  \(remark)")
    }
    lines.append("# The server runs as user mysql and must be able to read them all.")
    return lines + revocation + confinement
  }

  /// With an expired list every certificate is refused (measured); builds with wolfSSL, as MariaDB's tarballs,
  /// have no working ssl_crl (manual, "TLS and Cryptography Libraries").
  private var revocation: [String] {
    guard host.checksRevocation else { return [] }
    let list = host.trust == .file ? TrustForm.revocationFile : "the list in \(host.trust.name)"
    let late = Comment.option(
      "Replace \(list) before its nextUpdate: with an expired one every certificate is refused.")
    guard server.flavour == .mariadb else { return late }
    return late
      + Comment.option(
        """
        A MariaDB that is built with wolfSSL (tarballs, Windows) cannot use \(host.trust.revocationOption): take \
        that line out there.
        """)
  }

  private var trustMode: String { host.trust == .file ? "0644 root:root " : "0755 root:root " }

  private var trustRemark: String {
    switch host.trust {
    case .file: "the authority"
    case .folder where host.checksRevocation:
      "folder of the authority's certificates and revocation lists, names are hashes"
    case .folder: "folder of the authority's certificates, names are hashes"
    }
  }

  private func certificateRemark(_ pair: PairNames) -> String {
    if host.role == .peer { return "shown as server and as client" }
    return pair == .server ? "shown to clients" : "shown to the \(server.words.master)"
  }

  private var keyRemark: String {
    host.keepsKeys ? "its key: made on this host, put it here yourself" : "its key"
  }

  /// Where the packaged server may not read: AppArmor profile of the MySQL packages, `ProtectHome` in the
  /// systemd unit of the MariaDB packages (both measured).
  private var confinement: [String] {
    switch server.flavour {
    case .mysql where !host.directory.isBelow("/etc/mysql"):
      Comment.option(
        """
        The packages of Debian and Ubuntu confine MySQL by AppArmor: it reads certificates below \
        /etc/mysql and in its data directory, not here.
        """)
    case .mariadb where host.directory.isBelow("/home") || host.directory.isBelow("/root"):
      ["# The MariaDB packages keep the server out of /home and /root (systemd, ProtectHome)."]
    case .mysql, .mariadb: []
    }
  }

  private var place: [String] {
    [
      "# This file: copy it to \(server.optionFolder), or to another folder that my.cnf names with !includedir;",
      "# its name must end in .cnf. Later files win over earlier ones, by name.",
    ]
  }

  private var commands: [String] {
    var lines: [String] = []
    if host.role.serverPair != nil {
      lines.append("# The first time: restart the server.")
      lines.append("# After replacing files: \(reloadAdvice)")
      lines += badFilesAdvice
    }
    if host.role.clientPair != nil {
      lines += [
        "# Replication reads no option file: run change-master.sql. It opens its files anew whenever it",
        "# connects; after replacing them: \(host.connection.stopAll); \(host.connection.startAll);",
      ]
    }
    return lines
  }

  private var reloadAdvice: String {
    guard case .statement(let statement) = server.reload else { return "restart it again." }
    return "\(statement);" + (server.reloadSince.map { " (before \($0): restart)" } ?? "")
  }

  private var badFilesAdvice: [String] {
    switch server.onBadFiles {
    case .exits:
      ["# With a file missing or unfit the server does not start; its log says which."]
    case .startsWithoutTLS:
      [
        "# With a file missing or unfit the server starts WITHOUT TLS and only warns in its log. To check:",
        "#   SHOW GLOBAL STATUS LIKE 'Ssl_server_not_after';   -- empty: no TLS",
      ]
    }
  }

  private func serverGroup(_ pair: PairNames) -> [String] {
    ["[mysqld]"] + options(pair) + secureTransport + proof
  }

  private var proof: [String] {
    guard !server.hasPerformanceSchemaOn, server.showsEncryptionOfThreads else { return [] }
    return [
      "# The query in a slave's change-master.sql that proves encryption needs this; MariaDB has it off.",
      "#performance_schema = ON",
    ]
  }

  private var tools: String {
    let dash = server.client == "mariadb" ? "-" : ""
    return "\(server.client), \(server.client)\(dash)dump, \(server.client)\(dash)binlog"
  }

  private var secureTransport: [String] {
    guard server.hasRequireSecureTransport else {
      return ["# \(server.title) has no require_secure_transport: let every account REQUIRE SSL or X509."]
    }
    let error = server.secureTransportError.map { "; clients get error \($0)" } ?? ""
    let reason = [
      "# ON refuses every plain TCP connection to this server, not only replication\(error).",
      "# The replication account does not need it: its REQUIRE is checked at every login.",
    ]
    return host.requiresSecureTransport
      ? [reason[0], "require_secure_transport = ON"] : reason + ["#require_secure_transport = ON"]
  }

  private func clientGroup(_ pair: PairNames) -> [String] {
    Comment.option(
      """
      For the command-line tools (\(tools)) only: the server does NOT read this group when it replicates. \
      A user who cannot read the key cannot use the tools with it, not even over the socket: if that \
      is too wide, move the group into the ~/.my.cnf of those who may.
      """) + ["[client]"] + options(pair)
  }

  /// The options of `[client]`, without the group's name.
  func clientOptions(_ pair: PairNames) -> [String] { options(pair) }

  private func options(_ pair: PairNames) -> [String] {
    [
      option(host.trust.option, host.trustPath),
      option("ssl-cert", host.directory(pair.certificate)),
      option("ssl-key", host.directory(pair.key)),
    ]
      + (host.checksRevocation
        ? [option(host.trust.revocationOption, host.directory(host.trust.revocationName))] : [])
  }

  private func option(_ name: String, _ path: String) -> String {
    // An install folder holds nothing that an option file cannot: both refuse the same characters.
    "\(name) = \((try? OptionValue(path))?.description ?? path)"
  }
}
