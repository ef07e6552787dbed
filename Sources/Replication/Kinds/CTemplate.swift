/// Calls of the C library of the server's makers.
///
/// MySQL C API manual, "mysql_options()" (MYSQL_OPT_SSL_MODE: 5.7.11); MariaDB Connector/C documentation,
/// "mysql_optionsv" (MYSQL_OPT_SSL_VERIFY_SERVER_CERT). Measured with MariaDB Connector/C 3.3.
struct CTemplate: KindTemplate {
  static let summary = "C: libmysqlclient or MariaDB Connector/C"
  static let demand = KindDemand(certificate: .client)

  private let facts: KindFacts
  private let files: [(option: String, value: QuotedString)]
  private let host: QuotedString
  private let user: QuotedString

  init(_ facts: KindFacts) throws(ReplicationError) {
    self.facts = facts
    files = [
      ("CA", try QuotedString(facts.authority)), ("CERT", try QuotedString(facts.certificate)),
      ("KEY", try QuotedString(facts.key)),
    ]
    host = try QuotedString(facts.master.host)
    user = try QuotedString(facts.applicationUser)
  }

  private var verification: [String] {
    switch facts.server.flavour {
    case .mysql:
      [
        "  unsigned int mode = SSL_MODE_VERIFY_IDENTITY;",
        "  mysql_options(mysql, MYSQL_OPT_SSL_MODE, &mode);",
      ]
    case .mariadb:
      [
        "  my_bool yes = 1;", "  mysql_options(mysql, MYSQL_OPT_SSL_ENFORCE, &yes);",
        "  mysql_options(mysql, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &yes);",
      ]
    }
  }

  var blocks: [[String]] {
    [
      ["// " + facts.title("The C library over TLS")] + facts.advice.flatMap(Comment.slashes),
      ["#include <stdio.h>", "#include <mysql.h>"],
      [
        "// Returns the connection, or NULL without one; close it with mysql_close.",
        "MYSQL *open_tls(void) {",
        "  MYSQL *mysql = mysql_init(NULL);", "  if (mysql == NULL) return NULL;",
      ] + verification + files.map { "  mysql_options(mysql, MYSQL_OPT_SSL_\($0.option), \($0.value));" }
        + [
          "  if (mysql_real_connect(mysql, \(host), \(user), \"\(AccountStatements.placeholder)\", NULL, "
            + "\(facts.master.port), NULL, 0)) return mysql;",
          "  fprintf(stderr, \"%s\\n\", mysql_error(mysql));", "  mysql_close(mysql);", "  return NULL;", "}",
        ],
    ]
  }
}
