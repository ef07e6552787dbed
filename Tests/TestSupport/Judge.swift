public import Foundation

/// Those that share no code with each other and tell whether a certificate holds.
public enum Judge: String, Sendable, CaseIterable {
  /// `openssl verify -x509_strict`.
  case openssl
  /// GnuTLS's `certtool --verify`.
  case gnutls
  /// The verifier of Python's `cryptography`, which is written in Rust for the certificates of the web.
  case cryptography
  /// The linter `pkilint`, which holds a certificate against its issuer's.
  case pkilint

  /// What a certificate is to be used for.
  public enum Purpose: String, Sendable, CaseIterable {
    case server, client
  }

  /// Whether a certificate holds for this.
  public struct Question: Sendable, Hashable, CustomStringConvertible {
    /// The path of the certificate.
    public var certificate: String
    /// The path of the only certificate that is trusted.
    public var authority: String
    public var purpose: Purpose
    /// The name or address that was dialled; nil where nobody compares it.
    public var host: String?
    /// When; nil for now.
    public var time: Date?

    public init(
      _ certificate: String, under authority: String, as purpose: Purpose, host: String? = nil,
      time: Date? = nil
    ) {
      self.certificate = certificate
      self.authority = authority
      self.purpose = purpose
      self.host = host
      self.time = time
    }

    public var description: String {
      "\(certificate) under \(authority) as \(purpose)" + (host.map { " for \($0)" } ?? "")
        + (time.map { " at \($0)" } ?? "")
    }
  }

  /// A judge's answer.
  public enum Verdict: Sendable, Hashable {
    case accepted
    /// What the judge wrote.
    case refused(String)

    public var isAccepted: Bool { self == .accepted }
  }

  /// The answer to each of `questions`.
  public func verdicts(on questions: [Question]) throws -> [Verdict] {
    switch self {
    case .openssl: try inParallel(questions, Self.openssl)
    case .gnutls: try inParallel(questions, Self.gnutls)
    case .cryptography: try Self.cryptography(questions)
    case .pkilint: try Self.pkilint(questions)
    }
  }

  private static func openssl(_ question: Question) throws -> Verdict {
    let time = question.time.map { ["-attime", String(Int($0.timeIntervalSince1970))] } ?? []
    let result = try OpenSSLCommand.verify(
      question.certificate, under: question.authority,
      purpose: question.purpose == .server ? .server : .client, host: question.host, more: time)
    return result.succeeded ? .accepted : .refused(result.errors)
  }

  private static func gnutls(_ question: Question) throws -> Verdict {
    let result = try Certtool.verify(
      question.certificate, under: question.authority,
      purpose: question.purpose == .server ? .server : .client, host: question.host, at: question.time)
    return result.succeeded ? .accepted : .refused(result.output + result.errors)
  }

  private static func cryptography(_ questions: [Question]) throws -> [Verdict] {
    let tasks = questions.map {
      PythonJudges.Task.verify(
        PythonJudges.Task.Question(
          certificate: $0.certificate, authority: $0.authority, purpose: $0.purpose.rawValue, host: $0.host,
          time: $0.time.map { Int($0.timeIntervalSince1970) }))
    }
    return try PythonJudges.answers(to: tasks).map { $0.isEmpty ? .accepted : .refused($0) }
  }

  private static func pkilint(_ questions: [Question]) throws -> [Verdict] {
    let pairs = questions.map {
      Pkilint.Subject.pair(issuer: $0.authority, subject: $0.certificate)
    }
    return try Pkilint.findings(in: pairs).map { $0.isEmpty ? .accepted : .refused("\($0)") }
  }
}
