internal import Verification

/// A finding as a result of SARIF (3.27).
struct SARIFResult: Encodable {
  let ruleId: String
  let ruleIndex: Int
  let level: String
  let message: SARIFLog.Message
  let locations: [Location]
  let partialFingerprints: [String: String]
  let properties: Properties

  struct Location: Encodable {
    let physicalLocation: PhysicalLocation
    let logicalLocations: [LogicalLocation]?
  }

  struct PhysicalLocation: Encodable {
    let artifactLocation: Artifact
    let region: Region?
  }

  struct Artifact: Encodable {
    let uri: String
  }

  struct Region: Encodable {
    let startLine: Int
  }

  /// The host.
  struct LogicalLocation: Encodable {
    let name: String
    let kind = "host"
  }

  /// What SARIF has no name for.
  struct Properties: Encodable {
    let severity: Severity
    let host: String?
    let symptom: String?
    let fix: String?
    let servers: [String]?
  }

  /// - Parameters:
  ///   - rule: the place of its rule among the rules of the run.
  ///   - source: what was judged, to be named where the finding is about no file: readers want one.
  init(_ finding: Finding, rule: Int, source: String, fingerprint: String) {
    ruleId = finding.rule
    ruleIndex = rule
    level = Self.level(finding.severity)
    message = SARIFLog.Message(text: ([finding.scopedSentence] + finding.remarks).joined(separator: "\n"))
    let region = finding.place?.line.map(Region.init)
    locations = [
      Location(
        physicalLocation: PhysicalLocation(
          artifactLocation: Artifact(uri: Self.uri(of: finding.place?.path ?? source)), region: region),
        logicalLocations: finding.host.map { [LogicalLocation(name: $0)] })
    ]
    partialFingerprints = ["mkcertsFinding/v1": fingerprint]
    properties = Properties(
      severity: finding.severity, host: finding.host, symptom: finding.symptom, fix: finding.fix,
      servers: finding.servers)
  }

  /// What stays of a finding from run to run: not its sentence, which has dates in it.
  static func identity(of finding: Finding) -> String {
    "\(finding.rule):\(finding.host ?? ""):\(finding.place?.path ?? "")"
  }

  private static func level(_ severity: Severity) -> String {
    switch severity {
    case .breaks: "error"
    case .exposed, .due: "warning"
    case .note: "note"
    }
  }

  /// A path as a reference (RFC 3986, 4.1): as it is where it is relative, else as `file:`. Colons are escaped,
  /// so that nothing before one is taken for a scheme.
  private static func uri(of path: String) -> String {
    let kept = Set("-._~/".utf8)
    let text = path.utf8.map { byte in
      let isPlain =
        kept.contains(byte) || (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte)
        || (0x61...0x7a).contains(byte)
      let digits = String(byte, radix: 16, uppercase: true)
      return isPlain ? String(UnicodeScalar(byte)) : "%" + (digits.count < 2 ? "0" : "") + digits
    }.joined()
    return (path.hasPrefix("/") ? "file://" : "") + text
  }
}
