import Secrets
import TestSupport
import Testing

@testable import OpenSSL

@Suite struct PrivateKeyTests {
  @Test(arguments: KeyAlgorithm.allCases)
  func `a generated key is of its kind and comes back from PKCS#8 as itself`(algorithm: KeyAlgorithm) throws {
    let key = try PrivateKey.generate(algorithm)
    #expect(key.kind.algorithm == algorithm)
    let pem = try key.pem()
    let written = text(pem)
    #expect(
      written.hasPrefix("-----BEGIN PRIVATE KEY-----\n") && written.hasSuffix("-----END PRIVATE KEY-----\n"))
    let again = try PrivateKey.parse(pem: pem)
    #expect(again.publicKey == key.publicKey)
    let theirs = try OpenSSLCommand.output(["pkey", "-pubout"], input: written)
    #expect(try key.publicKey.pem() == theirs)
    #expect(try OpenSSLCommand.output(["pkey"], input: written) == written, "openssl writes other bytes")
  }

  @Test(arguments: [
    (KeyAlgorithm.ecdsaP256, KeyDerivation.scrypt), (.ecdsaP384, .pbkdf2), (.ed25519, .scrypt),
    (.rsa2048, .pbkdf2),
  ])
  func `an encrypted key opens with its passphrase, here and for the openssl command`(
    algorithm: KeyAlgorithm, derivation: KeyDerivation
  ) throws {
    let key = try PrivateKey.generate(algorithm)
    let pem = try key.encryptedPEM(passphrase: secret("correct horse"), derivation: derivation)
    let written = text(pem)
    #expect(written.hasPrefix("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"))
    let again = try PrivateKey.parse(pem: pem, passphrase: secret("correct horse"))
    #expect(again.publicKey == key.publicKey)
    let theirs = try OpenSSLCommand.output(
      ["pkey", "-pubout", "-passin", "pass:correct horse"], input: written)
    #expect(try key.publicKey.pem() == theirs)
    let structure = try OpenSSLCommand.output(["asn1parse"], input: written)
    #expect(structure.contains(derivation == .scrypt ? ":scrypt" : ":PBKDF2"))
    #expect(structure.contains(":aes-256-cbc"))
  }

  @Test func `a wrong passphrase and a missing one are told apart`() throws {
    let pem = try quickKey().encryptedPEM(passphrase: secret("right"), derivation: .pbkdf2)
    #expect(throws: PEMError.wrongPassphrase) {
      try PrivateKey.parse(pem: pem, passphrase: secret("wrong")).kind
    }
    // Without a callback OpenSSL would ask on the terminal, and a test run from one would hang here.
    #expect(throws: PEMError.encrypted) { try PrivateKey.parse(pem: pem).kind }
    expectCleanQueue(after: "parse") { try PrivateKey.parse(pem: pem).kind }
    expectCleanQueue(after: "parse") { try PrivateKey.parse(pem: pem, passphrase: secret("right")).kind }
  }

  @Test(arguments: [1, 1024]) func `the shortest and the longest passphrase open what they closed`(
    length: Int
  ) throws {
    let passphrase = SecretBytes(copying: [UInt8](repeating: 0xfe, count: length))
    let pem = try quickKey().encryptedPEM(passphrase: passphrase, derivation: .pbkdf2)
    let kind = try PrivateKey.parse(pem: pem, passphrase: passphrase).kind
    #expect(kind == .ec(curve: "prime256v1"))
  }

  @Test(arguments: [0, 1025])
  func `a passphrase that could not be given again encrypts nothing`(length: Int) throws {
    let key = try quickKey()
    let passphrase = SecretBytes(copying: [UInt8](repeating: 0x61, count: length))
    #expect(throws: OpenSSLError.self) { try key.encryptedPEM(passphrase: passphrase).count }
  }

  @Test func `a passphrase is not needed for a key in clear, and then does no harm`() throws {
    let key = try quickKey()
    let again = try PrivateKey.parse(pem: key.pem(), passphrase: secret("of another file"))
    #expect(again.publicKey == key.publicKey)
  }

  @Test(
    arguments: [
      ("", []), ("\n\n", []), ("hello", []), ("-----BEGIN", []), ("-----BEGIN -----", [""]),
      ("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n", ["CERTIFICATE"]),
      ("-----BEGIN \u{1b}[31m-----\n", []), ("\0\0\0", []),
    ] as [(String, [String])])
  func `a text that holds no key is named by what it holds`(content: String, labels: [String]) {
    #expect(throws: PEMError.missing("private key", found: labels)) {
      try PrivateKey.parse(pem: secret(content)).kind
    }
  }

  @Test func `a public key is no private key`() throws {
    let pem = try quickKey().publicKey.pem()
    #expect(throws: PEMError.missing("private key", found: ["PUBLIC KEY"])) {
      try PrivateKey.parse(pem: secret(pem)).kind
    }
  }

  @Test(arguments: [
    "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n", "-----BEGIN PRIVATE KEY-----\n",
    "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n",
    "-----BEGIN EC PRIVATE KEY-----\n!!!!\n-----END EC PRIVATE KEY-----\n",
    "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n",
  ])
  func `a key that cannot be decoded is malformed, with OpenSSL's reasons`(content: String) {
    let error = #expect(throws: PEMError.self) { try PrivateKey.parse(pem: secret(content)).kind }
    #expect(error?.code == .malformed && error?.cause?.entries.isEmpty == false)
    expectCleanQueue(after: "parse") { try PrivateKey.parse(pem: secret(content)).kind }
  }

  @Test func `PKCS#1, SEC1, with an EC PARAMETERS block, CRLF, a byte order mark and a certificate in front`()
    throws
  {
    let rsa = try OpenSSLCommand.output(["genrsa", "-traditional", "2048"])
    #expect(rsa.hasPrefix("-----BEGIN RSA PRIVATE KEY-----"))
    let sec1 = try OpenSSLCommand.output(["ecparam", "-name", "prime256v1", "-genkey"])
    #expect(sec1.hasPrefix("-----BEGIN EC PARAMETERS-----"))
    let bare = try OpenSSLCommand.output(["ecparam", "-name", "secp384r1", "-genkey", "-noout"])
    let certificate = try Authority().certificate.pem()
    for pem in [rsa, sec1, bare] {
      let theirs = try OpenSSLCommand.output(["pkey", "-pubout"], input: pem)
      let crlf = pem.split(separator: "\n").joined(separator: "\r\n") + "\r\n"
      for form in [pem, crlf, "\u{feff}" + pem, certificate + pem, "a note\n" + pem + certificate] {
        let key = try PrivateKey.parse(pem: secret(form)).publicKey
        #expect(try key.pem() == theirs)
      }
    }
  }

  @Test func `a key in the old encrypted form opens with its passphrase`() throws {
    let pem = try OpenSSLCommand.output([
      "genrsa", "-traditional", "-aes256", "-passout", "pass:old", "2048",
    ])
    #expect(pem.contains("Proc-Type: 4,ENCRYPTED"))
    let kind = try PrivateKey.parse(pem: secret(pem), passphrase: secret("old")).kind
    #expect(kind == .rsa(bits: 2048, exponent: 65537, pss: false))
    #expect(throws: PEMError.encrypted) { try PrivateKey.parse(pem: secret(pem)).kind }
    #expect(throws: PEMError.wrongPassphrase) {
      try PrivateKey.parse(pem: secret(pem), passphrase: secret("new")).kind
    }
  }

  @Test func `a cipher that OpenSSL has only among its legacy ones is not a wrong passphrase`() throws {
    let clear = try text(quickKey().pem())
    let pem = try OpenSSLCommand.output(
      [
        "pkcs8", "-topk8", "-v1", "PBE-MD5-DES", "-passout", "pass:old", "-provider", "legacy", "-provider",
        "default",
      ], input: clear)
    let error = #expect(throws: PEMError.self) {
      try PrivateKey.parse(pem: secret(pem), passphrase: secret("old")).kind
    }
    #expect(error?.code == .malformed && error?.cause?.description.contains("unsupported") == true)
  }

  @Test func `the first of several keys is read`() throws {
    let one = try quickKey()
    let two = try quickKey()
    let both = try text(one.pem()) + text(two.pem())
    let read = try PrivateKey.parse(pem: secret(both)).publicKey
    #expect(read == one.publicKey)
  }

  @Test func `the public half holds no private key`() throws {
    let key = try quickKey()
    let (mine, its) = try (unsafe key.pointer, unsafe key.publicKey.pointer)
    #expect(unsafe mine != its)
  }
}
