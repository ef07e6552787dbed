import Foundation
import TestSupport
import Testing

/// Chains, circular pairs and slaves of several masters.
@Suite struct `verify of who replicates from whom` {
  /// Two servers, a and b, that replicate from each other, and the files of a slave, c.
  private static func ring() throws -> Scratch {
    let scratch = try Scratch(empty: true)
    let result = try scratch.shell(
      """
      set -e
      openssl req -x509 -newkey rsa:2048 -nodes -keyout ca-key -out ca.pem -days 99 -subj /CN=Ring
      statement() {
        printf "CHANGE MASTER $3 TO MASTER_HOST='$1', MASTER_USER='repl', MASTER_SSL=1, MASTER_SSL_CA='/e/$4', "
        printf "MASTER_SSL_CERT='/e/$2-cert.pem', MASTER_SSL_KEY='/e/$2-key.pem', MASTER_SSL_VERIFY_SERVER_CERT=1;\\n"
      }
      made() {
        mkdir -p $1; cp ca.pem $1
        openssl req -newkey rsa:2048 -nodes -keyout $1/$2-key.pem -subj /CN=$1 |
          openssl x509 -req -CA ca.pem -CAkey ca-key -days 90 -out $1/$2-cert.pem \
            -extfile <(echo subjectAltName=DNS:$1.test)
        chmod 600 $1/$2-key.pem
      }
      for host in a b; do
        made $host server
        printf '[mysqld]\\nssl-ca=/e/ca.pem\\nssl-cert=/e/server-cert.pem\\nssl-key=/e/server-key.pem\\n' > $host/my.cnf
      done
      made c client
      statement b.test server '' ca.pem > a/change.sql; statement a.test server '' ca.pem > b/change.sql
      statement a.test client "'one'" ca.pem > c/change.sql
      statement b.test client "'two'" ca.pem >> c/change.sql
      """)
    try #require(result.succeeded, "\(result.errors)")
    return scratch
  }

  private static let server = ["--server", "mariadb-10.11"]

  @Test func `proves both directions of a circular pair, or names the one that fails once`() throws {
    let scratch = try Self.ring()
    let links = ["a", "b", "--link", "a=b", "--link", "b=a"] + Self.server
    let good = try scratch.run(["verify"] + links)
    #expect(good.succeeded && good.output.contains("2 masters and 2 slaves"), "\(good.output)\(good.errors)")
    #expect(!good.output.contains("circular-pair"), "\(good.output)")
    try scratch.shell("sed -i s/b.test/wrong.test/ a/change.sql")
    let bad = try scratch.run(["verify"] + links)
    #expect(bad.status == 1 && bad.output.contains("FAILED a"), "\(bad.output)\(bad.errors)")
    #expect(bad.output.contains("a from b does not come up, b from a comes up"), "\(bad.output)")
    #expect(bad.output.components(separatedBy: "dials wrong.test").count == 2, "\(bad.output)")
    #expect(bad.output.components(separatedBy: "(circular-pair)").count == 2, "\(bad.output)")
  }

