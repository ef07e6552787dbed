/// A function for Go's database/sql with go-sql-driver/mysql.
///
/// Documentation of github.com/go-sql-driver/mysql (RegisterTLSConfig, Config) and of crypto/tls: names are
/// compared unless InsecureSkipVerify is set, with the alternative names alone.
/// Measured with 1.5.0 against MariaDB 10.11 and MySQL 9.7.
struct GoTemplate: KindTemplate {
  static let summary = "Go: github.com/go-sql-driver/mysql"
  static let demand = KindDemand(certificate: .client)

  private let facts: KindFacts
  private let host: QuotedString
  private let socket: QuotedString
  private let user: QuotedString
  private let files: (authority: QuotedString, certificate: QuotedString, key: QuotedString)

  init(_ facts: KindFacts) throws(ReplicationError) {
    self.facts = facts
    host = try QuotedString(facts.master.host)
    socket = try QuotedString(KindFacts.socket(facts.master.host, facts.master.port))
    user = try QuotedString(facts.applicationUser)
    files = (
      try QuotedString(facts.authority), try QuotedString(facts.certificate), try QuotedString(facts.key)
    )
  }

  var blocks: [[String]] {
    [
      ["// " + facts.title("go-sql-driver/mysql over TLS")] + facts.advice.flatMap(Comment.slashes),
      [
        "package database", "", "import (", "\t\"crypto/tls\"", "\t\"crypto/x509\"", "\t\"database/sql\"",
        "\t\"errors\"", "\t\"os\"", "", "\t\"github.com/go-sql-driver/mysql\"", ")",
      ],
      [
        "// Open makes a pool of connections; none is made before the first use.",
        "func Open() (*sql.DB, error) {",
        "\tauthority, err := os.ReadFile(\(files.authority))",
        "\tif err != nil {", "\t\treturn nil, err", "\t}",
        "\troots := x509.NewCertPool()",
        "\tif !roots.AppendCertsFromPEM(authority) {",
        "\t\treturn nil, errors.New(\"no certificate in the authority's file\")", "\t}",
        "\tpair, err := tls.LoadX509KeyPair(\(files.certificate), \(files.key))",
        "\tif err != nil {", "\t\treturn nil, err", "\t}",
        "\terr = mysql.RegisterTLSConfig(\"mkcerts\", &tls.Config{",
        "\t\tRootCAs:      roots,", "\t\tCertificates: []tls.Certificate{pair},",
        "\t\tServerName:   \(host),", "\t\tMinVersion:   tls.VersionTLS12,", "\t})",
        "\tif err != nil {", "\t\treturn nil, err", "\t}",
        "\tconfig := mysql.NewConfig()",
        "\tconfig.User = \(user)", "\tconfig.Passwd = \"\(AccountStatements.placeholder)\"",
        "\tconfig.Net = \"tcp\"", "\tconfig.Addr = \(socket)", "\tconfig.TLSConfig = \"mkcerts\"",
        "\treturn sql.Open(\"mysql\", config.FormatDSN())", "}",
      ],
    ]
  }
}
