/// Something that produces a symptom.
public struct Cause: Sendable, Hashable {
  /// The name of the rule of `verify` that finds it; of a cause that no file shows, a name of its own.
  public let rule: String
  /// What is wrong then, one sentence without capital and full stop.
  public let sentence: String
  /// What tells it from the other causes: a command, or what to look at, and what it shows then.
  public let check: String
  /// What mends it.
  public let fix: String
  /// Whether `verify` can find it, since it shows in files.
  public let isInFiles: Bool
  /// Those that one check tells apart, with this one among them; nil where it is told by its own check alone.
  public internal(set) var group: CauseGroup?
  /// What the check of the group prints where it is this cause.
  public internal(set) var answer: String?

  init(_ rule: String, _ sentence: String, check: String, fix: String, isInFiles: Bool = true) {
    self.rule = rule
    self.sentence = sentence
    self.check = check
    self.fix = fix
    self.isInFiles = isInFiles
  }

  /// The same as one of `group`, whose check prints `answer` for it.
  func among(_ group: CauseGroup, _ answer: String) -> Cause {
    var cause = self
    cause.group = group
    cause.answer = answer
    return cause
  }
}

/// The two ends of a connection, in the words and file names that causes are told in.
enum LinkEnd: Sendable {
  case master, slave

  /// The end itself.
  var name: String { self == .master ? "the master" : "the slave" }
  /// The one at the other end.
  var other: LinkEnd { self == .master ? .slave : .master }
  /// What it shows to the other end.
  var certificate: String { self == .master ? "server-cert.pem" : "client-cert.pem" }
  /// Its private key.
  var key: String { self == .master ? "server-key.pem" : "client-key.pem" }
  /// What openssl-verify(1) calls the use of its certificate.
  var purpose: String { self == .master ? "sslserver" : "sslclient" }
  /// The extended key usage that its certificate needs.
  var usage: String { self == .master ? "serverAuth" : "clientAuth" }
  /// How its trust file is named to it.
  var trustOption: String {
    self == .master ? "the master's ssl_ca" : "the slave's MASTER_SSL_CA or SOURCE_SSL_CA"
  }
  /// How it is named its revocation lists.
  var revocationOption: String {
    self == .master ? "the master's ssl_crl" : "the slave's MASTER_SSL_CRL or SOURCE_SSL_CRL"
  }
  /// What makes it take changed files.
  var reload: String {
    self == .master
      ? "then FLUSH SSL on MariaDB, ALTER INSTANCE RELOAD TLS on MySQL 8.0 and later"
      : "then STOP and START the slave"
  }
  /// The command that makes its pair anew.
  var reissue: String {
    "`mkcerts issue \(self == .master ? "master" : "SLAVE") --replace`, with --csr FILE where it made its own key"
  }
}
