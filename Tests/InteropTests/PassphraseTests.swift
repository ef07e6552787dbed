import Foundation
import TestSupport
import Testing

/// The passphrase of the authority's key, as the commands take it.
@Suite struct PassphraseTests {
  @Test(arguments: ["env", "fd", "file"])
  func `init-ca reads the passphrase once, also for the master that it issues at once`(source: String) throws
  {
    let folder = try TemporaryFolder()
    var mkcerts = try Mkcerts.program()
    mkcerts.environment["PHRASE"] = "correct horse"
    let option =
      switch source {
      case "env": ["--passphrase-env", "PHRASE"]
      case "fd": ["--passphrase-fd", "0"]
      default: ["--passphrase-file", try folder.write("correct horse\n", to: "phrase")]
      }
    let pki = ["--pki", folder("pki")]
    let founded = try mkcerts.run(["init-ca"] + pki + option, input: "correct horse\n")
    #expect(founded.succeeded, "\(founded.errors)")
    let key = try String(contentsOfFile: folder("pki/authority/ca-key.pem"), encoding: .utf8)
    #expect(key.hasPrefix("-----BEGIN ENCRYPTED PRIVATE KEY-----"))
    #expect(FileManager.default.fileExists(atPath: folder("pki/hosts/master/server-cert.pem")))
    try mkcerts.output(["issue", "slave01"] + pki + option, input: "correct horse\n")
    try mkcerts.output(["verify"] + pki)
  }

  @Test func `a passphrase for an authority whose key is in clear is refused, not ignored`() throws {
    let folder = try TemporaryFolder()
    var mkcerts = try Mkcerts.program()
    mkcerts.environment["PHRASE"] = "correct horse"
    let command = ["init-ca", "--pki", folder("pki")]
    try mkcerts.output(command)
    let again = try mkcerts.run(command + ["--passphrase-env", "PHRASE"])
    #expect(again.ending == .exited(2))
    #expect(again.errors.contains("has an authority already, and its key is"))
  }
}
