/// Galera of MariaDB: what its nodes tell each other, and the transfers of state.
///
/// The provider's options are read by Galera itself (its documentation, "SSL settings", and the option parser
/// of `wsrep_provider_options`); the group `[sst]` by the scripts wsrep_sst_mariabackup and wsrep_sst_rsync
/// (MariaDB manual, "Introduction to State Snapshot Transfers (SSTs)", and the scripts of 10.11.19). Measured with
/// both methods on MariaDB 10.11 and Galera 26.4.23.
struct GaleraTemplate: KindTemplate {
  static let summary = "the nodes of a MariaDB Galera cluster, with encrypted transfers of state"
  static let demand = KindDemand(
    certificate: .peer, flavours: [.mariadb],
    otherwise:
      "MySQL's own cluster is `--for group-replication`; Percona XtraDB Cluster takes its files from "
      + "[mysqld], as replication-tls.cnf has them")

  private let facts: KindFacts
  private let files: (authority: PlainWord, certificate: PlainWord, key: PlainWord)
  private let provider: OptionValue
  private let addresses: [PlainWord]

  init(_ facts: KindFacts) throws(ReplicationError) {
    self.facts = facts
    let place = "Galera's options and the scripts that transfer state"
    files = (
      try PlainWord(facts.authority, in: place), try PlainWord(facts.certificate, in: place),
      try PlainWord(facts.key, in: place)
    )
    provider = try OptionValue(
      "socket.ssl=yes;socket.ssl_ca=\(files.authority);socket.ssl_cert=\(files.certificate);"
        + "socket.ssl_key=\(files.key)")
    addresses = try facts.peerAddresses(in: "wsrep_cluster_address")
  }

  var blocks: [[String]] {
    [
      ["# " + facts.title("galera.cnf: TLS of a Galera node")] + purpose, group, transfers, afterwards,
    ]
  }

  private var purpose: [String] {
    Comment.option(
      "Put it beside replication-tls.cnf, which is for clients and slaves of this node. The nodes speak to "
        + "each other over ports of their own, encrypted by what stands here alone.")
      + Comment.option(
        "Every node needs it before it can join: one with TLS and one without do not find each other. A cluster "
          + "that runs is stopped as a whole once, or goes over node by node with socket.dynamic=true (Galera "
          + "26.4.8 and later), which is taken out at the end.")
  }

  private var group: [String] {
    [
      "[mysqld]",
      "# These four belong into the one wsrep_provider_options that a node has: put them before what yours has.",
      "wsrep_provider_options = \(provider)",
      "# Clients of this node, and the addresses by which nodes find each other:",
      "#wsrep_cluster_address = gcomm://\(addresses.map(\.description).joined(separator: ","))",
    ]
      + Comment.option(
        "Each side must show a certificate of the authority that is server and client at once (role peer); one "
          + "for servers alone is refused (measured). Names are not compared: every peer of this authority may "
          + "join, so issue that role to nodes only.") + revocation
  }

  private var revocation: [String] {
    facts.revocationList == nil
      ? []
      : Comment.option("Galera checks no revocation list: a revoked peer must be kept out by the firewall.")
  }

  private var transfers: [String] {
    [
      "# The whole data of a node that joins. Both methods take these: mariabackup (encrypted by socat, which",
      "# must be installed) and rsync (by stunnel); mysqldump does not.",
      "[sst]", "encrypt  = 3", "ssl-mode = VERIFY_CA", "tca      = \(files.authority)",
      "tcert    = \(files.certificate)", "tkey     = \(files.key)",
    ]
  }

  private var afterwards: [String] {
    [
      "# After replacing files:  SET GLOBAL wsrep_provider_options = 'socket.ssl_reload=1';",
      "# To check:  SHOW GLOBAL STATUS LIKE 'wsrep_cluster_size';   -- the number of nodes",
      "#   A node that is refused stays alone; its log, and the others', say why: \"unknown ca\" (another",
      "#   authority) or \"unsupported certificate\" (not a peer's).",
    ]
  }
}

extension KindFacts {
  /// The addresses of the peers, the host's own first.
  func peerAddresses(in place: String) throws(ReplicationError) -> [PlainWord] {
    var addresses: [PlainWord] = []
    for member in members where member.isPeer || member == members.first {
      addresses.append(try PlainWord(member.address, in: place))
    }
    return addresses
  }
}
