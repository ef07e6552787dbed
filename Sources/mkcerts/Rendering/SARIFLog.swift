internal import Verification

/// A report as SARIF 2.1.0 (OASIS), the form in which code scanners report: each rule once, and a result for
/// each finding.
struct SARIFLog: Encodable {
  let schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
  let version = "2.1.0"
  let runs: [Run]

  private enum CodingKeys: String, CodingKey {
    case schema = "$schema"
    case version, runs
  }

  struct Run: Encodable {
    let tool: Tool
    let invocations: [Invocation]
    let results: [SARIFResult]
    let properties: Properties
  }

  struct Tool: Encodable {
    let driver: Driver
  }

  struct Driver: Encodable {
    let name = "mkcerts"
    let version = Version.text
    let semanticVersion = Version.text
    let rules: [Rule]
  }

  struct Rule: Encodable {
    let id: String
    let shortDescription: Message
    let fullDescription: Message
    let help: Message
    let helpUri: String?
    let properties: Properties?

    /// What SARIF has no name for.
    struct Properties: Encodable {
      /// Where the rule is from.
      let reference: String
    }

    init(_ description: RuleDescription) {
      id = description.name
      shortDescription = Message(text: description.summary)
      fullDescription = Message(text: description.text)
      let source = description.reference.map { " Source: \($0)." } ?? ""
      help = Message(text: description.text + source)
      helpUri = description.uri
      properties = description.reference.map(Properties.init)
    }
  }

  struct Message: Encodable {
    let text: String
  }

  struct Invocation: Encodable {
    /// That it ran to its end, whatever it found.
    let executionSuccessful = true
    let exitCode: Int32
  }

  /// What SARIF has no name for.
  struct Properties: Encodable {
    let passed: Bool
    let conclusion: String
    let time: String
  }

  init(_ report: Report) {
    let places = Dictionary(uniqueKeysWithValues: report.rules.enumerated().map { ($1.name, $0) })
    var ordinals: [String: Int] = [:]
    let results = report.findings.map { finding in
      let identity = SARIFResult.identity(of: finding)
      ordinals[identity, default: 0] += 1
      return SARIFResult(
        finding, rule: places[finding.rule] ?? 0, source: report.source,
        fingerprint: "\(identity):\(ordinals[identity] ?? 1)")
    }
    runs = [
      Run(
        tool: Tool(driver: Driver(rules: report.rules.map(Rule.init))),
        invocations: [Invocation(exitCode: report.passed ? 0 : ExitStatus.no)], results: results,
        properties: Properties(
          passed: report.passed, conclusion: ReportConclusion(report: report).sentence, time: report.time))
    ]
  }
}
