import Foundation
import TestSupport
import Testing

@Suite struct `the passphrase of the authority's key` {
  private let scratch: Scratch
  private var key: String { scratch.folder("pki/authority/ca-key.pem") }

  init() throws {
    scratch = try Scratch()
    for name in ["one", "two"] { try scratch.folder.write(name + "-passphrase\n", to: name) }
  }

  private func opens(_ passphrase: String) throws -> Bool {
    try OpenSSLCommand.run(["pkey", "-noout", "-in", key, "-passin", "pass:\(passphrase)"]).succeeded
  }

  private func set(_ arguments: String...) throws -> ProgramResult {
    try scratch.run(["passphrase", "set"] + arguments)
  }

  @Test func `is added, changed and removed while the key stays the same`() throws {
    let before = try OpenSSLCommand.output(["pkey", "-in", key, "-pubout"])
    #expect(try set("--new-passphrase-file", "one").output.contains("it was in clear until now"))
    #expect(try opens("one-passphrase") && !opens("two-passphrase"))
    let changed = try set("--passphrase-file", "one", "--new-passphrase-file", "two", "--kdf", "pbkdf2")
    #expect(changed.succeeded, "\(changed.errors)")
    #expect(try opens("two-passphrase") && !opens("one-passphrase"))
    let mode = try FileManager.default.attributesOfItem(atPath: key)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(try scratch.run(["issue", "s9", "--passphrase-file", "two"]).succeeded)
    #expect(try scratch.run(["passphrase", "remove", "--passphrase-file", "two"]).succeeded)
    #expect(try OpenSSLCommand.output(["pkey", "-in", key, "-pubout"]) == before)
    let again = try scratch.run(["passphrase", "remove"])
    #expect(again.succeeded && again.output.contains("unchanged"))
    #expect(try scratch.run(["issue", "s10"]).succeeded && scratch.run(["verify"]).succeeded)
    let left = try FileManager.default.contentsOfDirectory(atPath: scratch.folder("pki/authority"))
    #expect(Set(left).isSubset(of: ["ca-key.pem", "ledger.sqlite", "lock"]), "\(left)")
  }

  @Test(arguments: [
    "--passphrase-fd 8 --new-passphrase-fd 9 8< one 9< <(sleep 0.2; cat two)",
    "--passphrase-env ONE --new-passphrase-env TWO",
    "--passphrase-file <(cat one) --new-passphrase-file two",
  ])
  func `comes from any source, old and new`(options: String) throws {
    #expect(try set("--new-passphrase-file", "one").succeeded)
    let result = try scratch.shell(
      "export ONE=one-passphrase TWO=two-passphrase; \"$MKCERTS\" passphrase set \(options)")
    #expect(result.succeeded, "\(result.errors)")
    #expect(try opens("two-passphrase"))
    #expect(!(result.output + result.errors).contains("-passphrase\n"))
  }

  @Test func `is not changed without the present one`() throws {
    try scratch.refuses(
      ["passphrase", "set", "--passphrase-file", "one", "--new-passphrase-file", "two"],
      saying: ["ca-key.pem is not encrypted"])
    #expect(try set("--new-passphrase-file", "one").succeeded)
    let wrong = ["--passphrase-file", "two"]
    try scratch.refuses(
      ["passphrase", "set", "--new-passphrase-file", "one"], saying: ["no passphrase was given"])
    try scratch.refuses(
      ["passphrase", "set", "--new-passphrase-file", "one"] + wrong, saying: ["does not decrypt"])
    try scratch.refuses(["passphrase", "remove"] + wrong, saying: ["does not decrypt"])
    try scratch.refuses(["passphrase", "remove"], saying: ["no passphrase was given"])
    try scratch.folder.write("", to: "empty")
    try scratch.refuses(
      ["passphrase", "set", "--passphrase-file", "one", "--new-passphrase-file", "empty"],
      saying: ["is empty"]
    )
    try scratch.refuses(
      ["passphrase", "set", "--passphrase-file", "one"], status: 64, saying: ["is missing"])
    #expect(try opens("one-passphrase"))
  }

  @Test(arguments: [
    ("a link", "mv K moved; ln -s $PWD/moved K", "symbolic link"),
    ("another key", "openssl genpkey -algorithm ED25519 > K", "is not a key of this authority"),
    ("open", "chmod 644 K", "is open to other users"), ("garbage", "echo x > K", "cannot be read"),
  ])
  func `is not given to what is not the authority's key`(what: (String, make: String, says: String)) throws {
    try scratch.shell(what.make.replacing("K", with: "pki/authority/ca-key.pem"))
    try scratch.refuses(["passphrase", "set", "--new-passphrase-file", "one"], saying: [what.says])
  }
}
