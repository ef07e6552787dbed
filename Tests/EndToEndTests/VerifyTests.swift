import Foundation
import TestSupport
import Testing

/// Something done to a pki folder by hand, what `verify` says of it, and whether its own fix is a command of
/// mkcerts.
struct Mishap: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let script: String
  let host: String?
  let saying: String
  /// What else the fix asks to be done by hand, before its command.
  var first = ""
  var fix: String?
}

@Suite struct `verify of a pki folder` {
  static let mishaps = [
    Mishap(
      testDescription: "swapped-keys", script: "cp H/slave02/client-key.pem H/slave01/", host: "slave01",
      saying: "is not the key of", fix: "issue slave01 --replace"),
    Mishap(
      testDescription: "no-certificate", script: "rm H/slave01/client-cert.pem", host: "slave01",
      saying: "half of a pair", fix: "issue slave01 --replace"),
    Mishap(
      testDescription: "no-key", script: "rm H/slave01/client-key.pem", host: "slave01",
      saying: "half of a pair", fix: "issue slave01 --replace"),
    Mishap(
      testDescription: "no-master-key", script: "rm H/master/server-key.pem", host: "master",
      saying: "half of a pair", fix: "issue master --replace"),
    Mishap(
      testDescription: "foreign-host", script: "rm -r H/slave01; cp -a FOREIGN/pki/hosts/slave01 H/",
      host: "slave01", saying: "another authority of the same name", fix: "issue slave01 --replace"),
    Mishap(
      testDescription: "foreign-trust", script: "cp FOREIGN/pki/cacert.pem H/slave01/", host: "slave01",
      saying: "trusts another authority", first: "cp pki/cacert.pem H/slave01/cacert.pem", fix: nil),
    Mishap(
      testDescription: "open-key", script: "chmod 644 H/slave01/client-key.pem", host: "slave01",
      saying: "open to every user", first: "chmod 600 H/slave01/client-key.pem"),
    Mishap(
      testDescription: "open-authority-key", script: "chmod 644 pki/authority/ca-key.pem", host: nil,
      saying: "pki/authority/ca-key.pem is open to every user", first: "chmod 600 pki/authority/ca-key.pem"),
    Mishap(
      testDescription: "foreign-authority-key", script: "cp FOREIGN/pki/authority/ca-key.pem pki/authority/",
      host: nil, saying: "is not the key of pki/cacert.pem"),
    Mishap(
      testDescription: "foreign-cacert", script: "cp FOREIGN/pki/cacert.pem pki/", host: "slave01",
      saying: "is not the key of pki/cacert.pem", first: "cp H/master/cacert.pem pki/cacert.pem"),
    Mishap(
      testDescription: "authority-key-in-host", script: "cp pki/authority/ca-key.pem H/slave01/backup.pem",
      host: "slave01", saying: "is the authority's private key", first: "rm H/slave01/backup.pem"),
    Mishap(
      testDescription: "garbage-certificate", script: "head -c 500 /dev/urandom > H/slave01/client-cert.pem",
      host: "slave01", saying: "holds no certificate", fix: "issue slave01 --replace"),
    Mishap(
      testDescription: "directory-as-key",
      script: "rm H/slave01/client-key.pem; mkdir H/slave01/client-key.pem", host: "slave01",
      saying: "it is a directory"),
    Mishap(
      testDescription: "pipe-as-key", script: "rm H/slave01/client-key.pem; mkfifo H/slave01/client-key.pem",
      host: "slave01", saying: "it is a pipe"),
    Mishap(
      testDescription: "huge-certificate", script: "truncate -s 1G H/slave01/client-cert.pem",
      host: "slave01", saying: "1073741824 bytes", fix: "issue slave01 --replace"),
    Mishap(
      testDescription: "no-trust", script: "rm H/slave01/cacert.pem", host: "slave01",
      saying: "what slave01 trusts, is missing", first: "cp pki/cacert.pem H/slave01/cacert.pem"),
    Mishap(
      testDescription: "encrypted-key",
      script:
        "cd H/slave01; openssl pkey -in client-key.pem -aes256 -passout pass:x -out k; mv k client-key.pem",
      host: "slave01", saying: "is encrypted"),
    Mishap(
      testDescription: "empty-host", script: "mkdir H/s9", host: "s9",
      saying: "neither a server's nor a client's", first: "mv H/s9 away", fix: "issue s9 --replace"),
    Mishap(
      testDescription: "copied-host", script: "cp -a H/slave01 H/s9", host: "s9",
      saying: "was issued to slave01, not to s9", first: "mv H/s9 away", fix: "issue s9 --replace"),
    Mishap(
      testDescription: "linked-host", script: "rm -r H/slave01; ln -s slave02 H/slave01", host: "slave01",
      saying: "was issued to slave02", first: "mv H/slave01 away", fix: "issue slave01 --replace"),
    Mishap(
      testDescription: "other-master-dialled",
      script: "sed -i \"s/MASTER_HOST = '.*'/MASTER_HOST = 'elsewhere.test'/\" H/slave01/change-master.sql",
      host: "slave01", saying: "dials elsewhere.test", fix: "issue master --san elsewhere.test --replace"),
    Mishap(
      testDescription: "only-master", script: "rm -r H/slave0?", host: nil, saying: "there is no slave",
      fix: "issue slave01 --replace"),
    Mishap(testDescription: "no-hosts", script: "rm -r H", host: nil, saying: "there is no master"),
    Mishap(testDescription: "no-cacert", script: "rm pki/cacert.pem", host: nil, saying: "pki/cacert.pem"),
  ]

