import TestSupport
import Testing

@testable import OpenSSL

@Suite struct PublicKeyTests {
  @Test(arguments: [KeyAlgorithm.ecdsaP256, .ecdsaP384, .rsa2048, .ed25519])
  func `the key identifier is the one that openssl computes`(algorithm: KeyAlgorithm) throws {
    let key = try PrivateKey.generate(algorithm)
    let made = try OpenSSLCommand.output(
      [
        "req", "-x509", "-new", "-key", "/dev/stdin", "-subj", "/CN=x", "-config", "/dev/null",
        "-addext", "subjectKeyIdentifier=hash",
      ], input: text(key.pem()))
    let theirs = try Certificate.parse(pem: Array(made.utf8))
    #expect(theirs.first?.fields.subjectKeyIdentifier == key.publicKey.identifier)
    #expect(key.publicKey.identifier.count == 20)
    #expect(theirs.first?.fields.publicKey == key.publicKey)
  }

  @Test func `the fingerprint is SHA-256 of the SubjectPublicKeyInfo`() throws {
    let key = try quickKey().publicKey
    let folder = try TemporaryFolder()
    let file = try folder.write(key.pem(), to: "key.pem")
    let der = folder("key.der")
    try OpenSSLCommand.output(["pkey", "-pubin", "-in", file, "-outform", "DER", "-out", der])
    let digest = try OpenSSLCommand.output(["dgst", "-sha256", "-r", der])
    #expect(digest.hasPrefix(key.fingerprint.hexadecimal()))
  }

  @Test(arguments: [
    (["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-521"], "ECDSA P-521"),
    (["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:secp256k1"], "ECDSA secp256k1"),
    (["-algorithm", "ED448"], "Ed448"), (["-algorithm", "X25519"], "X25519"),
    (["-algorithm", "RSA-PSS", "-pkeyopt", "rsa_keygen_bits:2048"], "RSASSA-PSS-2048"),
    (
      ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024", "-pkeyopt", "rsa_keygen_pubexp:3"], "RSA-1024"
    ),
  ])
  func `kinds that are not made here are named, and no algorithm here makes them`(
    options: [String], name: String
  ) throws {
    let pem = try OpenSSLCommand.output(["genpkey"] + options)
    let key = try PrivateKey.parse(pem: secret(pem))
    let kind = key.kind
    #expect(kind.description == name)
    #expect(kind.algorithm == nil)
    if case .rsa(1024, let exponent, _) = kind { #expect(exponent == 3) }
    expectCleanQueue(after: "kind") { key.kind }
  }

  @Test(arguments: ["compressed", "uncompressed", "hybrid"])
  func `the identifier is of the point as the certificate writes it`(form: String) throws {
    let pem = try OpenSSLCommand.output(["ec", "-conv_form", form], input: text(quickKey().pem()))
    let made = try OpenSSLCommand.output(
      [
        "req", "-x509", "-new", "-key", "/dev/stdin", "-subj", "/CN=x", "-config", "/dev/null",
        "-addext", "subjectKeyIdentifier=hash",
      ], input: pem)
    let fields = try #require(try Certificate.parse(pem: Array(made.utf8)).first).fields
    let key = try PrivateKey.parse(pem: secret(pem)).publicKey
    #expect(fields.publicKey?.identifier == fields.subjectKeyIdentifier)
    #expect(key.identifier == fields.subjectKeyIdentifier)
    #expect(fields.publicKey == key)
  }

  @Test func `a curve without a name is told, and leaves the error queue empty`() throws {
    let pem = try OpenSSLCommand.output([
      "ecparam", "-name", "secp256k1", "-genkey", "-noout", "-param_enc", "explicit",
    ])
    expectCleanQueue(after: "kind") { try PrivateKey.parse(pem: secret(pem)).kind }
  }
}
