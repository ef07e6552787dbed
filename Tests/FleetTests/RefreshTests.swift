import Foundation
import OpenSSL
import Replication
import SecureFiles
import TestSupport
import Testing

@testable import Fleet

/// What a refresh changes in host folders, and what it leaves alone.
@Suite struct RefreshTests {
  let bench: Bench
  let other: MadePair

  init() throws {
    bench = try Bench()
    other = try MadePair.authority()
    try bench.issue("slave01", "slave02")
  }

  private var bundle: [Certificate] {
    get throws { [try bench.certificate("cacert.pem", of: "master"), other.certificate] }
  }

  /// Everything of a file that a copy would change, but for the moment of its last move.
  private func identity(_ name: String, of host: String) throws -> [String] {
    let attributes = try FileManager.default.attributesOfItem(atPath: bench.pki.host(host) + "/" + name)
    return [.systemFileNumber, .modificationDate, .posixPermissions, .size].map {
      String(describing: attributes[$0])
    }
  }

  @Test func `hosts whose files are the same already are left alone`() throws {
    let before = try identity("cacert.pem", of: "slave01") + identity(".", of: "slave01")
    #expect(try bench.fleet.refresh().isEmpty)
    #expect(try bench.fleet.refresh(["slave01"]).isEmpty)
    #expect(try identity("cacert.pem", of: "slave01") + identity(".", of: "slave01") == before)
  }

  @Test func `trust is written anew in every host, and pairs and an admin's files are the same files`() throws
  {
    let own = bench.pki.host("slave01") + "/NOTES"
    try Data("mine".utf8).write(to: URL(filePath: own))
    let kept = ["client-key.pem", "client-cert.pem", "NOTES"]
    let before = try kept.map { try identity($0, of: "slave01") }
    #expect(try bench.fleet.refresh(trusted: bundle) == ["master", "slave01", "slave02"])
    #expect(try kept.map { try identity($0, of: "slave01") } == before)
    for host in ["master", "slave01", "slave02"] {
      let text = try bench.text("cacert.pem", of: host)
      #expect(try Certificate.parse(pem: Array(text.utf8)) == bundle)
    }
    #expect(
      try bench.files(of: "slave01").isSuperset(of: kept + ["change-master.sql", "replication-tls.cnf"]))
    #expect(try bench.fleet.refresh(trusted: bundle).isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: bench.pki.hosts).count == 3)
  }

  @Test func `only the named hosts change, and an unknown one is refused before anything does`() throws {
    let error = #expect(throws: FleetError.self) {
      try bench.fleet.refresh(["slave01", "slave9"], trusted: bundle)
    }
    #expect(error?.code == .unknownHost)
    #expect(try bench.fleet.refresh(["SLAVE02"], trusted: bundle) == ["slave02"])
    #expect(try bench.text("cacert.pem", of: "slave01") == bench.text("cacert.pem", of: "master"))
  }

  @Test func `a list is in crl.pem and in the texts, and goes from both when there is none any more`() throws
  {
    try bench.issue("slave03") { $0.settings.trust = .folder }
    let texts = try bench.text("change-master.sql", of: "slave01")
    let list = try other.list()
    #expect(try bench.fleet.refresh(revocationLists: [list]).count == 4)
    for host in ["master", "slave01", "slave03"] {
      #expect(try bench.text("crl.pem", of: host) == list.pem())
    }
    #expect(
      try bench.text("replication-tls.cnf", of: "master").contains("ssl-crl = /etc/mysql/tls/crl.pem\n"))
    #expect(
      try bench.text("change-master.sql", of: "slave01").contains("SSL_CRL = '/etc/mysql/tls/crl.pem'"))
    #expect(try bench.files(of: "slave03").contains("capath/\(list.issuerHash).r0"))
    #expect(
      try bench.text("change-master.sql", of: "slave03").contains(
        "SSL_CRL = '',\n  MASTER_SSL_CRLPATH = '/etc/mysql/tls/capath'"))
    #expect(
      try bench.text("replication-tls.cnf", of: "slave03").contains(
        "ssl-crlpath = /etc/mysql/tls/capath\n"))
    #expect(try bench.fleet.refresh(revocationLists: [list]).isEmpty)
    #expect(try bench.fleet.refresh().count == 4)
    #expect(try bench.text("change-master.sql", of: "slave01") == texts)
    #expect(try !bench.files(of: "slave03").contains { $0.contains("crl") || $0.contains(".r0") })
  }

  @Test func `a folder that is gone is not made without its key`() throws {
    try FileManager.default.removeItem(atPath: bench.pki.host("slave01"))
    #expect(try bench.fleet.refresh(trusted: bundle) == ["master", "slave02"])
    #expect(try !Files.exists(bench.pki.host("slave01")))
  }

  @Test func `a key that was made on its host stays there, and so does the request`() throws {
    try OpenSSLCommand.output(
      ["req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        + ["-keyout", bench.folder("k.pem"), "-out", bench.folder("r.pem"), "-subj", "/CN=anything"])
    let text = try OpenSSLCommand.output(["req", "-in", bench.folder("r.pem")])
    try bench.issue("slave04") { $0.request = try CertificateRequest.parse(pem: Array(text.utf8)) }
    let option = try bench.text("replication-tls.cnf", of: "slave04")
    #expect(try bench.fleet.refresh(["slave04"], trusted: bundle) == ["slave04"])
    #expect(try bench.files(of: "slave04").contains("client-req.pem"))
    #expect(try !bench.files(of: "slave04").contains("client-key.pem"))
    #expect(try bench.text("replication-tls.cnf", of: "slave04") == option)
  }
}
