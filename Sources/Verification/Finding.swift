internal import Replication

/// How bad a finding is.
public enum Severity: String, Sendable, Encodable, CaseIterable, Comparable {
  /// A link will not come up, or a server will not start.
  case breaks
  /// It works, but somebody may read, or pretend to be, what they should not.
  case exposed
  /// It will break at a known time.
  case due
  /// Worth knowing.
  case note

  private var rank: Int {
    switch self {
    case .breaks: 0
    case .exposed: 1
    case .due: 2
    case .note: 3
    }
  }

  /// The worst first.
  public static func < (one: Severity, other: Severity) -> Bool { one.rank < other.rank }
}

/// What a rule says about one host.
public struct Finding: Sendable, Encodable, Hashable {
  /// The rule's name; stable.
  public let rule: String
  public let severity: Severity
  /// The host that it is about; nil where it is about the deployment as a whole.
  public let host: String?
  /// The file that it is about, with `:LINE` behind it where one line of it is meant.
  public let file: String?
  /// What is wrong, both sides of a mismatch in it; without capital and full stop.
  public let sentence: String
  /// What servers print when they meet it; nil where they print nothing.
  public var symptom: String?
  /// The command or edit that mends it.
  public let fix: String?
  /// The servers that it is true of, as `Server.description` names them; nil where it is whatever the server.
  public var servers: [String]?
  /// True where it is about running servers and not about files; else nil.
  public internal(set) var live: Bool?
  /// What servers may have words for; they are looked up once all is known.
  let failure: LinkFailure?

  private enum CodingKeys: String, CodingKey {
    case rule, severity, host, file, sentence, symptom, fix, servers, live
  }

  public init(
    rule: String, severity: Severity, host: String?, file: String?, sentence: String, symptom: String? = nil,
    fix: String? = nil, servers: [String]? = nil
  ) {
    self.init(
      rule: rule, severity: severity, host: host, file: file, sentence: sentence, failure: nil,
      symptom: symptom, fix: fix, servers: servers)
  }

  init(
    rule: String, severity: Severity, host: String?, file: String?, sentence: String, failure: LinkFailure?,
    symptom: String? = nil, fix: String? = nil, servers: [String]? = nil
  ) {
    self.failure = failure
    self.rule = rule
    self.severity = severity
    self.host = host
    self.file = file
    self.sentence = sentence
    self.symptom = symptom
    self.fix = fix
    self.servers = servers
  }

  /// The same as something that does not break, so that no server has a word on it.
  var exposed: Finding {
    Finding(
      rule: rule, severity: .exposed, host: host, file: file, sentence: sentence, fix: fix, servers: servers)
  }

  /// The same with what servers print.
  func saying(_ symptom: String?) -> Finding {
    var finding = self
    finding.symptom = symptom
    return finding
  }

  /// What tells it from others, whoever is to see the symptom.
  var withoutSymptom: Finding {
    Finding(
      rule: rule, severity: severity, host: host, file: file, sentence: sentence, servers: servers)
  }
}

extension [Finding] {
  /// By severity; those of one severity stay in their order.
  var worstFirst: [Finding] {
    enumerated().sorted { ($0.element.severity, $0.offset) < ($1.element.severity, $1.offset) }.map(\.element)
  }
}
