import Foundation
import TestSupport
import Testing

/// The commands `revoke` and `crl` as somebody at a terminal meets them.
@Suite struct RevokeTests {
  @Test func `what is revoked is listed and shown with reason and time, and verify fails it`() throws {
    let scratch = try Scratch()
    let revoked = try scratch.run(["revoke", "slave01", "--reason", "keycompromise"])
    #expect(revoked.succeeded && revoked.output.contains("revoked, 20"), "\(revoked.output)")
    #expect(revoked.output.contains("pki/crl.pem: list number 1 of CN=T G1, 1 revoked, until "))
    #expect(revoked.output.contains("to do on master (mariadb-10.11, master):"))
    #expect(revoked.output.contains("to do on slave02 (mariadb-10.11, slave):"))
    #expect(!revoked.output.contains("to do on slave01"))
    #expect(revoked.errors.contains("a connection that stands is not checked again"))
    #expect(revoked.errors.contains("all replication stops"))
    try scratch.refuses(["issue", "slave01"], saying: ["was revoked", "`mkcerts issue slave01 --replace`"])
    #expect(try scratch.run(["list"]).output.contains("(keyCompromise)"))
    #expect(try scratch.run(["show", "slave01"]).output.contains("(keyCompromise)"))
    let json = try scratch.run(["list", "slave01", "--format", "json"]).output
    #expect(json.contains("\"revocationReason\" : \"keyCompromise\"") && json.contains("\"revokedAt\""))
    let verified = try scratch.run(["verify"])
    #expect(verified.status == 1 && verified.output.contains("FAILED slave01"), "\(verified.output)")
    #expect(verified.output.contains("ok     slave02"))
    // The fix that verify and issue print.
    #expect(try scratch.run(["issue", "slave01", "--replace"]).succeeded)
    #expect(try scratch.run(["verify"]).status == 0)
    let shown = try scratch.run(["show", "pki/crl.pem"]).output
    #expect(shown.contains("number        1\n") && shown.contains("keyCompromise"), "\(shown)")
  }

  @Test func `of a fleet alike but for keys and numbers, the revoked ones fail, and no other`() throws {
    let scratch = try Scratch()
    let hosts = (1...80).map { "s\($0)" }
    try #require(try scratch.run(["issue"] + hosts).succeeded)
    // The first of the series is what OpenSSL judges the others by, and one of each half goes to another thread.
    for host in ["s1", "s33", "s79"] {
      try #require(try scratch.run(["revoke", host, "--reason", "keyCompromise"]).succeeded)
    }
    let verified = try scratch.run(["verify"])
    let failed = verified.output.split(separator: "\n").filter { $0.hasPrefix("FAILED") }
    #expect(verified.status == 1)
    #expect(Set(failed.map { $0.split(separator: " ")[1] }) == ["s1", "s33", "s79"], "\(verified.output)")
  }

