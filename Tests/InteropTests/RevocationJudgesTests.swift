import Foundation
import TestSupport
import Testing

/// The lists that mkcerts makes, before judges that share no code with it.
@Suite struct RevocationJudgesTests {
  @Test(arguments: ["ecdsa-p256", "ecdsa-p384", "rsa-2048", "ed25519"])
  func `openssl, certtool and pkilint accept every list, and refuse what it revokes`(key: String) throws {
    let folder = try TemporaryFolder()
    let pki = folder("pki")
    func run(_ words: String...) throws { try Mkcerts.program().output(words + ["--pki", pki]) }
    try run("init-ca", "--key", key)
    try run("issue", "slave01", "slave02", "slave03")
    try run("crl", "--days", "60")
    try accepted(pki, revoked: [])
    try run("revoke", "slave01", "--reason", "keyCompromise")
    try run("revoke", "slave02")
    try accepted(pki, revoked: ["slave01", "slave02"])
  }

  private func accepted(_ pki: String, revoked: Set<String>) throws {
    let (list, authority) = (pki + "/crl.pem", pki + "/cacert.pem")
    let signed = try OpenSSLCommand.run(["crl", "-in", list, "-CAfile", authority, "-noout"])
    #expect(signed.succeeded && signed.errors.contains("verify OK"), "\(signed.errors)")
    for host in ["master", "slave01", "slave02", "slave03"] {
      let kind = host == "master" ? "server" : "client"
      let checked = try OpenSSLCommand.verify(
        "\(pki)/hosts/\(host)/\(kind)-cert.pem", under: authority,
        more: ["-crl_check", "-crl_check_all", "-CRLfile", list])
      #expect(checked.succeeded == !revoked.contains(host), "\(host): \(checked.errors)")
      if revoked.contains(host) { #expect(checked.errors.contains("certificate revoked")) }
    }
    let certtool = try Program("certtool")
    let shown = try certtool.run(["--crl-info", "--infile", list])
    #expect(
      shown.succeeded && shown.output.contains("Revoked certificates (\(revoked.count))") || revoked.isEmpty)
    let verified = try certtool.run(["--verify-crl", "--load-ca-certificate", authority, "--infile", list])
    #expect(
      verified.succeeded && verified.output.contains("Verified"), "\(verified.output)\(verified.errors)")
    let findings = try Pkilint.findings(in: [.revocationList(list)])
    #expect(findings == [[]], "\(findings)")
  }
}
