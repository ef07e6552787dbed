import Foundation
import TestSupport
import Testing

@Suite struct `archives of host folders` {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.shell(
      """
      for host in master slave01 slave02; do "$MKCERTS" bundle $host --output $host.tar; done
      """)
  }

  @Test(arguments: ["ustar", "pax", "gnu"]) func `are verified as the folders are`(form: String) throws {
    try scratch.shell(
      """
      tar --format=\(form) -cf slave01.tar -C pki/hosts slave01; tar --format=\(form) -cf slave02.tar -C pki/hosts/slave02 .
      """)
    let archives = try scratch.run(["verify", "master.tar", "slave01.tar", "slave02.tar"])
    let folders = try scratch.run(["verify"])
    #expect(archives.status == 0 && archives.output == folders.output, "\(archives.output)\(archives.errors)")
    let named = try scratch.run(["verify", "--master", "m=master.tar", "--slave", "s=slave01.tar"])
    #expect(named.status == 0, "\(named.output)\(named.errors)")
  }

  @Test func `are verified compressed by gzip as they are not, whatever they are called`() throws {
    try scratch.shell(
      """
      tar -czf slave01.tar.gz -C pki/hosts slave01; tar -czf slave02.tgz -C pki/hosts/slave02 .; gzip -9 < master.tar > master
      """)
    let archives = try scratch.run(["verify", "master", "slave01.tar.gz", "slave02.tgz"])
    let folders = try scratch.run(["verify"])
    #expect(archives.status == 0 && archives.output == folders.output, "\(archives.output)\(archives.errors)")
    let explained = try scratch.run(["explain", "2013", "--master", "master", "--slave", "slave01.tar.gz"])
    #expect(explained.status == 0 && explained.output.contains("None of these"), "\(explained.output)")
  }

  @Test
  func `may hold the files as they lie on the host, in etc and var, with what its option file includes`()
    throws
  {
    for (host, kind) in [("master", "server"), ("slave01", "client")] {
      try scratch.shell(
        """
        mkdir -p \(host)/etc/mysql/tls \(host)/etc/mysql/conf.d \(host)/var/lib/mysql
        cp pki/hosts/\(host)/*.pem \(host)/etc/mysql/tls/
        cp pki/hosts/\(host)/replication-tls.cnf \(host)/etc/mysql/conf.d/tls.cnf
        cp pki/hosts/\(host)/*.sql \(host)/var/lib/mysql/
        printf '[mysqld]\\ndatadir = /var/lib/mysql\\n!includedir /etc/mysql/conf.d/\\n' > \(host)/etc/mysql/my.cnf
        tar -czf \(host).tgz -C \(host) .
        """)
      #expect(try scratch.shell("tar -tzf \(host).tgz").output.contains("\(kind)-key.pem"))
    }
    let result = try scratch.run(["verify", "--master", "master.tgz", "--slave", "slave01.tgz"])
    #expect(result.status == 0 && result.output.contains("proven"), "\(result.output)\(result.errors)")
    // The included file says what the master does; without its option, there is no TLS.
    try scratch.shell("echo 'ssl = OFF' >> master/etc/mysql/conf.d/tls.cnf; tar -czf master.tgz -C master .")
    let off = try scratch.run(["verify", "--master", "master.tgz", "--slave", "slave01.tgz"])
    #expect(off.status == 1 && off.output.contains("tls-not-offered"), "\(off.output)\(off.errors)")
  }

  /// A slave whose authorities are in a folder that `openssl rehash` made: links of names by hash.
  private func packWithLinks(_ change: String = "") throws {
    try scratch.shell(
      """
      cd pki/hosts/slave01; mkdir -p capath store; mv cacert.pem store/ca.pem; ln store/ca.pem capath/ca.pem
      openssl rehash capath; ls capath/*.0; ln -s store/../store/ca.pem cacert.pem
      sed -i "s|_SSL_CA *= *'[^']*'|_SSL_CA = ''|; s|_SSL_CAPATH *= *''|_SSL_CAPATH = '/etc/mysql/tls/capath'|" *.sql
      mv client-key.pem k.pem; ln -s /etc/mysql/tls/slave01/k.pem client-key.pem; ln -s . again
      \(change)
      cd ..; tar -cf ../../slave01.tar slave01
      """)
  }

  @Test func `may hold links, which are followed in the archive alone`() throws {
    try packWithLinks()
    let listed = try scratch.shell("tar -tvf slave01.tar").output
    #expect(listed.contains("link to slave01/") && listed.contains(".0 -> ca.pem"), "\(listed)")
    let result = try scratch.run(["verify", "master.tar", "slave01.tar", "--server", "mariadb-10.11"])
    #expect(result.status == 0 && result.output.contains("proven: 1 master and 1 slave"), "\(result)")
  }

  @Test(arguments: [
    (
      "ln -sf /etc/passwd client-cert.pem",
      "client-cert.pem cannot be used: it is a link to /etc/passwd, which is not"
    ),
    (
      "rm client-cert.pem; ln -s client-cert.pem client-cert.pem",
      "through more than 40 others, or in a circle"
    ),
    ("ln -sf a b; ln -sf b a; ln -sf a client-cert.pem", "through more than 40 others, or in a circle"),
    ("ln -sf ../master/server-cert.pem client-cert.pem", "link to ../master/server-cert.pem, which is not"),
    ("ln -sf ../../../../../../etc/passwd capath/*.0", "link to ../../../../../../etc/passwd, which is not"),
    ("ln -sf store/other.pem client-cert.pem", "it is a link to store/other.pem, which is not"),
    ("ln -sf /etc/passwd more.sql", "more.sql cannot be used: it is a link to /etc/passwd, which is not"),
  ]) func `whose links lead elsewhere or nowhere are told so in a sentence`(change: String, says: String)
    throws
  {
    try packWithLinks(change)
    let result = try scratch.run(["verify", "master.tar", "slave01.tar", "--server", "mariadb-10.11"])
    #expect(result.status == 1 && result.output.contains(says), "\(result.output)\(result.errors)")
    #expect(!result.output.contains("root:"))
  }

  @Test func `of another authority are not proven`() throws {
    let foreign = try Scratch.foreign.get()("pki")
    try scratch.shell("tar -cf slave02.tar -C '\(foreign)/hosts' slave02")
    let result = try scratch.run(["verify", "master.tar", "slave01.tar", "slave02.tar"])
    #expect(result.status == 1 && result.output.contains("another-authority"), "\(result.output)")
  }

  @Test func `are judged by what is in them, whatever this machine has at the same paths`() throws {
    let folder = scratch.folder
    try scratch.shell("mkdir tls; mv pki/hosts/slave01/c*.pem tls/; tar -cf slave01.tar -C pki/hosts slave01")
    var text = try scratch.text("pki/hosts/slave01/change-master.sql")
    text = text.replacing("/etc/mysql/tls", with: folder("tls"))
    try folder.write(text, to: "pki/hosts/slave01/change-master.sql")
    try scratch.shell("tar -cf slave01.tar -C pki/hosts slave01")
    let result = try scratch.run(["verify", "master.tar", "slave01.tar"])
    #expect(result.status == 1 && result.output.contains("slave01.tar/"), "\(result.output)\(result.errors)")
    #expect(!result.output.contains("proven: 1 master and 1 slave share"))
  }

  @Test func `keep the modes of keys, and hide no key of the authority`() throws {
    try scratch.shell("chmod 644 pki/hosts/slave01/client-key.pem; tar -cf slave01.tar -C pki/hosts slave01")
    let open = try scratch.run(["verify", "--strict", "master.tar", "slave01.tar"])
    #expect(open.status == 1 && open.output.contains("slave01.tar/client-key.pem is open"), "\(open.output)")
    try scratch.shell(
      "cp pki/authority/ca-key.pem pki/hosts/slave01/old.txt; tar -cf slave01.tar -C pki/hosts slave01")
    let authority = try scratch.run(["verify", "--strict", "master.tar", "slave01.tar"])
    #expect(
      authority.status == 1 && authority.output.contains("slave01.tar/old.txt"), "\(authority.output)")
  }

  @Test(arguments: [
    ("mkfifo pki/hosts/slave01/x; tar -cf slave01.tar -C pki/hosts slave01", "is a pipe"),
    ("tar -P -cf slave01.tar pki/hosts/../hosts/slave01", "leads out of the archive"),
    ("truncate -s 1500 slave01.tar", "cut short"), ("truncate -s 20M slave01.tar", "bytes"),
    ("tar -rf slave01.tar -C pki/hosts/slave01 cacert.pem", "twice"),
    ("gzip < slave01.tar | head -c 900 > x; mv x slave01.tar", "cut short"),
    ("gzip < pki/cacert.pem > slave01.tar", "no tar archive"),
    ("head -c 20M /dev/zero | gzip > slave01.tar", "unpacks to more than"),
    ("(gzip < slave01.tar; echo more) > x; mv x slave01.tar", "5 bytes follow"),
    ("xz < slave01.tar > x; mv x slave01.tar", "is compressed"),
  ])
  func `that are hostile or damaged are refused`(make: String, says: String) throws {
    try scratch.shell(make)
    try scratch.refuses(["verify", "master.tar", "slave01.tar"], saying: ["slave01.tar", says])
  }

  @Test(arguments: ["pki", "-C pki hosts", "-C pki/hosts ."]) func `of several hosts are refused`(
    what: String
  )
    throws
  {
    try scratch.shell("tar -czf all.tgz \(what)")
    try scratch.refuses(
      ["verify", "all.tgz"], saying: ["all.tgz holds the folders of several hosts", "tar -xf"])
  }

  @Test func `stand for a whole host alone`() throws {
    try scratch.refuses(
      ["verify", "--master", "master.tar", "--slave", "slave01.tar,pki/cacert.pem"],
      saying: ["and other paths are named with it"])
  }
}
