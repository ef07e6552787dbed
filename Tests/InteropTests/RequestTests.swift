import Foundation
import TestSupport
import Testing

/// Certificates for keys that stay on their host.
@Suite struct RequestTests {
  @Test func `a request that its own key did not sign is refused, and nothing is issued`() throws {
    let folder = try TemporaryFolder()
    let mkcerts = try Mkcerts.program()
    let pki = ["--pki", folder("pki")]
    try mkcerts.output(["init-ca"] + pki)
    let request = ["req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    try Program("openssl").output(
      request + [
        "-subj", "/CN=slave01", "-keyout", folder("key.pem"), "-outform", "DER", "-out", folder("good.der"),
      ])
    var bytes = try Data(contentsOf: URL(filePath: folder("good.der")))
    bytes[bytes.count - 1] ^= 1
    try bytes.write(to: URL(filePath: folder("bad.der")))
    for name in ["good", "bad"] {
      try Program("openssl").output(
        ["req", "-inform", "DER", "-in", folder("\(name).der"), "-out", folder("\(name).pem")])
    }
    let refused = try mkcerts.run(["issue", "slave01", "--csr", folder("bad.pem")] + pki)
    #expect(refused.ending == .exited(2))
    #expect(refused.errors.contains("is not signed by the key that it asks a certificate for"))
    #expect(!FileManager.default.fileExists(atPath: folder("pki/hosts/slave01")))
    try mkcerts.output(["issue", "slave01", "--csr", folder("good.pem")] + pki)
    #expect(FileManager.default.fileExists(atPath: folder("pki/hosts/slave01/client-req.pem")))
    #expect(!FileManager.default.fileExists(atPath: folder("pki/hosts/slave01/client-key.pem")))
    try mkcerts.output(["verify"] + pki)
  }
}
