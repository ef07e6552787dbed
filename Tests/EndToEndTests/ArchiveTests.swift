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
    ("ln -s /etc/passwd pki/hosts/slave01/x; tar -cf slave01.tar -C pki/hosts slave01", "is a symbolic link"),
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
