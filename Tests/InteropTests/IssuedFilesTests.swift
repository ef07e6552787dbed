import Foundation
import TestSupport
import Testing

/// The files around the certificates are what other programs read them as, and the fields of the certificates
/// are those of RFC 5280 and of this project's profiles.
@Suite struct IssuedFilesTests {
  private let issued: IssuedCertificates

  init() throws { issued = try IssuedCertificates.shared.get() }

  @Test func `every key is whole to openssl and certtool, and is its certificate's`() throws {
    let pairs = issued.leaves.compactMap { leaf in leaf.key.map { ($0, leaf.certificate) } }
    #expect(pairs.count > 15)
    _ = try inParallel(pairs) { key, certificate in
      try OpenSSLCommand.output(["pkey", "-in", key, "-check", "-noout"])
      try Program("certtool").output(["-k", "--infile", key])
      let ofKey = try OpenSSLCommand.output(["pkey", "-in", key, "-pubout"])
      #expect(try OpenSSLCommand.output(["x509", "-in", certificate, "-noout", "-pubkey"]) == ofKey)
    }
    for authority in issued.authorities {
      let key = authority.pki + "/authority/ca-key.pem"
      try OpenSSLCommand.output(["pkey", "-in", key, "-check", "-noout"])
      try Program("certtool").output(["-k", "--infile", key])
    }
  }

  @Test func `certtool reads every certificate`() throws {
    _ = try inParallel(issued.authorities.map(\.certificate) + issued.leaves.map(\.certificate)) {
      try Program("certtool").output(["-i", "--infile", $0])
    }
  }

  /// RFC 5280, 4.1.2.2.
  @Test func `serial numbers are positive, of at most 20 octets, and unique`() throws {
    for authority in issued.authorities {
      let files = [authority.certificate, authority.defaultMaster] + authority.leaves.map(\.certificate)
      let serials = try inParallel(files) { try CertificateText($0).serial }
      #expect(Set(serials).count == serials.count)
      for serial in serials {
        #expect(serial.contains { $0 != "0" } && !serial.hasPrefix("-"), "\(serial)")
        // The first bit of a twentieth octet would make it negative, or of 21 octets.
        #expect(serial.count < 40 || serial.count == 40 && serial.first! < "8", "\(serial)")
      }
    }
  }

