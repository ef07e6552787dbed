import Foundation
import TestSupport
import Testing

@Suite struct `keys in files` {
  private let scratch: Scratch

  /// Keys of every kind that files may hold, made once with openssl.
  private static let made = Result<TemporaryFolder, any Error> {
    let folder = try TemporaryFolder()
    try Program("/bin/bash").output([
      "-c",
      """
      set -e; cd '\(folder.path)'; echo one-passphrase > one; echo two-passphrase > two
      openssl genrsa -traditional -out rsa 2048 2>/dev/null; openssl genpkey -algorithm ED25519 -out ed25519
      openssl ecparam -name prime256v1 -genkey -noout -out p256; openssl ecparam -name secp384r1 -genkey -noout -out p384
      openssl genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -out pss 2>/dev/null
      """,
    ])
    return folder
  }

  init() throws {
    scratch = try Scratch(empty: true)
    for name in try FileManager.default.contentsOfDirectory(atPath: Self.made.get().path) {
      try FileManager.default.copyItem(atPath: Self.made.get()(name), toPath: scratch.folder(name))
    }
  }

  @Test(arguments: ["rsa", "p256", "p384", "ed25519", "pss"])
  func `are the same key in every form, by openssl and GnuTLS`(name: String) throws {
    let expected = try OpenSSLCommand.output(["pkey", "-in", scratch.folder(name), "-pubout"])
    let hasTraditional = !["ed25519", "pss"].contains(name)
    for form in ["pkcs8", "traditional", "pkcs8-encrypted"] where form != "traditional" || hasTraditional {
      let more = form == "pkcs8-encrypted" ? ["--new-passphrase-file", "one"] : []
      let output = "\(name).\(form)"
      let result = try scratch.run(["key", "convert", name, "--to", form, "--output", output] + more)
      #expect(result.succeeded, "\(result.errors)")
      let password = ["-passin", "file:\(scratch.folder("one"))"]
      #expect(
        try OpenSSLCommand.output(["pkey", "-in", scratch.folder(output), "-pubout"] + password) == expected)
      let gnutls = try Program("certtool").run(
        ["--key-info", "--no-text", "--infile", scratch.folder(output), "--password", "one-passphrase"]
          + (form == "pkcs8-encrypted" ? ["--pkcs8"] : []))
      // GnuTLS knows no scrypt.
      #expect(gnutls.succeeded || form == "pkcs8-encrypted", "\(gnutls.errors)")
      let back = try scratch.run(
        ["key", "convert", output, "--to", "pkcs8", "--output", "back"]
          + (more.isEmpty ? [] : ["--passphrase-file", "one"]))
      #expect(back.succeeded, "\(back.errors)")
      #expect(try scratch.run(["match", name, "back"]).status == 0)
      let mode = try FileManager.default.attributesOfItem(atPath: scratch.folder(output))[.posixPermissions]
      #expect(mode as? Int == 0o600)
      try FileManager.default.removeItem(atPath: scratch.folder("back"))
    }
    if !hasTraditional {
      try scratch.refuses(
        ["key", "convert", name, "--to", "traditional", "--output", "x"], saying: ["no form but PKCS#8"])
    }
  }

  @Test func `go through pipes, in DER too, and with PBKDF2 to GnuTLS`() throws {
    let result = try scratch.shell(
      """
      set -e; openssl pkcs8 -topk8 -nocrypt -in p256 -outform DER -out der
      cat der | "$MKCERTS" key convert - --to traditional --output - > t; head -1 t
      "$MKCERTS" match t p256 der
      "$MKCERTS" key convert t --to pkcs8-encrypted --new-passphrase-fd 3 --kdf pbkdf2 --output e 3< one
      certtool --key-info --no-text --pkcs8 --password one-passphrase --infile e >/dev/null
      """)
    #expect(result.succeeded, "\(result.errors)")
    #expect(result.output.hasPrefix("-----BEGIN EC PRIVATE KEY-----\n"))
  }

  @Test func `are not converted where anything is unclear`() throws {
    try scratch.shell(
      "openssl pkcs8 -topk8 -in p256 -passout file:one -out e; cat p256 rsa > both; echo x > text; mkdir dir")
    func refuses(_ words: [String], _ says: String, status: Int32 = 2) throws {
      try scratch.refuses(["key", "convert"] + words, status: status, saying: [says])
    }
    let out = ["--to", "pkcs8", "--output", "x"]
    try refuses(["e"] + out, "is encrypted, and no passphrase was given")
    try refuses(["e", "--passphrase-file", "two"] + out, "does not decrypt")
    try refuses(["p256", "--passphrase-file", "one"] + out, "is not encrypted")
    try refuses(["both"] + out, "more than one private key")
    try refuses(["text"] + out, "holds no private key")
    try refuses(["dir"] + out, "directory")
    try refuses(["p256", "--to", "pkcs8", "--output", "rsa"], "rsa exists already")
    try refuses(["p256", "--to", "pkcs8-encrypted", "--output", "x"], "is missing", status: 64)
    try refuses(["p256", "--new-passphrase-file", "one"] + out, "are for --to pkcs8-encrypted", status: 64)
    try refuses(["-", "--passphrase-fd", "0"] + out, "cannot hold a passphrase too", status: 64)
  }

  @Test func `that do not belong together are named`() throws {
    try scratch.shell(
      """
      openssl req -new -key p256 -subj /CN=x -out req; openssl req -x509 -key p256 -subj /CN=x -days 9 -out cert
      openssl req -x509 -key rsa -subj /CN=ca -days 9 -out ca; cat cert ca > chain; openssl pkey -in p256 -pubout -out pub
      """)
    let same = try scratch.run(["match", "p256", "req", "chain", "pub"])
    #expect(same.status == 0 && same.output.hasSuffix("they belong together\n"), "\(same.errors)")
    let other = try scratch.run(["match", "p256", "req", "ca", "cert"])
    #expect(other.status == 1)
    #expect(other.output.contains("the certificate in ca is of another key than the private key in p256"))
    #expect(other.output.split(separator: "\n").filter { $0.hasPrefix("other") }.count == 1)
    let json = try scratch.run(["match", "p256", "rsa", "--format", "json"])
    #expect(json.status == 1 && json.output.contains("\"belongTogether\" : false"))
    try scratch.refuses(["match", "p256"], saying: ["nothing to hold it against"])
    try scratch.refuses(["match", "p256", "one"], saying: ["one holds no private key"])
    try scratch.refuses(["match", "p256", "missing"], saying: ["missing"])
  }

  @Test func `have the fingerprints that openssl prints`() throws {
    let result = try scratch.shell(
      """
      openssl req -x509 -key p256 -subj /CN=x -days 9 -out cert; "$MKCERTS" fingerprint cert p256 > ours
      openssl x509 -in cert -noout -fingerprint -sha256 | cut -d= -f2
      openssl x509 -in cert -noout -fingerprint -sha1 | cut -d= -f2
      openssl pkey -in p256 -pubout -outform DER | openssl dgst -sha256 -c | cut -d' ' -f2
      openssl pkey -in p256 -pubout -outform DER | openssl dgst -sha256 -binary | base64
      """)
    let ours = try scratch.text("ours")
    let theirs = result.output.split(separator: "\n")
    #expect(theirs.count == 4 && theirs.allSatisfy { ours.contains($0) }, "\(ours)\(result.output)")
    #expect(ours.split(separator: "\n").filter { $0.contains("  key pin      sha256//") }.count == 2)
  }

  @Test func `of random bytes and damaged files crash nothing`() throws {
    try scratch.shell("openssl req -x509 -key p256 -subj /CN=x -days 9 -out cert; cat p256 cert > all")
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: scratch.folder("all"))))
    var random = SeededGenerator()
    print("keys in files: TEST_SEED=\(random.seed)")
    for turn in 0..<60 {
      var damaged = bytes
      if turn % 4 == 0 {
        damaged = (0..<Int.random(in: 0...3000, using: &random)).map { _ in
          .random(in: 0...255, using: &random)
        }
        if turn % 8 == 0 { damaged = [0x30, 0x82] + damaged }
      } else {
        for _ in 0..<Int.random(in: 1...5, using: &random) {
          damaged[Int.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
        }
      }
      try scratch.folder.write(bytes: damaged, to: "d")
      for command in [["match", "d", "p256"], ["fingerprint", "d"]] {
        let result = try scratch.run(command)
        #expect([0, 1, 2].contains(result.status), "seed \(random.seed), turn \(turn): \(result.ending)")
      }
    }
  }

  @Test func `for MySQL's plugins are a pair that is never overwritten`() throws {
    let made = try scratch.shell(
      """
      set -e; mkdir d; "$MKCERTS" key rsa-pair d; stat -c '%a %n' d/*; head -1 d/private_key.pem d/public_key.pem
      openssl pkey -in d/private_key.pem -pubout | cmp - d/public_key.pem; cp d/public_key.pem old
      "$MKCERTS" key rsa-pair d; rm d/public_key.pem; "$MKCERTS" key rsa-pair d/ --format json; cmp old d/public_key.pem
      """)
    #expect(made.succeeded, "\(made.errors)\(made.output)")
    for part in [
      ": made: RSA-2048", "600 d/private_key.pem\n644 d/public_key.pem", "BEGIN RSA PRIVATE KEY",
      "BEGIN PUBLIC KEY", ": unchanged: RSA-2048", "\"isNew\" : false",
    ] { #expect(made.output.contains(part), "\(made.output)") }
    #expect(made.errors.contains("is written anew from"))
    try scratch.shell("openssl rsa -in rsa -pubout -out d/public_key.pem")
    try scratch.refuses(["key", "rsa-pair", "d"], saying: ["is not the public half"])
    try scratch.shell("rm d/*; cp p256 d/private_key.pem")
    try scratch.refuses(["key", "rsa-pair", "d"], saying: ["ECDSA P-256"])
    try scratch.shell("rm d/*; cp old d/public_key.pem")
    try scratch.refuses(["key", "rsa-pair", "d"], saying: ["private_key.pem is missing"])
    try scratch.refuses(["key", "rsa-pair", "none"], saying: ["none"])
    try scratch.refuses(["key", "rsa-pair", "d", "--key", "ed25519"], status: 64, saying: ["not of RSA"])
  }
}
