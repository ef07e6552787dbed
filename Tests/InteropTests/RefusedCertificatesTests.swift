import Foundation
import TestSupport
import Testing

/// What is wrong with a certificate is seen by all who can see it, so that nothing in it tells two judges
/// different things. That they accept them without the flaw is what `IssuedCertificatesTests` says.
@Suite struct RefusedCertificatesTests {
  typealias Question = Judge.Question

  private let issued: IssuedCertificates
  /// Keeps the files that this suite makes.
  private let folder: TemporaryFolder

  init() throws {
    issued = try IssuedCertificates.shared.get()
    folder = try TemporaryFolder()
  }

  @Test(arguments: Flaw.allCases)
  func `a flaw is refused by each judge that can see it`(flaw: Flaw) throws {
    let flawed = try inParallel(issued.authorities) { ($0.algorithm, try questions(flaw, $0)) }
    for judge in Judge.allCases where flaw.inability(of: judge) == nil {
      let questions = flawed.filter { judge.inability(under: $0.0) == nil }.flatMap(\.1)
      #expect(!questions.isEmpty)
      for (question, verdict) in try zip(questions, judge.verdicts(on: questions)) {
        switch verdict {
        case .accepted: Issue.record("\(judge) accepts \(question)")
        case .refused(let reason) where judge == .openssl:
          let said = "error \(flaw.opensslError) at \(flaw.depth) depth"
          #expect(reason.contains(said), "\(question): \(reason)")
        case .refused: break
        }
      }
    }
  }

  @Test(arguments: [Judge.openssl, .gnutls, .cryptography])
  func `a certificate holds from its first minute to its last`(judge: Judge) throws {
    let questions = try issued.authorities.filter { judge.inability(under: $0.algorithm) == nil }.flatMap {
      let text = try CertificateText($0.server.certificate)
      return [text.notBefore + 1, text.notAfter - 60].map { [right = $0.server.right] time in
        var question = right
        question.time = time
        return question
      }
    }
    for (question, verdict) in try zip(questions, judge.verdicts(on: questions)) {
      #expect(verdict == .accepted, "\(question)")
    }
  }

  /// The questions that have this flaw and no other.
  private func questions(_ flaw: Flaw, _ authority: IssuedCertificates.Authority) throws -> [Question] {
    var server = authority.server.right
    var client = authority.client.right
    switch flaw {
    case .wrongHost:
      server.host = "other.example.com"
      return [server]
    case .wrongAddress:
      return ["192.0.2.8", "2001:db8::8"].map {
        server.host = $0
        return server
      }
    case .wrongUsage:
      server.purpose = .client
      client.purpose = .server
      client.host = authority.client.names.first
      return [server, client]
    case .expired:
      server.time = try CertificateText(server.certificate).notAfter + 60
      client.time = try CertificateText(client.certificate).notAfter + 60
    case .notYetValid:
      server.time = try CertificateText(server.certificate).notBefore - 60
      client.time = try CertificateText(client.certificate).notBefore - 60
    case .otherAuthority:
      let other = try #require(issued.authorities.first { $0.algorithm != authority.algorithm })
      (server.authority, client.authority) = (other.certificate, other.certificate)
    case .otherAuthorityOfTheName:
      let twin = try twin(of: authority)
      (server.authority, client.authority) = (twin, twin)
    case .tampered:
      server.certificate = try tampered(server.certificate)
      client.certificate = try tampered(client.certificate)
    }
    return [server, client]
  }

  /// The certificate of another authority of the same subject, with a key of the same kind; RSA's is smaller.
  private func twin(of authority: IssuedCertificates.Authority) throws -> String {
    let pki = folder(authority.algorithm)
    let algorithm = authority.algorithm.hasPrefix("rsa") ? "rsa-2048" : authority.algorithm
    try Mkcerts.program().output(
      [
        "init-ca", "--pki", pki, "--no-master", "--key", algorithm,
        "--name", "\(IssuedCertificates.name) \(authority.algorithm)",
      ])
    let certificate = pki + "/cacert.pem"
    #expect(try CertificateText(certificate).subject == CertificateText(authority.certificate).subject)
    return certificate
  }

  /// The certificate with another bit in the last byte of its signature.
  private func tampered(_ certificate: String) throws -> String {
    let pem = try String(contentsOfFile: certificate, encoding: .utf8)
    let base64 = pem.split(separator: "\n").filter { !$0.hasPrefix("-----") }.joined()
    var bytes = [UInt8](try #require(Data(base64Encoded: base64)))
    bytes[bytes.count - 1] ^= 1
    let text = Data(bytes).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
    return try folder.write(
      "-----BEGIN CERTIFICATE-----\n\(text)\n-----END CERTIFICATE-----\n", to: "\(UUID().uuidString).pem")
  }
}

extension IssuedCertificates.Leaf {
  /// A question that is answered with yes.
  fileprivate var right: Judge.Question {
    let purpose: Judge.Purpose = purposes.contains(.server) ? .server : .client
    return Judge.Question(
      certificate, under: authority, as: purpose, host: purpose == .server ? names.first : nil)
  }
}