  /// RFC 5280, 4.2.1; a renewed authority with the same key would be refused, were its serial number in here.
  @Test func `each certificate names its issuer's key by its identifier alone`() throws {
    for authority in issued.authorities {
      let own = try CertificateText(authority.certificate).extensions["Subject Key Identifier"]
      #expect(own?.count == 1)
      for leaf in authority.leaves {
        let extensions = try CertificateText(leaf.certificate).extensions
        #expect(extensions["Authority Key Identifier"] == own, "\(leaf.certificate)")
        #expect(
          extensions["Subject Key Identifier"]?.count == 1 && extensions["Subject Key Identifier"] != own)
      }
    }
  }

  @Test func `usages are what the role needs and the key can do`() throws {
    let all = try inParallel(issued.leaves) { ($0, try CertificateText($0.certificate).extensions) }
    for (leaf, extensions) in all {
      #expect(extensions["Basic Constraints: critical"] == ["CA:FALSE"])
      let key = try OpenSSLCommand.output(["x509", "-in", leaf.certificate, "-noout", "-text"])
      let isRSA = key.contains("Public Key Algorithm: rsaEncryption")
      let usage =
        isRSA && leaf.purposes.contains(.server) ? "Digital Signature, Key Encipherment" : "Digital Signature"
      #expect(extensions["Key Usage: critical"] == [usage], "\(leaf.certificate)")
      let purposes = [(Judge.Purpose.server, "Server"), (.client, "Client")]
        .filter { leaf.purposes.contains($0.0) }.map { "TLS Web \($0.1) Authentication" }
      #expect(extensions["Extended Key Usage"] == [purposes.joined(separator: ", ")], "\(leaf.certificate)")
    }
    for authority in issued.authorities {
      let extensions = try CertificateText(authority.certificate).extensions
      #expect(extensions["Basic Constraints: critical"] == ["CA:TRUE, pathlen:0"])
      #expect(extensions["Key Usage: critical"] == ["Certificate Sign, CRL Sign"])
      #expect(extensions["Extended Key Usage"] == nil)
    }
  }

  @Test func `no certificate outlives its authority, also where its days would reach as far`() throws {
    let folder = try TemporaryFolder()
    let program = try Mkcerts.program()
    try program.output(["init-ca", "--pki", folder("pki"), "--days", "30", "--no-master"])
    let refused = try program.run(["issue", "slave01", "--pki", folder("pki"), "--days", "31"])
    #expect(!refused.succeeded)
    try program.output(["issue", "slave01", "--pki", folder("pki"), "--days", "29"])
    let leaves =
      issued.leaves.map { ($0.certificate, $0.authority) }
      + [(folder("pki/hosts/slave01/client-cert.pem"), folder("pki/cacert.pem"))]
    for (leaf, authority) in leaves {
      #expect(try CertificateText(leaf).notAfter <= CertificateText(authority).notAfter, "\(leaf)")
    }
  }

  @Test func `the kind of key that init-ca is asked for is the authority's and the master's`() throws {
    for authority in issued.authorities {
      let keys = try [
        authority.pki + "/authority/ca-key.pem", authority.pki + "/hosts/master/server-key.pem",
      ]
      .map { try OpenSSLCommand.output(["pkey", "-in", $0, "-noout", "-text"]) }
      let kinds = keys.map {
        $0.split(separator: "\n").filter { $0.contains("bit") || $0.contains("ED25519") }
      }
      #expect(kinds[0] == kinds[1], "\(authority.algorithm)")
    }
  }

  @Test func `keys are their owner's only, and certificates everybody's to read`() throws {
    for authority in issued.authorities {
      #expect(try mode(authority.pki + "/authority") == 0o700)
      #expect(try mode(authority.pki + "/authority/ca-key.pem") == 0o600)
      #expect(try mode(authority.certificate) == 0o644)
    }
    for leaf in issued.leaves {
      #expect(try mode(leaf.certificate) == 0o644)
      if let key = leaf.key { #expect(try mode(key) == 0o600) }
    }
  }

  @Test func `a host whose key came in a request has no key in its folder`() throws {
    for leaf in issued.leaves where leaf.key == nil {
      let folder = URL(filePath: leaf.certificate).deletingLastPathComponent()
      let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      for file in files {
        #expect(!(try String(contentsOf: file, encoding: .utf8)).contains("PRIVATE KEY"), "\(file)")
      }
    }
  }

  @Test(arguments: ["scrypt", "pbkdf2"])
  func `an encrypted authority's key opens with its passphrase and with no other`(derivation: String) throws {
    let folder = try TemporaryFolder()
    let right = try folder.write("correct horse\n", to: "right")
    let wrong = try folder.write("wrong horse\n", to: "wrong")
    try Mkcerts.program().output(
      [
        "init-ca", "--pki", folder("pki"), "--no-master", "--passphrase-file", right, "--kdf", derivation,
      ])
    let key = folder("pki/authority/ca-key.pem")
    #expect(try String(contentsOfFile: key, encoding: .utf8).hasPrefix("-----BEGIN ENCRYPTED PRIVATE KEY"))
    let opened = try OpenSSLCommand.output(["pkey", "-in", key, "-passin", "file:\(right)", "-pubout"])
    let certified = try OpenSSLCommand.output(
      ["x509", "-in", folder("pki/cacert.pem"), "-noout", "-pubkey"])
    #expect(opened == certified)
    #expect(try !OpenSSLCommand.run(["pkey", "-in", key, "-passin", "file:\(wrong)", "-noout"]).succeeded)
    let structure = try OpenSSLCommand.output(["asn1parse", "-in", key])
    #expect(structure.contains(derivation == "scrypt" ? ":scrypt" : ":PBKDF2"))
    #expect(structure.contains("aes-256-cbc"))
    // GnuTLS reads no scrypt.
    guard derivation == "pbkdf2" else { return }
    try Program("certtool").output(["-k", "--infile", key, "--password=correct horse"])
    #expect(try !Program("certtool").run(["-k", "--infile", key, "--password=wrong horse"]).succeeded)
  }

  @Test func `the folder of hashed names is the one that openssl rehash would make`() throws {
    let folder = try TemporaryFolder()
    let program = try Mkcerts.program()
    try program.output(["init-ca", "--pki", folder("pki"), "--capath"])
    try program.output(["issue", "slave01", "--pki", folder("pki"), "--capath"])
    try FileManager.default.createDirectory(atPath: folder("rehashed"), withIntermediateDirectories: false)
    try FileManager.default.copyItem(atPath: folder("pki/cacert.pem"), toPath: folder("rehashed/cacert.pem"))
    try OpenSSLCommand.output(["rehash", folder("rehashed")])
    let names = Set(try FileManager.default.contentsOfDirectory(atPath: folder("rehashed")))
      .subtracting(["cacert.pem"])
    #expect(names.count == 1)
    for (host, pair) in [("master", "server"), ("slave01", "client")] {
      let capath = folder("pki/hosts/\(host)/capath")
      #expect(Set(try FileManager.default.contentsOfDirectory(atPath: capath)) == names)
      let result = try OpenSSLCommand.run(
        [
          "verify", "-x509_strict", "-no-CAfile", "-no-CAstore", "-CApath", capath,
          folder("pki/hosts/\(host)/\(pair)-cert.pem"),
        ])
      #expect(result.succeeded, "\(result.errors)")
    }
  }

  @Test func `every host has the authority's certificate, octet for octet`() throws {
    for authority in issued.authorities {
      let own = try Data(contentsOf: URL(filePath: authority.certificate))
      for leaf in authority.leaves {
        let folder = URL(filePath: leaf.certificate).deletingLastPathComponent()
        #expect(try Data(contentsOf: folder.appending(path: "cacert.pem")) == own)
      }
    }
  }

  private func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.posixPermissions] as? Int)
  }
}
