/// The clone plugin of MySQL: the whole data of another server, over the network.
///
/// MySQL manual, "Configuring an Encrypted Connection for Cloning" and "Cloning Remote Data"; that the donor's
/// name is never compared is read in the server's source (clone_protocol_service.cc). Measured on MySQL 9.7.4, as
/// that a server without a supervisor ends with 3707 when the data are there.
struct CloneTemplate: KindTemplate {
  static let summary = "MySQL's clone plugin, on the server that receives the data"
  static let demand = KindDemand(certificate: .client, flavours: [.mysql], since: (8, 0))

  private let facts: KindFacts
  private let files: [(option: String, value: SQLLiteral)]
  private let donor: SQLLiteral

  init(_ facts: KindFacts) throws(ReplicationError) {
    self.facts = facts
    files = [
      ("ca", try SQLLiteral(facts.authority)), ("cert", try SQLLiteral(facts.certificate)),
      ("key", try SQLLiteral(facts.key)),
    ]
    donor = try SQLLiteral(KindFacts.socket(facts.master.host, facts.master.port))
  }

  var blocks: [[String]] {
    [["-- " + facts.title("A clone over TLS: the receiving server")] + purpose, settings, donorSteps, run]
  }

  private var purpose: [String] {
    Comment.sql(
      "The plugin (MySQL 8.0.17 and later) shows the donor its own files, not those of [mysqld]. A CA that is "
        + "named makes it check the donor's certificate; the donor's NAME is never compared, so dial an address "
        + "that nobody else can take.")
  }

  private var settings: [String] {
    ["-- On this server, once:", "INSTALL PLUGIN clone SONAME 'mysql_clone.so';"]
      + files.map { "SET PERSIST clone_ssl_\($0.option) = \($0.value);" }
      + ["SET PERSIST clone_valid_donor_list = \(donor);"]
  }

  private var donorSteps: [String] {
    let user = facts.master.userLiteral
    return [
      "-- On the donor, once:",
      "--   INSTALL PLUGIN clone SONAME 'mysql_clone.so';",
      "--   CREATE USER IF NOT EXISTS \(user)@'%' IDENTIFIED BY \(AccountStatements.placeholder) REQUIRE X509;",
      "--   GRANT BACKUP_ADMIN ON *.* TO \(user)@'%';",
    ]
  }

  private var run: [String] {
    [
      "-- This REPLACES ALL DATA of this server and restarts it. REQUIRE SSL: without it a donor that has no TLS",
      "-- would be believed. Put the password, in single quotes, in the place of \(AccountStatements.placeholder).",
      "CLONE INSTANCE FROM \(facts.master.userLiteral)@\(facts.master.hostLiteral):\(facts.master.port)",
      "  IDENTIFIED BY \(AccountStatements.placeholder) REQUIRE SSL;",
      "-- Error 3707 (not managed by supervisor process): the data are there; start the server by hand.",
    ]
  }
}