  @Test(arguments: mishaps) func `names host, reason and fix, and passes once it is fixed`(mishap: Mishap)
    throws
  {
    let scratch = try Scratch()
    func shell(_ script: String) throws {
      let text = script.replacing("H/", with: "pki/hosts/").replacing(" H", with: " pki/hosts")
      let result = try scratch.shell(text.replacing("FOREIGN", with: try Scratch.foreign.get().path))
      #expect(result.succeeded, "\(result.errors)")
    }
    try shell(mishap.script)
    let before = try scratch.tree()
    let result = try scratch.run(["verify", "--strict"])
    #expect(result.status == 1 && result.errors.isEmpty, "\(result.output)\(result.errors)")
    #expect(result.output.contains(mishap.saying), "\(result.output)")
    if let host = mishap.host { #expect(result.output.contains("FAILED \(host)"), "\(result.output)") }
    #expect(result.output.contains("fix: "), "\(result.output)")
    #expect(!result.output.contains("0 of"), "\(result.output)")
    #expect(try scratch.tree() == before)
    try snapshot(steady(result.output), named: "verify/\(mishap.testDescription).txt")
    guard mishap.fix != nil || !mishap.first.isEmpty else { return }
    if !mishap.first.isEmpty { try shell(mishap.first) }
    if let fix = mishap.fix {
      if mishap.testDescription != "only-master" {
        #expect(result.output.contains("`mkcerts \(fix)`"), "\(result.output)")
      }
      let fixed = try scratch.run(fix.split(separator: " ").map(String.init))
      #expect(fixed.succeeded, "\(fixed.errors)")
    }
    let again = try scratch.run(["verify", "--strict"])
    #expect(again.succeeded, "\(again.output)")
  }

  @Test func `does not mind what an admin keeps beside it`() throws {
    let scratch = try Scratch()
    try scratch.shell(
      "cd pki; echo x > NOTES; echo x > hosts/README.txt; echo x > hosts/slave01/notes.md; mkdir hosts/slave01/old hosts/.git"
    )
    let result = try scratch.run(["verify"])
    #expect(result.succeeded, "\(result.output)")
  }

  @Test func `names the one certificate of a peer once`() throws {
    let scratch = try Scratch()
    try scratch.run(["issue", "p1", "--role", "peer", "--san", "p1.test"])
    let line = try scratch.run(["verify"]).output.split(separator: "\n").first { $0.contains(" p1 ") } ?? ""
    #expect(line.contains("peer") && line.components(separatedBy: "server-cert.pem").count == 2, "\(line)")
  }

  @Test func `is refused where there is none`() throws {
    let scratch = try Scratch()
    for (path, sentence) in [
      ("nowhere", "there is no pki folder at nowhere"),
      ("/etc/passwd", "/etc/passwd cannot be used: it is no option file"),
      ("pki/hosts/slave01/cacert.pem", "does not tell whether it is a master's or a slave's"),
    ] {
      try scratch.refuses(["verify", path], saying: [sentence])
      try scratch.refuses(["verify", "--pki", path], saying: ["`mkcerts init-ca --pki \(path)`"])
    }
  }

  @Test func `prints fixes that can be run as they stand, for another folder too`() throws {
    let scratch = try Scratch()
    try scratch.shell("mv pki \"it's mine\"; rm \"it's mine/hosts/slave01/client-key.pem\"")
    let output = try scratch.run(["verify", "--pki", "it's mine"]).output
    let command = try #require(output.firstMatch(of: #/`mkcerts (issue slave01 [^`]*)`/#)?.1, "\(output)")
    #expect(try scratch.shell("\"$MKCERTS\" \(command)").succeeded, "\(command)")
    #expect(try scratch.run(["verify", "it's mine"]).succeeded)
  }

  @Test func `notes hosts on record that have no folder, and leaves nothing beside the ledger`() throws {
    let scratch = try Scratch()
    try scratch.shell("rm -f pki/authority/ledger.sqlite-*; mv pki/hosts/slave02 .")
    let before = try scratch.tree()
    let result = try scratch.run(["verify"])
    #expect(result.succeeded && result.output.contains("slave02 is on record"), "\(result.output)")
    #expect(try scratch.tree() == before)
    try scratch.shell("mv slave02 pki/hosts/")
    #expect(try !scratch.run(["verify"]).output.contains("host-without-folder"))
  }

  @Test(arguments: [
    "openssl pkey -in K -outform DER -out OUT.der",
    "openssl pkcs12 -export -nocerts -inkey K -passout pass: -out OUT.x",
    "openssl pkcs12 -export -nocerts -inkey K -passout pass:x -out ca.p12",
  ])
  func `finds the authority's key on a host in other forms than PEM`(script: String) throws {
    let scratch = try Scratch()
    let made = try scratch.shell(
      "cd pki/hosts/slave01 && " + script.replacing("K", with: "../../authority/ca-key.pem"))
    #expect(made.succeeded, "\(made.errors)")
    let result = try scratch.run(["verify"])
    #expect(result.output.contains("(misplaced-authority-key)"), "\(result.output)")
  }

  @Test func `names two hosts that share one key`() throws {
    let scratch = try Scratch()
    let made = try scratch.shell(
      """
      openssl req -new -key pki/hosts/slave01/client-key.pem -subj /CN=s9 -out s9.csr
      "$MKCERTS" issue s9 --csr s9.csr
      """)
    #expect(made.succeeded, "\(made.errors)")
    let result = try scratch.run(["verify"])
    #expect(
      result.succeeded && result.output.contains("s9, slave01 have one private key"), "\(result.output)")
  }

  @Test func `tells those who have no pki folder what to sign, and not only what to run`() throws {
    let scratch = try Scratch()
    try scratch.shell(
      """
      H=pki/hosts; cp $H/slave02/client-key.pem $H/slave01/; mkdir own; cp -r $H/master $H/slave01 own/
      """)
    let result = try scratch.run(["verify", "--master", "own/master", "--slave", "own/slave01"])
    #expect(
      result.output.contains("sign a new certificate for slave01 with the authority of own/"),
      "\(result.output)")
  }
}
