import TestSupport
import Testing

/// The judges that the issued certificates are put before, tried on certificates of another maker.
@Suite struct JudgesTests {
  private let files: OpenSSLMadeFiles
  private let master: HostFolder
  private let slave: HostFolder

  init() throws {
    files = try OpenSSLMadeFiles()
    master = try files.master(names: "DNS:db1.example.com,IP:127.0.0.2", installFolder: "/etc/mysql/tls")
    slave = try files.slave("slave01", installFolder: "/etc/mysql/tls")
  }

  private var authority: String { master.path + "/cacert.pem" }
  private var server: String { master.path + "/server-cert.pem" }
  private var client: String { slave.path + "/client-cert.pem" }

  @Test func `all judges accept what is right`() throws {
    for host in ["db1.example.com", "127.0.0.2"] {
      let openssl = try OpenSSLCommand.verify(server, under: authority, purpose: .server, host: host)
      #expect(openssl.succeeded, "\(openssl.errors)")
      let gnutls = try Certtool.verify(server, under: authority, purpose: .server, host: host)
      #expect(gnutls.succeeded, "\(gnutls.output)\(gnutls.errors)")
    }
    #expect(try OpenSSLCommand.verify(client, under: authority, purpose: .client).succeeded)
    #expect(try Certtool.verify(client, under: authority, purpose: .client).succeeded)
    for certificate in [authority, server, client] {
      #expect(try Pkilint.findings(certificate) == [])
      #expect(try Pkilint.findings(issuer: authority, subject: certificate) == [])
    }
  }

  @Test(arguments: ["db2.example.com", "127.0.0.3"])
  func `a wrong host is refused`(host: String) throws {
    #expect(try !OpenSSLCommand.verify(server, under: authority, host: host).succeeded)
    #expect(try !Certtool.verify(server, under: authority, host: host).succeeded)
  }

  @Test func `a wrong usage is refused`() throws {
    #expect(try !OpenSSLCommand.verify(server, under: authority, purpose: .client).succeeded)
    #expect(try !OpenSSLCommand.verify(client, under: authority, purpose: .server).succeeded)
    #expect(try !Certtool.verify(server, under: authority, purpose: .client).succeeded)
    #expect(try !Certtool.verify(client, under: authority, purpose: .server).succeeded)
  }

  @Test func `another authority of the same name is refused`() throws {
    let other = try OpenSSLMadeFiles().slave("slave01", installFolder: "/etc/mysql/tls")
    #expect(try !OpenSSLCommand.verify(client, under: other.path + "/cacert.pem").succeeded)
    #expect(try !Certtool.verify(client, under: other.path + "/cacert.pem").succeeded)
    let findings = try Pkilint.findings(issuer: other.path + "/cacert.pem", subject: client)
    #expect(findings.contains { $0.code.contains("key_identifier") }, "\(findings)")
  }

  @Test func `the linter reports a name without a dot`() throws {
    let short = try files.master(names: "DNS:master", installFolder: "/etc/mysql/tls")
    let findings = try Pkilint.findings(short.path + "/server-cert.pem")
    #expect(findings.map(\.code) == ["pkix.invalid_domain_name_syntax"])
    #expect(findings.map(\.severity) == [.error])
  }
}
