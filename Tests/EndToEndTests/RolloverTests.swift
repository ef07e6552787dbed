import Foundation
import TestSupport
import Testing

@Suite struct `rollover` {
  private func succeed(_ scratch: Scratch, _ arguments: String...) throws -> String {
    let result = try scratch.run(["rollover"] + arguments)
    try #require(result.succeeded, "\(arguments): \(result.errors)\(result.output)")
    return result.output
  }

  /// The subject of a certificate's issuer.
  private func issuer(_ file: String, in scratch: Scratch) throws -> String {
    try OpenSSLCommand.output(["x509", "-noout", "-issuer", "-in", scratch.folder("pki/hosts/" + file)])
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  @Test func `no step but the first can be the first, and none is taken where there is no authority`() throws
  {
    let scratch = try Scratch()
    for step in ["promote", "finish", "abort"] {
      try scratch.refuses(
        ["rollover", step], saying: ["no rollover is under way in pki", "`mkcerts rollover begin`"])
    }
    let status = try scratch.run(["rollover", "status"])
    #expect(status.status == 0 && status.output.contains("no rollover is under way"))
    let empty = try Scratch(empty: true)
    for step in ["begin", "promote", "finish", "abort", "status", "keep-key"] {
      try empty.refuses(["rollover", step], saying: ["there is no authority"])
    }
  }

  @Test func `begun twice it says where it stands, and changes nothing`() throws {
    let scratch = try Scratch()
    #expect(try succeed(scratch, "begin").contains("made CN=T G2 in pki/authority/ca-key-2.pem"))
    let tree = try scratch.tree()
    let again = try succeed(scratch, "begin")
    #expect(!again.contains("made") && again.contains("CN=T G1 signs, and hosts trust CN=T G2 too"))
    #expect(try scratch.tree() == tree)
    try scratch.refuses(["rollover", "keep-key"], saying: ["a rollover is under way", "rollover status"])
    try scratch.refuses(["rollover", "finish"], saying: ["signs nothing yet", "rollover promote"])
    #expect(try scratch.run(["verify"]).status == 0)
    // What is issued meanwhile is of the generation that signs, and trusts both.
    #expect(try scratch.run(["issue", "slave03"]).succeeded)
    #expect(try issuer("slave03/client-cert.pem", in: scratch) == "issuer=CN = T G1")
    #expect(try scratch.text("pki/hosts/slave03/cacert.pem") == scratch.text("pki/cacert.pem"))
  }

  @Test func `promote waits for folders that were deployed, and takes none of the pki's own`() throws {
    let scratch = try Scratch()
    #expect(try scratch.shell("cp -a pki/hosts old").succeeded)
    _ = try succeed(scratch, "begin")
    #expect(
      try scratch.shell("cp -a pki/hosts new; mkdir empty strange; cp pki/cacert.pem strange").succeeded)
    #expect(try scratch.run(["rollover", "promote"]).status == 1)
    let seen = try scratch.run(["rollover", "promote", "--deployed", "old", "--confirm", "slave02"])
    #expect(
      seen.status == 2 && seen.errors.contains("slave02 is confirmed, but old/slave02 does not trust CN=T G2")
    )
    for folder in ["pki", "pki/hosts", "pki/hosts/slave01", "."] where folder != "." {
      try scratch.refuses(
        ["rollover", "promote", "--deployed", folder], saying: ["proves nothing", "--confirm HOST"])
    }
    for folder in ["empty", "strange"] {
      try scratch.refuses(
        ["rollover", "promote", "--deployed", folder],
        saying: ["\(folder) holds no certificate that was issued"])
    }
    try scratch.refuses(["rollover", "promote", "--deployed", "nowhere"], saying: ["nowhere"])
    try scratch.refuses(
      ["rollover", "promote", "--confirm", "slave9"], saying: ["nothing is issued to slave9"])
    let partly = try scratch.run([
      "rollover", "promote", "--deployed", "new/master", "--deployed", "old/slave01",
    ])
    #expect(
      partly.status == 1 && partly.output.contains("2 of 3 hosts not shown to be ready: slave01, slave02"))
    #expect(partly.output.contains("old/slave01 does not trust CN=T G2"))
    #expect(
      partly.output.contains(
        "if forced: slave01, slave02 may refuse master: the slave's Last_IO_Errno is 2026"))
    let promoted = try succeed(scratch, "promote", "--deployed", "new/slave01", "--confirm", "slave02")
    #expect(
      promoted.contains("CN=T G2 signs from now on")
        && promoted.contains("to do on master (mariadb-10.11, master):\n  copy cacert.pem, "))
    #expect(try issuer("slave01/client-cert.pem", in: scratch) == "issuer=CN = T G2")
    let status = try scratch.run(["rollover", "status", "--deployed", "new"])
    #expect(
      status.status == 1
        && status.output.contains("new/slave01 presents a certificate of CN=T G1, not of CN=T G2"))
  }

  @Test func `hosts of both generations are proven, and each is said to be of which`() throws {
    let scratch = try Scratch()
    _ = try succeed(scratch, "begin")
    #expect(try scratch.shell("cp -a pki/hosts before").succeeded)
    _ = try succeed(scratch, "promote", "--confirm-all")
    #expect(try scratch.shell("rm -r pki/hosts/slave01 && cp -a before/slave01 pki/hosts").succeeded)
    let mixed = try scratch.run(["verify"])
    #expect(mixed.status == 0, "\(mixed.output)")
    #expect(mixed.output.contains("slave01  slave   client-cert.pem of CN=T G1 until"))
    #expect(mixed.output.contains("slave02  slave   client-cert.pem of CN=T G2 until"))
    #expect(
      mixed.output.contains(
        "share one authority, CN=T G1 and, during its rollover, CN=T G2, on 2 connections"))
    let report = try scratch.run(["verify", "--format", "json"])
    #expect(
      report.output.contains("\"authority\" : \"CN=T G1\"") && report.output.contains("\"otherGeneration\""))
    // The folders alone do not tell that both are one authority's.
    #expect(try scratch.shell("cp -a pki/hosts deployed").succeeded)
    let alone = try scratch.run(["verify", "deployed/master", "deployed/slave01"])
    #expect(alone.status == 1 && alone.output.contains("name its pki folder too"))
    #expect(try scratch.run(["verify", "pki", "deployed/master", "deployed/slave01"]).status == 0)
  }

  @Test
  func `a begin that was killed before the next generation had its list makes that list when run again`()
    throws
  {
    let scratch = try Scratch()
    #expect(try scratch.run(["crl"]).succeeded)
    _ = try succeed(scratch, "begin")
    // As a process leaves it that is killed between the two.
    let forget = """
      python3 -c 'import sqlite3; ledger = sqlite3.connect("pki/authority/ledger.sqlite");
      ledger.execute("DELETE FROM revocation_list WHERE generation = 2"); ledger.commit()'
      """
    #expect(try scratch.shell(forget).succeeded)
    let again = try succeed(scratch, "begin")
    #expect(again.contains("made the revocation list of CN=T G2"), "\(again)")
    #expect(try scratch.shell("grep -c BEGIN pki/hosts/slave01/crl.pem").output == "2\n")
    #expect(try succeed(scratch, "promote", "--confirm-all").contains("CN=T G2 signs from now on"))
    #expect(try scratch.run(["verify"]).status == 0)
  }

  @Test
  func `a key that stayed on its host is certified by its request, and without that promote is refused`()
    throws
  {
    let scratch = try Scratch()
    let request =
      "openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout k.pem -out r.pem "
    #expect(try scratch.shell(request + "-subj /CN=x && $MKCERTS issue slave03 --csr r.pem").succeeded)
    _ = try succeed(scratch, "begin")
    let file = "pki/hosts/slave03/client-req.pem"
    #expect(try scratch.shell("mv \(file) kept.pem").succeeded)
    try scratch.refuses(
      ["rollover", "promote", "--confirm-all"], saying: ["\(file)", "is gone", "--csr FILE"], changing: true)
    let status = try scratch.run(["rollover", "status"])
    #expect(status.status == 1 && status.output.contains("promote is not safe: 1 of"), "\(status.output)")
    #expect(try issuer("master/server-cert.pem", in: scratch) == "issuer=CN = T G1")
    #expect(try scratch.shell("mv kept.pem \(file)").succeeded)
    let promoted = try succeed(scratch, "promote", "--confirm-all")
    #expect(
      promoted.contains(
        "to do on slave03 (mariadb-10.11, slave):\n  STOP SLAVE;\n  copy cacert.pem, client-cert.pem from"))
    let keys = try ["req -in r.pem", "x509 -in pki/hosts/slave03/client-cert.pem"].map {
      try scratch.shell("openssl \($0) -noout -pubkey").output
    }
    #expect(keys[0] == keys[1])
    #expect(try scratch.run(["verify"]).status == 0)
  }

  @Test func `the next key is encrypted as the present one is, and a wrong passphrase changes nothing`()
    throws
  {
    let scratch = try Scratch(empty: true)
    let (good, bad) = (["P": "right"], ["P": "wrong"])
    let option = ["--passphrase-env", "P"]
    #expect(try scratch.run(["init-ca", "--name", "T"] + option, environment: good).succeeded)
    #expect(try scratch.run(["issue", "slave01"] + option, environment: good).succeeded)
    try scratch.refuses(["rollover", "begin"], saying: ["no passphrase was given"])
    try scratch.refuses(["rollover", "begin"] + option, saying: ["does not decrypt"], environment: bad)
    #expect(try scratch.run(["rollover", "begin"] + option, environment: good).succeeded)
    #expect(try scratch.text("pki/authority/ca-key-2.pem").hasPrefix("-----BEGIN ENCRYPTED PRIVATE KEY-----"))
    let promote = ["rollover", "promote", "--confirm-all"] + option
    try scratch.refuses(
      promote, saying: ["does not decrypt pki/authority/ca-key-2.pem"], environment: bad, changing: true)
    #expect(try scratch.run(["rollover", "status"]).output.contains("CN=T G1 signs"))
    #expect(try scratch.run(promote, environment: good).succeeded)
    try scratch.refuses(["rollover", "abort"] + option, saying: ["does not decrypt"], environment: bad)
    #expect(try scratch.run(["rollover", "abort"] + option, environment: good).succeeded)
    #expect(try issuer("slave01/client-cert.pem", in: scratch) == "issuer=CN = T G1")
  }

  @Test
  func `a certificate that is renewed over its key verifies what the old one did, and the other way round`()
    throws
  {
    let scratch = try Scratch()
    #expect(try scratch.shell("cp pki/cacert.pem old.pem").succeeded)
    try scratch.refuses(
      ["rollover", "keep-key", "--days", "10"], saying: ["lasts until", "give it more than"])
    try scratch.refuses(["rollover", "keep-key", "--days", "0"], saying: ["--days 0"])
    #expect(try succeed(scratch, "keep-key", "--days", "4000").contains("renewed CN=T G1 over its key"))
    #expect(try scratch.run(["issue", "slave03"]).succeeded)
    for (leaf, authority) in [("slave01", "pki/cacert.pem"), ("slave01", "old.pem"), ("slave03", "old.pem")] {
      let verified = try OpenSSLCommand.verify(
        scratch.folder("pki/hosts/\(leaf)/client-cert.pem"), under: scratch.folder(authority),
        purpose: .client)
      #expect(verified.succeeded, "\(leaf) under \(authority)")
    }
    let fields = try ["old.pem", "pki/cacert.pem"].map {
      try scratch.shell("openssl x509 -in \($0) -noout -subject -pubkey -ext subjectKeyIdentifier,keyUsage")
        .output
    }
    #expect(fields[0] == fields[1] && !fields[0].isEmpty)
    #expect(try scratch.text("pki/hosts/slave01/cacert.pem") == scratch.text("pki/cacert.pem"))
    #expect(try scratch.run(["verify"]).status == 0)
    // Asked for again it is there.
    let again = try scratch.run(["rollover", "keep-key", "--days", "4000"])
    #expect(again.succeeded && again.errors.contains("which is what was asked for"))
  }

  @Test func `an authority that ends before certificates would says how it gets more time`() throws {
    let scratch = try Scratch(empty: true)
    let made = try scratch.run(["init-ca", "--days", "100"])
    #expect(made.succeeded && made.errors.contains("`mkcerts rollover keep-key`"))
    let issued = try scratch.run(["issue", "slave01", "--days", "50"])
    #expect(issued.succeeded && issued.errors.contains("`mkcerts rollover begin`"))
    #expect(try scratch.run(["rollover", "keep-key"]).succeeded)
    #expect(try scratch.run(["issue", "slave02"]).errors.isEmpty)
  }

  @Test func `revocation lists are of both generations while both are trusted`() throws {
    let scratch = try Scratch()
    #expect(try scratch.run(["revoke", "slave02", "--reason", "keyCompromise"]).succeeded)
    #expect(try scratch.run(["issue", "slave02", "--replace"]).succeeded)
    func lists() throws -> Int {
      try scratch.text("pki/hosts/master/crl.pem").components(separatedBy: "BEGIN").count - 1
    }
    #expect(try lists() == 1)
    _ = try succeed(scratch, "begin")
    #expect(try lists() == 2)
    _ = try succeed(scratch, "promote", "--confirm-all")
    #expect(try scratch.run(["revoke", "slave01", "--reason", "superseded"]).succeeded)
    #expect(try lists() == 2)
    let verify = "openssl verify -crl_check -CAfile pki/cacert.pem -CRLfile pki/crl.pem pki/hosts"
    #expect(try scratch.shell("\(verify)/master/server-cert.pem").succeeded)
    #expect(try !scratch.shell("\(verify)/slave01/client-cert.pem").succeeded)
    #expect(try scratch.run(["issue", "slave01", "--replace"]).succeeded)
    _ = try succeed(scratch, "finish", "--confirm-all")
    #expect(try lists() == 1)
    #expect(try scratch.shell("\(verify)/slave01/client-cert.pem").succeeded)
  }
}
