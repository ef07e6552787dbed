import Foundation
import TestSupport
import Testing

/// What mkcerts issues is what others take: for every kind of the authority's key, of the host's key, and for
/// every role, with and without a request.
@Suite struct IssuedCertificatesTests {
  typealias Question = Judge.Question

  private let issued: IssuedCertificates

  init() throws { issued = try IssuedCertificates.shared.get() }

  /// The one finding that is no fault, and only in a certificate with a name of one label, such as `master`:
  /// to the linter a name has a dot, while RFC 5280, 4.2.1.6, asks for the preferred syntax of RFC 1034, 3.5,
  /// which has such names.
  private static let nameWithoutDot = "pkix.invalid_domain_name_syntax"

  @Test func `the certificates are of every kind of key and every role`() {
    #expect(issued.leaves.count >= 50)
    for authority in issued.authorities {
      #expect(Set(authority.leaves.map(\.purposes)).count >= 2, "\(authority.algorithm)")
    }
  }

  @Test(arguments: Judge.allCases)
  func `each certificate is accepted for what it is for and by all its names`(judge: Judge) throws {
    let questions = issued.authorities.filter { judge.inability(under: $0.algorithm) == nil }
      .flatMap(\.leaves).flatMap { leaf in
        leaf.purposes.flatMap { purpose in
          leaf.dialled(as: purpose).map {
            Question(leaf.certificate, under: leaf.authority, as: purpose, host: $0)
          }
        }
      }
    #expect(questions.count > 50)
    for (question, verdict) in try zip(questions, judge.verdicts(on: questions)) {
      #expect(verdict == .accepted, "\(question)")
    }
  }

  @Test(arguments: Judge.allCases.filter { Flaw.wrongUsage.inability(of: $0) == nil })
  func `each certificate is refused for what it is not for`(judge: Judge) throws {
    let questions = issued.authorities.filter { judge.inability(under: $0.algorithm) == nil }
      .flatMap(\.leaves).flatMap { leaf in
        Set(Judge.Purpose.allCases).subtracting(leaf.purposes).map {
          Question(
            leaf.certificate, under: leaf.authority, as: $0, host: leaf.names.first ?? "any.example.com")
        }
      }
    #expect(questions.count > 30)
    for (question, verdict) in try zip(questions, judge.verdicts(on: questions)) {
      #expect(!verdict.isAccepted, "\(question)")
    }
  }

  @Test func `an authority's own certificate holds, but as no server's and no client's`() throws {
    for path in issued.authorities.map(\.certificate) {
      #expect(try OpenSSLCommand.verify(path, under: path).succeeded, "\(path)")
      #expect(try Certtool.verify(path, under: path).succeeded, "\(path)")
      // GnuTLS takes what it trusts without a look at its usage.
      for purpose in [OpenSSLCommand.Purpose.server, .client] {
        #expect(try !OpenSSLCommand.verify(path, under: path, purpose: purpose).succeeded, "\(path)")
      }
    }
  }

  @Test func `the linter finds nothing in any certificate of names with dots, nor in any authority's`() throws
  {
    let certificates = issued.authorities.map(\.certificate) + issued.leaves.map(\.certificate)
    let findings = try Pkilint.findings(in: certificates.map { .certificate($0) })
    for (certificate, findings) in zip(certificates, findings) { #expect(findings == [], "\(certificate)") }
  }

  @Test func `the linter finds nothing in a master of default names but that a name has no dot`() throws {
    let masters = issued.authorities.map(\.defaultMaster)
    let findings = try Pkilint.findings(in: masters.map { .certificate($0) })
    for (master, findings) in zip(masters, findings) {
      let names = try CertificateText(master).dnsNames
      #expect(names.contains { !$0.contains(".") })
      #expect(names.allSatisfy(Self.isPreferredName), "\(names)")
      #expect(Set(findings.map(\.code)).isSubset(of: [Self.nameWithoutDot]), "\(findings)")
    }
    let pairs = issued.authorities.map {
      Pkilint.Subject.pair(issuer: $0.certificate, subject: $0.defaultMaster)
    }
    #expect(try Pkilint.findings(in: pairs).allSatisfy(\.isEmpty))
  }

  @Test(arguments: [Judge.openssl, .gnutls, .cryptography])
  func `a master of default names is accepted by each of them`(judge: Judge) throws {
    let questions = issued.authorities.filter { judge.inability(under: $0.algorithm) == nil }.flatMap {
      authority in
      ["master", "localhost", "127.0.0.1", "::1"].map {
        Question(authority.defaultMaster, under: authority.certificate, as: .server, host: $0)
      }
    }
    for (question, verdict) in try zip(questions, judge.verdicts(on: questions)) {
      #expect(verdict == .accepted, "\(question)")
    }
  }

  /// RFC 1034, 3.5: labels that begin with a letter or (RFC 1123, 2.1) a digit, and end with one of them.
  private static func isPreferredName(_ name: String) -> Bool {
    name.wholeMatch(
      of: /([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?/)
      != nil
  }
}

extension Judge {
  /// Why this judge cannot judge what an authority with such a key signed; nil where it can.
  func inability(under algorithm: String) -> String? {
    self == .cryptography && algorithm == "ed25519"
      ? "it takes the web's rules for an authority's key, and those have no Ed25519" : nil
  }
}

extension IssuedCertificates.Leaf {
  /// What is compared when the certificate is shown; nil where nothing is.
  fileprivate func dialled(as purpose: Judge.Purpose) -> [String?] { purpose == .server ? names : [nil] }
}
