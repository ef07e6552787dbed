import Foundation
import TestSupport
import Testing

@Suite struct `certificate requests` {
  private func request(_ scratch: Scratch, _ name: String, _ key: [String]) throws -> String {
    try OpenSSLCommand.output(
      ["req", "-new", "-nodes", "-newkey"] + key + [
        "-keyout", scratch.folder(name + ".key"), "-out", scratch.folder(name), "-subj", "/CN=evil",
        "-addext",
        "subjectAltName=DNS:evil.test,IP:192.0.2.9",
      ])
    return name
  }

  @Test func `that their key did not sign are refused`() throws {
    let scratch = try Scratch()
    _ = try request(scratch, "req.pem", ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"])
    try OpenSSLCommand.output([
      "req", "-in", scratch.folder("req.pem"), "-outform", "DER", "-out", scratch.folder("der"),
    ])
    var bytes = try Data(contentsOf: URL(filePath: scratch.folder("der")))
    bytes[bytes.count - 5] ^= 1
    let text = bytes.base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
    try scratch.folder.write(
      "-----BEGIN CERTIFICATE REQUEST-----\n\(text)\n-----END CERTIFICATE REQUEST-----\n", to: "flipped.pem")
    try scratch.refuses(
      ["issue", "s1", "--csr", "flipped.pem"], saying: ["not signed by the key that it asks"])
  }

  @Test(arguments: [
    (["rsa:1024"], "it has 1024 bits"), (["ec", "-pkeyopt", "ec_paramgen_curve:secp256k1"], "secp256k1"),
    (["ed448"], "Ed448"), (["rsa:2048", "-pkeyopt", "rsa_keygen_pubexp:3"], "exponent is 3"),
  ])
  func `with a key that not every server takes are refused`(key: [String], saying: String) throws {
    let scratch = try Scratch()
    try scratch.refuses(
      ["issue", "s1", "--csr", request(scratch, "req.pem", key)], saying: ["request of s1", saying])
  }

  @Test func `that are something else are refused with what they are`() throws {
    let scratch = try Scratch()
    let one = try request(scratch, "req.pem", ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"])
    try scratch.shell(
      "cat req.pem req.pem > two; head -c 200 req.pem > cut; mkfifo pipe; mkdir dir; truncate -s 1G big")
    for (file, saying) in [
      ("two", "it holds 2 requests"), ("cut", "damaged"),
      ("req.pem.key", "no certificate request but PRIVATE KEY"),
      ("pki/cacert.pem", "no certificate request but CERTIFICATE"), ("missing", "no such file"),
      ("pipe", "a pipe"),
      ("dir", "a directory"), ("big", "1073741824 bytes"), ("/dev/zero", "a device"),
      ("/dev/null", "a device"),
    ] {
      try scratch.refuses(["issue", "s1", "--csr", file], saying: [file, saying])
    }
    for words in [["s1", "s2"], ["-"], ["s1", "--key", "rsa-2048"]] {
      try scratch.refuses(["issue"] + words + ["--csr", one], status: 64, saying: ["--csr"])
    }
  }

  @Test func `give nothing but their key: neither subject nor names`() throws {
    let scratch = try Scratch()
    let file = try request(scratch, "req.pem", ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"])
    for (host, role) in [("s1", "slave"), ("m2", "master"), ("b1", "both")] {
      let result = try scratch.run(["issue", host, "--role", role, "--csr", file])
      #expect(result.succeeded)
      #expect(
        result.errors.contains("dns:evil.test, ip:192.0.2.9"),
        "the names that nobody allowed are told: \(result.errors)")
      let pair = role == "slave" ? "client" : "server"
      let shown = try scratch.run(["show", "pki/hosts/\(host)/\(pair)-cert.pem"]).output
      #expect(!shown.contains("evil"))
      #expect(!FileManager.default.fileExists(atPath: scratch.folder("pki/hosts/\(host)/\(pair)-key.pem")))
    }
    #expect(try scratch.run(["issue", "s1", "--csr", file]).output.contains("s1: unchanged"))
    let other = try request(scratch, "other.pem", ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"])
    try scratch.refuses(
      ["issue", "s1", "--csr", other], saying: ["already issued for another key", "--replace"])
    #expect(try scratch.run(["verify"]).succeeded)
  }
}
