import Foundation
import TestSupport
import Testing

@Suite struct `files of the authority` {
  static let kinds: [(String, String)] = [
    ("dangling", "rm -rf F; ln -s nowhere F"), ("directory", "rm -rf F; mkdir -m 700 F"),
    ("pipe", "rm -rf F; mkfifo F"),
    ("device", "rm -rf F; ln -s /dev/zero F"),
    ("socket", "rm -rf F; python3 -c \"import socket; socket.socket(1).bind('F')\""),
    ("empty", "rm -rf F; (umask 077; : > F)"), ("garbage", "(umask 077; head -c 5000 /dev/urandom > F)"),
    ("huge", "rm -rf F; (umask 077; truncate -s 1G F)"), ("truncated", "truncate -s 100 F"),
  ]

  @Test(arguments: ["pki/cacert.pem", "pki/authority/ca-key.pem", "pki/authority/ledger.sqlite"], kinds)
  func `that are something else are named and left as they are`(file: String, kind: (String, String)) throws {
    let scratch = try Scratch()
    #expect(try scratch.shell(kind.1.replacing("F", with: file)).succeeded)
    try scratch.refuses(["issue", "s9"], saying: [file])
    if !file.hasSuffix("ca-key.pem") { try scratch.refuses(["init-ca", "--no-master"], saying: [file]) }
    if file.hasSuffix("sqlite"), kind.0 != "truncated" {
      try scratch.refuses(["list"], saying: [file])
      try scratch.refuses(["config", "slave01"], saying: [file])
    }
  }

  @Test(arguments: ["ln -s nowhere F", "mkdir F", "mkfifo F", "ln -s ../cacert.pem F", "mknod F c 1 5"])
  func `where the lock should be are not waited for`(make: String) throws {
    let scratch = try Scratch()
    let file = "pki/authority/lock"
    try scratch.shell("rm \(file); " + make.replacing("F", with: file))
    try scratch.refuses(["issue", "s9"], saying: [file])
  }

  @Test(arguments: [
    "ln -s moved pki/authority", "mkfifo pki/authority", ": > pki/authority", "ln -s nowhere pki/authority",
  ])
  func `where the authority's folder should be are refused by every command that signs`(make: String) throws {
    let scratch = try Scratch()
    try scratch.shell("mv pki/authority pki/moved; \(make)")
    try scratch.refuses(["issue", "s9"], saying: ["pki/authority"])
    try scratch.refuses(["init-ca"], saying: ["pki/authority"])
  }

  @Test(arguments: ["ln -s /etc F", "ln -s nowhere F", "mkdir F", ": > F", "mkfifo F"])
  func `where a host's folder should go stay as they are`(make: String) throws {
    let scratch = try Scratch()
    try scratch.shell(make.replacing("F", with: "pki/hosts/s9"))
    try scratch.refuses(["issue", "s9"], saying: ["pki/hosts/s9 exists"])
    try scratch.refuses(["issue", "s9", "--replace"], saying: ["pki/hosts/s9 exists"])
  }

  @Test func `behind a link in the place of a host's folder are not replaced`() throws {
    let scratch = try Scratch()
    try scratch.shell("mv pki/hosts/slave01 elsewhere; ln -s ../../elsewhere pki/hosts/slave01")
    try scratch.refuses(
      ["issue", "slave01", "--replace"], saying: ["pki/hosts/slave01", "symbolic link"], changing: true)
    let foreign = try scratch.shell("mv pki/hosts h2; ln -s ../h2 pki/hosts")
    #expect(foreign.succeeded)
    try scratch.refuses(["issue", "s9"], saying: ["pki/hosts", "symbolic link"], changing: true)
  }

  @Test(arguments: [
    ("cp FOREIGN/pki/authority/ca-key.pem pki/authority/", "is not the key of pki/cacert.pem"),
    ("cp FOREIGN/pki/cacert.pem pki/", "is not the certificate of the authority"),
    ("cp pki/cacert.pem pki/authority/ca-key.pem", "ca-key.pem"),
    ("chmod 644 pki/authority/ca-key.pem", "chmod 600"),
    ("cp pki/authority/ca-key.pem pki/cacert.pem", "it holds no certificate but PRIVATE KEY"),
    ("openssl x509 -in pki/cacert.pem -outform DER -out d; mv d pki/cacert.pem", "pki/cacert.pem"),
    ("rm pki/cacert.pem", "pki/cacert.pem"), ("rm pki/authority/ca-key.pem", "pki/authority/ca-key.pem"),
    ("rm pki/authority/ledger.sqlite", "ledger.sqlite is missing or empty"),
    ("rm -r pki/authority", "half of the authority"),
  ])
  func `that are foreign, swapped or missing are told by name`(script: String, saying: String) throws {
    let scratch = try Scratch()
    #expect(try scratch.shell(script.replacing("FOREIGN", with: Scratch.foreign.get().path)).succeeded)
    try scratch.refuses(["issue", "s9"], saying: [saying])
  }

  @Test func `with the line ends and byte order marks of other systems are read`() throws {
    let scratch = try Scratch()
    try scratch.shell(
      "sed -i 's/$/\\r/' pki/cacert.pem pki/authority/ca-key.pem; sed -i '1s/^/\\xef\\xbb\\xbf/' pki/cacert.pem"
    )
    let result = try scratch.run(["issue", "s9"])
    #expect(result.succeeded, "\(result.errors)")
    #expect(try scratch.run(["verify"]).succeeded)
  }

  @Test(.enabled(if: geteuid() == 0)) func `of another user are left to that user`() throws {
    let scratch = try Scratch()
    try scratch.shell("chown -R 12345 pki")
    try scratch.refuses(
      ["issue", "s9"], saying: ["belongs to the user 12345, not to you, the user 0", "`chown -R 0 pki`"])
    try scratch.shell(
      "chown -R 0 pki; chmod 755 .; cp \"$MKCERTS\" program; chmod 755 program; chmod 755 pki")
    let stranger = "setpriv --reuid 12345 --clear-groups ./program"
    let before = try scratch.tree()
    for words in ["issue s9", "init-ca", "list", "config slave01"] {
      let result = try scratch.shell("\(stranger) \(words)")
      #expect(result.status == 2 && result.output.isEmpty, "\(words): \(result.errors)")
      #expect(result.errors.contains("mkcerts: hint: "), "\(words): \(result.errors)")
    }
    let verified = try scratch.shell("\(stranger) verify")
    #expect(
      verified.status == 1 || verified.status == 2, "what cannot be read proves nothing: \(verified.output)")
    #expect(try scratch.tree() == before)
  }
}
