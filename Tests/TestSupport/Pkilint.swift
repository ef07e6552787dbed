import Foundation

/// The linter `pkilint`, in a virtual environment that the first test which needs it makes beside the test bundle.
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

  /// What the linter finds in the certificate file at `path`, by RFC 5280, at `minimum` or above.
  public static func findings(_ path: String, minimum: Severity = .warning) throws -> [Finding] {
    try run("lint_pkix_cert", ["lint", "-s", minimum.rawValue, "-f", "JSON", path])
  }

  /// What the linter finds between an issuer's certificate and one that it signed: names and key identifiers.
  public static func findings(issuer: String, subject: String, minimum: Severity = .warning) throws
    -> [Finding]
  {
    try run(
      "lint_pkix_signer_signee_cert_chain", ["lint", "-s", minimum.rawValue, "-f", "JSON", issuer, subject])
  }

  /// What the linter finds in the revocation list at `path`.
  public static func findings(revocationList path: String, minimum: Severity = .warning) throws -> [Finding] {
    try run("lint_crl", ["lint", "-t", "CRL", "-p", "PKIX", "-s", minimum.rawValue, "-f", "JSON", path])
  }

  /// The linter's exit status is the number of findings, so that only its JSON tells whether it worked.
  private static func run(_ linter: String, _ arguments: [String]) throws -> [Finding] {
    let result = try Program(environment.get() + "/bin/" + linter).run(arguments)
    guard let report = try? JSONDecoder().decode(Report.self, from: Data(result.outputBytes)) else {
      throw ProgramFailure(description: "\(linter): \(result.ending)\n\(result.errors)\(result.output)")
    }
    return report.results.flatMap { place in
      place.finding_descriptions.map {
        Finding(severity: $0.severity, code: $0.code, message: $0.message ?? "", place: place.node_path)
      }
    }
  }

  private static let environment = Result {
    let script = Mkcerts.packageFolder + "/Scripts/pkilint-venv"
    let folder = Mkcerts.productsFolder + "/pkilint"
    try Program(script).output([folder], timeout: .seconds(600))
    return folder
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
  }
}
