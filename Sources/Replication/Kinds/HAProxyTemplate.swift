/// HAProxy in front of servers: TLS passes through it, from the client to the server.
///
/// HAProxy configuration manual, "mode tcp" and "option mysql-check". HAProxy speaks TLS from the first byte only, and
/// MySQL's protocol begins in the clear, so it can neither end nor begin TLS here. The checks are measured with HAProxy
/// 2.6, MariaDB 10.11 and MySQL 9.7, where mysql-check cannot log in with caching_sha2_password: the server counts
/// each check as a broken connection, and blocks HAProxy's address after 100 (1129).
struct HAProxyTemplate: KindTemplate {
  static let summary = "HAProxy passing TLS through, which is all that it can do with this protocol"
  static let demand = KindDemand(certificate: .server)

  private let facts: KindFacts
  private let servers: [(name: PlainWord, socket: PlainWord)]

  init(_ facts: KindFacts) throws(ReplicationError) {
    self.facts = facts
    var servers: [(PlainWord, PlainWord)] = []
    let own = facts.members.filter { $0.name == facts.host.name }
    for member in own.isEmpty ? Array(facts.members.prefix(1)) : own {
      let place = "a configuration of HAProxy"
      servers.append(
        (
          try PlainWord(member.name, in: place),
          try PlainWord(KindFacts.bracketed(member.address), in: place, brackets: true)
        ))
    }
    self.servers = servers
  }

  private var port: Int { facts.members.first?.port ?? 3306 }

  var blocks: [[String]] {
    [
      ["# " + facts.title("haproxy.cfg: TLS through HAProxy to a server")] + passing, names, section,
    ]
  }

  private var passing: [String] {
    Comment.option(
      "HAProxy cannot do this protocol's TLS: the server speaks first, in the clear, and only then does TLS "
        + "begin. So TLS passes through from the client to the server; HAProxy needs no certificate and no key, "
        + "and `ssl` on a bind or server line would break every connection.")
  }

  private var names: [String] {
    Comment.option(
      "The client sees the server's certificate, and the account may REQUIRE X509 as without a proxy. But a "
        + "client that compares names compares the one it DIALLED: HAProxy's. That name must be in the "
        + "certificate of each server behind it, beside its own names:")
      + [
        "#   mkcerts issue \(facts.host.name) --replace\(sans) --san dns:proxy.example.com",
        "# The server sees HAProxy's address in place of the client's: accounts must allow that.",
      ]
  }

  /// All names that the certificate has, since those that are given take their place.
  private var sans: String {
    (facts.members.first?.names ?? []).compactMap { try? ShellWord($0) }.map { " --san \($0)" }.joined()
  }

  private var section: [String] {
    [
      "listen mysql_\(servers[0].name.description.filter { $0.isLetter || $0.isNumber })",
      "    bind 127.0.0.1:3307    # put the address that clients dial here",
      "    mode tcp",
      "    timeout connect 5s",
      "    timeout client  8h     # no shorter than the server's wait_timeout",
      "    timeout server  8h",
    ] + check + servers.map { "    server \($0.name) \($0.socket):\(port) check" }
  }

  /// Whether a server is up: by a login where HAProxy can do one.
  private var check: [String] {
    guard facts.server.nativePassword == .standard else {
      return [
        "    # HAProxy looks whether the port is open, which the server does not count as an attempt. No option",
        "    # mysql-check here: it cannot log in with caching_sha2_password (1251), so that the server counts as",
        "    # down, and after 100 attempts blocks HAProxy's address, and with it all clients (1129; measured).",
      ]
    }
    return [
      "    # A health check in the clear: the account must exist, without password, REQUIRE or privileges:",
      "    #   CREATE USER 'haproxy'@'%';",
      "    # A server that refuses connections without TLS refuses it too, and counts as down. Without this line",
      "    # HAProxy only looks whether the port is open, which the server does not count as an attempt.",
      "    option mysql-check user haproxy",
    ]
  }
}
