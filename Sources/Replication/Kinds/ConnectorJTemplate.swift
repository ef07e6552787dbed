/// The properties of the Java connector of the server's makers.
///
/// MySQL Connector/J manual, "Security" under "Configuration Properties"; MariaDB Connector/J documentation,
/// "TLS/SSL". The key store is what `mkcerts bundle` makes: one PKCS#12 with the key, its certificate and the
/// authority, which Java can name as key store and as trust store. Measured with MySQL's 8.0.33 and MariaDB's
/// 2.7.6 and 3.5.10: 2.x knows no sslMode and without useSsl connects in the clear.
struct ConnectorJTemplate: KindTemplate {
  static let summary = "Java: MySQL Connector/J or MariaDB Connector/J, with a PKCS#12 store"
  static let demand = KindDemand(certificate: .client)

  private let facts: KindFacts
  private let properties: [(name: String, value: String)]
  private let store: String

  init(_ facts: KindFacts) throws(ReplicationError) {
    self.facts = facts
    store = facts.host.directory("\(facts.host.name).p12")
    let url = try URLPath(store)
    let place = "the URL of a Java connector"
    let socket = try PlainWord(
      KindFacts.socket(facts.master.host, facts.master.port), in: place, brackets: true)
    let password = "<store-password>"
    var properties = [
      ("user", "\(try PropertyValue(facts.applicationUser))"), ("password", AccountStatements.placeholder),
    ]
    switch facts.server.flavour {
    case .mysql:
      properties += [
        ("url", "jdbc:mysql://\(socket)/"), ("sslMode", "VERIFY_IDENTITY"),
        ("trustCertificateKeyStoreType", "PKCS12"), ("trustCertificateKeyStoreUrl", "file:\(url)"),
        ("trustCertificateKeyStorePassword", password), ("clientCertificateKeyStoreType", "PKCS12"),
        ("clientCertificateKeyStoreUrl", "file:\(url)"), ("clientCertificateKeyStorePassword", password),
        ("fallbackToSystemTrustStore", "false"), ("fallbackToSystemKeyStore", "false"),
      ]
    case .mariadb:
      properties += [
        ("url", "jdbc:mariadb://\(socket)/"), ("sslMode", "verify-full"),
        ("useSsl", "true"), ("serverSslCert", "\(try PropertyValue(facts.authority))"),
        ("keyStoreType", "PKCS12"),
        ("keyStore", "\(try PropertyValue(store))"), ("keyStorePassword", password),
      ]
    }
    self.properties = properties
  }

  var blocks: [[String]] {
    let isMySQL = facts.server.flavour == .mysql
    let title = isMySQL ? "MySQL Connector/J (8.0.13 and later)" : "MariaDB Connector/J (2.7 and later)"
    let older =
      isMySQL
      ? "Older versions know no sslMode, and do not check the server."
      : "useSsl is for 2.x, which knows no sslMode and would connect in the clear; 3.x warns that it is old."
    return [
      ["# " + facts.title("\(title) over TLS")] + stores + Comment.option(older)
        + facts.advice(reading: "store").flatMap(Comment.option),
      properties.map { "\($0.name)=\($0.value)" },
    ]
  }

  private var stores: [String] {
    let name = facts.host.name
    return [
      "# The store, to be made first and put at \(store):",
      "#   mkcerts bundle \(name) --format pkcs12 --passphrase-prompt --output \(name).p12",
      "# Its password stands for <store-password>. Give the properties to DriverManager.getConnection(url, these).",
    ]
  }
}