  @Test func `takes a folder that is named as a master's and as a slave's for one host`() throws {
    let scratch = try Self.ring()
    let sides = ["a", "b"].flatMap { ["--master", "\($0)=\($0)", "--slave", "\($0)=\($0)"] }
    let named = try scratch.run(["verify"] + sides + ["--link", "a=b", "--link", "b=a"] + Self.server)
    #expect(
      named.succeeded && named.output.contains("2 masters and 2 slaves"), "\(named.output)\(named.errors)")
    #expect(!named.output.contains("a#2") && !named.output.contains("other-holder"), "\(named.output)")
  }

  @Test func `holds each channel of a slave against its own master`() throws {
    let scratch = try Self.ring()
    let arguments = ["verify", "--master", "a", "--master", "b", "--slave", "c"] + Self.server
    let good = try scratch.run(arguments)
    #expect(good.succeeded && good.output.contains("on 4 connections"), "\(good.output)\(good.errors)")
    try scratch.shell("sed -i '2s/ca.pem/gone.pem/' c/change.sql")
    let bad = try scratch.run(arguments)
    #expect(bad.status == 1 && bad.output.contains("FAILED c"), "\(bad.output)\(bad.errors)")
    #expect(bad.output.contains("c/gone.pem"), "\(bad.output)")
  }

  @Test func `proves a chain only where the host in the middle is known as a master too`() throws {
    let scratch = try Self.ring()
    func files(_ host: String, _ kind: String) -> String {
      "\(host)=\(host)/ca.pem,\(host)/\(kind)-cert.pem,\(host)/\(kind)-key.pem"
    }
    let chain =
      ["verify", "--master", files("a", "server"), "--slave", files("b", "server")]
      + ["--slave", files("c", "client"), "--link", "b=a", "--link", "c=b"] + Self.server
    let open = try scratch.run(chain)
    #expect(open.status == 1, "\(open.output)\(open.errors)")
    #expect(
      open.output.contains("c is to replicate from b, of which no server's certificate is known"),
      "\(open.output)")
    let whole = try scratch.run(chain + ["--master", files("b", "server")])
    #expect(whole.succeeded && whole.output.contains("on 2 connections"), "\(whole.output)\(whole.errors)")
  }

  @Test func `holds each hop of a chain, and names the one that breaks`() throws {
    let scratch = try Scratch(empty: true)
    let made = try scratch.shell(
      """
      set -e
      "$MKCERTS" init-ca --master top --san top.test
      "$MKCERTS" issue relay --role both --san relay.test --master-host top.test
      "$MKCERTS" issue leaf --master-host relay.test
      """)
    try #require(made.succeeded, "\(made.errors)")
    let links = ["--link", "relay=top", "--link", "leaf=relay"]
    let good = try scratch.run(["verify"] + links)
    #expect(good.succeeded && good.output.contains("on 2 connections"), "\(good.output)\(good.errors)")
    try scratch.shell("openssl genpkey -algorithm ed25519 -out pki/hosts/relay/server-key.pem")
    let bad = try scratch.run(["verify"] + links)
    #expect(bad.status == 1 && bad.output.contains("FAILED relay"), "\(bad.output)")
    #expect(bad.output.contains("relay/server-key.pem is not the key of"), "\(bad.output)")
  }

  @Test func `asks of the members of a cluster that each is server and client`() throws {
    let scratch = try Scratch(empty: true)
    let made = try scratch.shell(
      """
      set -e
      "$MKCERTS" init-ca --no-master
      for host in n1 n2; do
        "$MKCERTS" issue $host --role peer --san $host.test
        mkdir $host; cp pki/hosts/$host/*.pem $host
        printf '[mysqld]\\nwsrep_on=ON\\nssl-ca=/e/cacert.pem\\n' > $host/my.cnf
        printf 'ssl-cert=/e/server-cert.pem\\nssl-key=/e/server-key.pem\\n' >> $host/my.cnf
      done
      "$MKCERTS" issue n3 --role master --san n3.test; cp pki/hosts/n3/*.pem .
      """)
    try #require(made.succeeded, "\(made.errors)")
    let members = ["verify", "--master", "n1", "--slave", "n2"] + Self.server
    let good = try scratch.run(members)
    #expect(!good.output.contains("member-usage"), "\(good.output)\(good.errors)")
    try scratch.shell("cp server-cert.pem server-key.pem n1/")
    let bad = try scratch.run(members)
    #expect(bad.status == 1 && bad.output.contains("its certificate is not for clientAuth"), "\(bad.output)")
  }
}

/// Where the accounts of slaves may log in from.
@Suite struct `issue of an account's host` {
  @Test func `is the slave's own where its account is its own, and the master's where all slaves share one`()
    throws
  {
    let scratch = try Scratch()
    func accounts() throws -> [String] {
      try scratch.text("pki/hosts/master/accounts.sql").split(separator: "\n").filter {
        $0.hasPrefix("CREATE USER")
      }
      .map { String($0.dropFirst("CREATE USER IF NOT EXISTS ".count).prefix { $0 != " " }) }
    }
    try scratch.run(["issue", "slave03", "--account-host", "10.%", "--require", "subject"])
    try scratch.run(["issue", "slave04", "--require", "subject"])
    try scratch.run(["issue", "slave05", "--account-host", "11.%"])
    #expect(try accounts() == ["'repl'@'%'", "'repl-slave03'@'10.%'", "'repl-slave04'@'%'"])
    try scratch.run(["issue", "master", "--replace", "--account-host", "192.0.2.%"])
    #expect(try accounts() == ["'repl'@'192.0.2.%'", "'repl-slave03'@'10.%'", "'repl-slave04'@'192.0.2.%'"])
  }
}
