import OpenSSL
import TestSupport
import Testing

@Suite struct CipherListTests {
  static let all = Set(ProtocolVersion.allCases)
  static let new: Set<ProtocolVersion> = [.tls12, .tls13]

  @Test(
    arguments: [
      "DEFAULT", "HIGH", "ALL:@STRENGTH", "ECDHE-RSA-AES128-GCM-SHA256", "AES256:!aNULL",
      "kRSA+AESGCM:-AES256",
      "ECDHE+CHACHA20:NO-SUCH-CIPHER", "AES128-SHA:ALL:!eNULL",
    ], [0, 1, 2, 3])
  func `a list gives the suites that the openssl command gives`(list: String, level: Int) throws {
    // -s: the suites that are supported, as they would go into a handshake.
    for (versions, options) in [
      (Set([ProtocolVersion.tls12]), ["-tls1_2"]), ([.tls10], ["-tls1"]),
    ] where level == 0 || versions == [.tls12] {
      let theirs = try OpenSSLCommand.run(
        ["ciphers", "-s"] + options + ["\(list):@SECLEVEL=\(level)"])
      let ours = try? CipherList(ciphers: list, versions: versions, securityLevel: level)
      let names = ours?.suites.map(\.name).filter { !$0.isEmpty } ?? []
      let wanted = theirs.output.split(whereSeparator: { ":\n".contains($0) }).map(String.init)
      // The command gives the suites of TLS 1.3 in front whatever the version.
      #expect(names == wanted.filter { !$0.hasPrefix("TLS_") }, "\(list) at \(level) \(options)")
    }
  }

  @Test func `the suites of TLS 1.3 are told apart, and have a list of their own`() throws {
    let list = try CipherList(
      ciphers: "ECDHE-ECDSA-AES128-GCM-SHA256", suites: "TLS_AES_128_GCM_SHA256", versions: Self.new)
    #expect(list.suites(in: .tls13).map(\.name) == ["TLS_AES_128_GCM_SHA256"])
    #expect(list.suites(in: .tls12).map(\.name) == ["ECDHE-ECDSA-AES128-GCM-SHA256"])
    #expect(list.suites(in: .tls10) == [])
    #expect(list.suites(in: .tls12, key: .rsa(bits: 2048, exponent: 65_537, pss: false)) == [])
    let none = try CipherList(suites: "", versions: [.tls13])
    #expect(none.suites == [])
  }

  @Test func `a list that matches nothing is refused, as a server's start is`() {
    #expect(throws: CipherListError.noCipherMatch("NO-SUCH-CIPHER")) {
      try CipherList(ciphers: "NO-SUCH-CIPHER", versions: Self.new)
    }
    #expect(throws: CipherListError.noSuiteMatch("TLS_NO_SUCH")) {
      try CipherList(suites: "TLS_NO_SUCH", versions: Self.new)
    }
  }

  @Test func `what two sides have in common is of the newest version that both have suites in`() throws {
    let server = try CipherList(versions: Self.new)
    let old = try CipherList(ciphers: "ECDHE-RSA-AES256-GCM-SHA384", versions: [.tls12])
    let key = KeyKind.rsa(bits: 2048, exponent: 65_537, pss: false)
    let shared = try #require(server.common(with: old, key: key))
    #expect(shared.version == .tls12 && shared.suites == ["ECDHE-RSA-AES256-GCM-SHA384"])
    #expect(server.common(with: old, key: .ec(curve: "prime256v1")) == nil)
    #expect(try server.common(with: CipherList(versions: [.tls13]))?.version == .tls13)
    #expect(try old.common(with: CipherList(versions: [.tls13])) == nil)
  }

  @Test func `the newest version of two sides is agreed on before any suite, and no older one tried`() throws
  {
    let (all, none) = (try CipherList(versions: Self.new), try CipherList(suites: "", versions: Self.new))
    #expect(all.common(with: none) == nil)
    #expect(all.canBegin && !none.canBegin)
    #expect(try CipherList(suites: "", versions: [.tls12]).canBegin)
  }

  @Test func `versions before TLS 1.2 are left out above security level 0`() throws {
    #expect(try CipherList(versions: [.tls10, .tls11], securityLevel: 1).suites == [])
    #expect(try !CipherList(versions: [.tls10], securityLevel: 0).suites(in: .tls10).isEmpty)
  }

  @Test(
    arguments: [
      ("TLSv1.2,TLSv1.3", [.tls12, .tls13]), ("tlsv1, TLSv1.1", [.tls10, .tls11]), ("TLSv1.0", [.tls10]),
      ("", []),
      ("TLSv1.2,SSLv3", nil), ("TLSv1.4", nil),
    ] as [(String, Set<ProtocolVersion>?)])
  func `versions are read as tls_version spells them`(list: String, versions: Set<ProtocolVersion>?) {
    #expect(ProtocolVersion.list(list) == versions)
  }
}
