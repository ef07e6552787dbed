import OpenSSL
import Replication
import Secrets
import TestSupport
import Testing
import Verification

/// The rules about keys, lists, versions and ciphers, each with a good and a bad case.
@Suite struct MaterialRuleTests {
  let cast: Cast

  init() throws { cast = try Cast() }

  private func found(_ rule: String, _ deployment: Deployment, at time: Time = noon) -> [Finding] {
    deployment.report(at: time).findings.filter { $0.rule == rule }
  }

  @Test(arguments: [("1024", "mariadb-10.11", 1), ("1024", "mysql-5.7", 0), ("2048", "mariadb-10.11", 0)])
  func `weak-certificate names a key that the server's OpenSSL does not load`(
    bits: String, server: String, breaking: Int
  ) throws {
    let text = try OpenSSLCommand.output(["genrsa", bits])
    let key = try PrivateKey.parse(pem: SecretBytes(copying: text.utf8)).publicKey
    let certificate = try cast.authority.sign(.server("master"), for: key)
    cast.master.serverPair = Presentation(
      chain: .found(path: "c.pem", [certificate]), key: .found(path: "k.pem", .key(key)))
    cast.master.server = try Server(parsing: server)
    let findings = found("weak-certificate", cast.deployment)
    #expect(findings.filter { $0.severity == .breaks }.count == breaking)
    #expect(findings.isEmpty == (bits == "2048"))
  }

  @Test func `version-1 says nothing of a root, which servers take`() throws {
    let old = try OpenSSLCommand.output(
      [
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Old", "-days", "9", "-keyout",
        "/dev/null",
      ]
        + ["-config", "/dev/null", "-set_serial", "7"])
    let certificate = try Certificate.parse(pem: Array(old.utf8))[0]
    #expect(found("version-1", cast.deployment).isEmpty)
    cast.slave.trustFile = .found(path: "t.pem", [cast.authority.certificate, certificate])
    #expect(found("version-1", cast.deployment).isEmpty && certificate.fields.version < 3)
  }

  @Test(arguments: [
    ("TLSv1.2,TLSv1.3", String?.none), ("TLSv1.2,TLSv1.4", "it names a version that is not known"),
    ("TLSv1.1", "OpenSSL of today speaks nothing older than TLSv1.2"), ("", "it names no version"),
  ])
  func `tls-versions names versions that are not known or not spoken`(text: String, words: String?) {
    cast.master.asMaster?.transport.versions = text
    let findings = found("tls-versions", cast.deployment)
    #expect(findings.map(\.sentence) == (words.map { ["master has tls_version=\(text): \($0)"] } ?? []))
  }

  @Test func `tls-versions names a link whose ends have no version in common`() {
    cast.master.asMaster?.transport.versions = "TLSv1.3"
    #expect(found("tls-versions", cast.deployment).isEmpty)
    cast.slave.connections[0].transport.versions = "TLSv1.2"
    let findings = found("tls-versions", cast.deployment)
    #expect(
      findings.map(\.sentence) == [
        "slave01 speaks TLSv1.2 and master TLSv1.3: they have no version in common"
      ])
  }

  @Test(arguments: [
    ("ECDHE-ECDSA-AES256-GCM-SHA384", String?.none),
    ("ECDHE-ECDSA-AES256-GCM-SHA384:NO-SUCH", "NO-SUCH is not known"),
    ("TLS_AES_256_GCM_SHA384", "TLS_AES_256_GCM_SHA384 is of TLS 1.3"),
  ])
  func `ciphers names ciphers that are not known or of the other kind`(text: String, words: String?) {
    cast.master.asMaster?.transport.cipher = text
    let findings = found("ciphers", cast.deployment)
    #expect(findings.map(\.host) == (words == nil ? [] : ["master"]))
    #expect(findings.allSatisfy { $0.sentence.contains(words ?? "?") })
  }

  @Test func `ciphers names a link without a common one, and a key that none can be used with`() {
    cast.master.asMaster?.transport.cipher = "ECDHE-ECDSA-AES256-GCM-SHA384"
    cast.slave.connections[0].transport.cipher = "ECDHE-ECDSA-AES128-GCM-SHA256"
    #expect(found("ciphers", cast.deployment).map(\.host) == ["slave01"])
    cast.slave.connections[0].transport.cipher = "ECDHE-ECDSA-AES256-GCM-SHA384"
    #expect(found("ciphers", cast.deployment).isEmpty)
    cast.master.asMaster?.transport.cipher = "ECDHE-RSA-AES256-GCM-SHA384"
    #expect(
      found("ciphers", cast.deployment).contains {
        $0.sentence.contains("none of which can be used with its key")
      })
  }

  @Test func `missing-file names a revocation list that is not there`() {
    #expect(found("missing-file", cast.deployment).isEmpty)
    cast.master.asMaster?.trust.revocations = .absent(path: "crl.pem")
    let finding = found("missing-file", cast.deployment).first
    #expect(finding?.severity == .breaks && finding?.host == "master" && finding?.file == "crl.pem")
    #expect(finding?.sentence == "crl.pem, the revocation lists of master, is missing")
  }

  @Test func `revocation-list names a level without one, and says who refuses whom`() {
    cast.master.asMaster?.trust.revocations = .found(path: "crl.pem", [])
    let finding = found("revocation-list", cast.deployment).first
    #expect(finding?.severity == .breaks && finding?.host == "master")
    #expect(
      finding?.sentence
        == "master refuses the certificate of slave01: it has no revocation list of CN=Replication CA G1")
  }

  @Test func `revocation-list says before a list ends that it will, and after that it has`() throws {
    let folder = try TemporaryFolder()
    try OpenSSLCommand.output(
      ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Lister", "-keyout", folder("key.pem")]
        + ["-out", folder("ca.pem")])
    try folder.write("", to: "index.txt")
    try folder.write(
      "[ca]\ndefault_ca = d\n[d]\ndatabase = \(folder("index.txt"))\ndefault_md = sha256\n", to: "ca.cnf")
    let text = try OpenSSLCommand.output(
      [
        "ca", "-gencrl", "-config", folder("ca.cnf"), "-keyfile", folder("key.pem"), "-cert",
        folder("ca.pem"),
      ]
        + ["-crl_lastupdate", "20270228120000Z", "-crl_nextupdate", "20270501120000Z"])
    let list = try RevocationList.parse(pem: Array(text.utf8))
    cast.slave.connections[0].trust.revocations = .found(path: "crl.pem", [list])
    for (days, words) in [
      (0, String?.none), (32, "ends 2027-05-01T12:00:00Z"), (61, "is stale since 2027-05-01T12:00:00Z"),
      (-2, "is not valid before 2027-02-28T12:00:00Z"),
    ] {
      let about = found("revocation-list", cast.deployment, at: noon.adding(days: days))
        .filter { $0.sentence.hasPrefix("the revocation list of CN=Lister") }
      #expect(about.map(\.severity) == (words == nil ? [] : [.due]))
      #expect(about.allSatisfy { $0.sentence.contains(words ?? "?") && $0.host == "slave01" })
    }
  }

  @Test func `trailing-data notes bytes behind the blocks of a file`() {
    let good = Array("-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n".utf8)
    for (bytes, count) in [(good, 0), (good + [0, 1, 0xff], 1)] {
      var deployment = cast.deployment
      deployment.oddFiles = ["pki/hosts/master/cacert.pem": PEMContents(bytes)]
      #expect(found("trailing-data", deployment).map(\.severity) == Array(repeating: .note, count: count))
    }
  }
}