  @Test func `whoever else has a certificate over the same key is named`() throws {
    let scratch = try Scratch()
    let request =
      "openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout k.pem -out r.pem -subj /CN=x"
    #expect(try scratch.shell("\(request) && $MKCERTS issue one --csr r.pem").succeeded)
    #expect(try scratch.shell("$MKCERTS issue two --csr r.pem").succeeded)
    let revoked = try scratch.run(["revoke", "one", "--reason", "keyCompromise"])
    #expect(revoked.succeeded)
    #expect(
      revoked.errors.contains("shares its key with certificates of two that are good yet: `mkcerts revoke "))
  }

  @Test func `a second revoke says so, changes nothing and is no failure`() throws {
    let scratch = try Scratch()
    try scratch.run(["revoke", "slave01", "--reason", "superseded"])
    let before = try scratch.tree()
    let again = try scratch.run(["revoke", "slave01", "--reason", "keyCompromise"])
    #expect(again.status == 0 && again.output.contains("unchanged: revoked already"))
    #expect(again.output.contains("superseded; that stays its reason, and keyCompromise is not recorded"))
    #expect(try scratch.tree() == before)
    let json = try scratch.run(["revoke", "slave01", "--format", "json"])
    #expect(json.output.contains("\"isNew\" : false") && json.output.contains("\"lists\" : [\n\n  ]"))
  }

  @Test(arguments: [
    (["revoke", "slave9"], 2, "nothing was ever issued to \"slave9\""),
    (["revoke", "deadbeef"], 2, "neither a host nor a serial number"),
    (["revoke", "slave01", "--days", "0"], 2, "--days 0 is not between"),
    (["revoke", "slave01", "--days", "9999"], 2, "before a revocation list of 9999 days does"),
    (["crl", "--days", "40000"], 2, "--days 40000 is not between"),
    (["revoke", "slave01", "--reason", "bored"], 64, "bored"),
    (["revoke", "slave01", "--reason", "certificateHold"], 64, "certificateHold"),
    (["revoke"], 64, "host|serial"),
  ])
  func `what cannot be is refused, and nothing is lost`(words: [String], status: Int32, saying: String) throws
  {
    let scratch = try Scratch()
    let before = try scratch.tree()
    let result = try scratch.run(words)
    #expect(result.status == status && result.errors.contains(saying), "\(result.errors)")
    #expect(result.outputBytes.isEmpty)
    #expect(try scratch.tree() == before)
  }

  @Test func `without the passphrase nothing is recorded, and what was cut short waits for it`() throws {
    let scratch = try Scratch(empty: true)
    let secret = ["--passphrase-env", "P"]
    let environment = ["P": "correct horse"]
    try scratch.run(["init-ca"] + secret, environment: environment)
    try scratch.run(["issue", "slave01"] + secret, environment: environment)
    try scratch.refuses(["revoke", "slave01"], saying: ["is encrypted", "--passphrase-file"])
    try scratch.refuses(
      ["revoke", "slave01"] + secret, saying: ["does not decrypt"], environment: ["P": "wrong"])
    #expect(try !scratch.run(["list"]).output.contains("revoked"))
    // As a process leaves it that is killed once the revocation is recorded.
    let cut = try scratch.shell(
      "P='correct horse' strace -f -qq -o /dev/null -e trace=renameat2,rename -e inject=renameat2,rename:signal=KILL:when=1 "
        + "\"$MKCERTS\" revoke slave01 --passphrase-env P")
    #expect(!cut.succeeded)
    #expect(try scratch.run(["list"]).output.contains("revoked"))
    let next = try scratch.run(["issue", "slave02"] + secret, environment: environment)
    #expect(next.succeeded && next.errors.contains("interrupted"), "\(next.errors)")
    let text = try scratch.shell(
      "openssl crl -in pki/crl.pem -noout -text; cmp pki/crl.pem pki/hosts/slave02/crl.pem")
    #expect(text.succeeded && text.output.contains("Serial Number"), "\(text.errors)")
  }

  @Test func `during a rollover there is a list of each generation, and one after it`() throws {
    let scratch = try Scratch()
    func lists() throws -> [Int] {
      try ["pki", "pki/hosts/master", "pki/hosts/slave02"].map { folder in
        let text = try String(contentsOfFile: scratch.folder(folder + "/crl.pem"), encoding: .utf8)
        return text.components(separatedBy: "BEGIN X509 CRL").count - 1
      }
    }
    try scratch.run(["revoke", "slave01"])
    #expect(try scratch.run(["rollover", "begin"]).succeeded)
    #expect(try lists() == [2, 2, 2])
    #expect(try scratch.run(["rollover", "promote", "--force"]).succeeded)
    // What servers would refuse for want of a list is not.
    let promoted = try scratch.run(["verify"]).output
    #expect(promoted.contains("ok     slave02") && promoted.contains("ok     master"), "\(promoted)")
    let both = try scratch.run(["revoke", "slave02"])
    #expect(both.output.contains("list number 3 of CN=T G1, 2 revoked"), "\(both.output)")
    #expect(both.output.contains("list number 4 of CN=T G2, 1 revoked"), "\(both.output)")
    #expect(try scratch.run(["rollover", "finish", "--force"]).succeeded)
    #expect(try lists() == [1, 1, 1])
    // Also for what the retired generation signed, of which no list tells any more, nothing is left to do.
    #expect(try scratch.run(["revoke", "master"]).succeeded)
    let after = try scratch.run(["issue", "master", "slave01", "slave02", "--replace"])
    #expect(after.succeeded && !after.errors.contains("interrupted"), "\(after.errors)")
    #expect(try scratch.run(["verify"]).succeeded)
  }

  @Test(.disabled(if: Sanitizer.isOn, "libfaketime does not work under AddressSanitizer"))
  func `the end of a list is due a month before, and a failure from its last second on`() throws {
    let scratch = try Scratch()
    func verify(_ offset: String) throws -> ProgramResult {
      try scratch.shell("faketime -f '\(offset)' \"$MKCERTS\" verify")
    }
    #expect(try scratch.run(["crl", "--days", "40"]).succeeded)
    #expect(try !verify("+9 days").output.contains("revocation-list"))
    let due = try verify("+11 days")
    #expect(due.succeeded && due.output.contains("(revocation-list)"), "\(due.output)")
    let over = try verify("+41 days")
    #expect(over.status == 1 && over.output.contains("is stale"), "\(over.output)")
    #expect(try scratch.shell("faketime -f '+41 days' \"$MKCERTS\" crl").succeeded)
    #expect(try verify("+41 days").succeeded)
  }
}
