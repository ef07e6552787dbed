/// Options for the Rust crates mysql and sqlx.
///
/// docs.rs: mysql 28 (SslOpts, and ClientIdentity of its feature for rustls, which reads PEM files) and sqlx
/// 0.8 (MySqlConnectOptions). sqlx is measured: 0.8.3 with native-tls and with rustls, against MariaDB 10.11 and
/// MySQL 9.7.
struct RustTemplate: KindTemplate {
  static let summary = "Rust: the crates mysql and sqlx"
  static let demand = KindDemand(certificate: .client)

  private let facts: KindFacts
  private let host: QuotedString
  private let user: QuotedString
  private let files: (authority: QuotedString, certificate: QuotedString, key: QuotedString)

  init(_ facts: KindFacts) throws(ReplicationError) {
    self.facts = facts
    host = try QuotedString(facts.master.host)
    user = try QuotedString(facts.applicationUser)
    files = (
      try QuotedString(facts.authority), try QuotedString(facts.certificate), try QuotedString(facts.key)
    )
  }

  var blocks: [[String]] {
    [
      ["// " + facts.title("Rust over TLS")] + facts.advice.flatMap(Comment.slashes),
      [
        "// The crate mysql with its feature for rustls; with native-tls an identity is a PKCS#12 file instead.",
        "fn mysql_options() -> mysql::Opts {",
        "    let identity = mysql::ClientIdentity::new(",
        "        std::path::PathBuf::from(\(files.certificate)),",
        "        std::path::PathBuf::from(\(files.key)),", "    );",
        "    let tls = mysql::SslOpts::default()",
        "        .with_root_cert_path(Some(std::path::PathBuf::from(\(files.authority))))",
        "        .with_client_identity(Some(identity));", "    mysql::OptsBuilder::new()",
        "        .ip_or_hostname(Some(\(host)))", "        .tcp_port(\(facts.master.port))",
        "        .user(Some(\(user)))", "        .pass(Some(\"\(AccountStatements.placeholder)\"))",
        "        .ssl_opts(Some(tls))", "        .into()", "}",
      ],
      [
        "// The crate sqlx with a feature for TLS:",
        "fn sqlx_options() -> sqlx::mysql::MySqlConnectOptions {",
        "    sqlx::mysql::MySqlConnectOptions::new()", "        .host(\(host))",
        "        .port(\(facts.master.port))", "        .username(\(user))",
        "        .password(\"\(AccountStatements.placeholder)\")",
        "        .ssl_mode(sqlx::mysql::MySqlSslMode::VerifyIdentity)",
        "        .ssl_ca(\(files.authority))", "        .ssl_client_cert(\(files.certificate))",
        "        .ssl_client_key(\(files.key))", "}",
      ],
    ]
  }
}
