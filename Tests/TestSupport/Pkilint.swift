import Foundation

/// The linter `pkilint`.
public enum Pkilint {
  /// A finding's weight, in the linter's words, heavier ones last.
  public enum Severity: String, Sendable, Comparable, Decodable, CaseIterable {
    case debug = "DEBUG"
    case info = "INFO"
    case notice = "NOTICE"
    case warning = "WARNING"
    case error = "ERROR"
    case fatal = "FATAL"

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// Whether the first weighs less.
    public static func < (one: Severity, other: Severity) -> Bool { one.rank < other.rank }
  }

  /// What the linter says about one part of a certificate.
  public struct Finding: Sendable, Hashable, CustomStringConvertible {
    /// How much it weighs.
    public let severity: Severity
    /// The linter's name of the rule, such as `pkix.invalid_domain_name_syntax`.
    public let code: String
    /// The sentence, where there is one.
    public let message: String
    /// The part of the certificate.
    public let place: String

    /// One line.
    public var description: String { "\(severity.rawValue) \(code) at \(place) \(message)" }
  }

  /// Something to lint, by RFC 5280.
  public enum Subject: Sendable {
    /// The certificate in this file.
    case certificate(String)
    /// What is between an issuer's certificate and one that it signed: names, key identifiers, the signature.
    case pair(issuer: String, subject: String)
    /// The revocation list in this file.
    case revocationList(String)

    fileprivate var linter: String {
      switch self {
      case .certificate: "lint_pkix_cert"
      case .pair: "lint_pkix_signer_signee_cert_chain"
      case .revocationList: "lint_crl"
      }
    }

    fileprivate var arguments: [String] {
      switch self {
      case .certificate(let path): [path]
      case .pair(let issuer, let subject): [issuer, subject]
      case .revocationList(let path): ["-t", "CRL", "-p", "PKIX", path]
      }
    }
  }

  /// What the linter finds in each of `subjects`, at `minimum` or above; within one start of Python.
  public static func findings(in subjects: [Subject], minimum: Severity = .warning) throws -> [[Finding]] {
    let tasks = subjects.map {
      PythonJudges.Task.lint([$0.linter, "lint", "-s", minimum.rawValue, "-f", "JSON"] + $0.arguments)
    }
    return try zip(subjects, PythonJudges.answers(to: tasks)).map { subject, answer in
      guard let report = try? JSONDecoder().decode(Report.self, from: Data(answer.utf8)) else {
        throw ProgramFailure(description: "\(subject.linter) \(subject.arguments): \(answer)")
      }
      return report.findings
    }
  }

  /// What the linter finds in the certificate file at `path`, at `minimum` or above.
  public static func findings(_ path: String, minimum: Severity = .warning) throws -> [Finding] {
    try findings(in: [.certificate(path)], minimum: minimum)[0]
  }

  /// What the linter finds between an issuer's certificate and one that it signed.
  public static func findings(issuer: String, subject: String, minimum: Severity = .warning) throws
    -> [Finding]
  {
    try findings(in: [.pair(issuer: issuer, subject: subject)], minimum: minimum)[0]
  }

  private struct Report: Decodable {
    struct Place: Decodable {
      struct Description: Decodable {
        let severity: Severity
        let code: String
        let message: String?
      }
      let node_path: String
      let finding_descriptions: [Description]
    }
    let results: [Place]

    var findings: [Finding] {
      results.flatMap { place in
        place.finding_descriptions.map {
          Finding(severity: $0.severity, code: $0.code, message: $0.message ?? "", place: place.node_path)
        }
      }
    }
  }
}
