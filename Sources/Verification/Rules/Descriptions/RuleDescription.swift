/// What a rule is about, whatever it finds, and where it is from: for those who read its name in a report.
public struct RuleDescription: Sendable, Encodable {
  /// The rule's name, in kebab case; stable.
  public private(set) var name = ""
  /// One sentence, with capital and full stop.
  public let summary: String
  /// The sentence, with what follows from a finding and what to do.
  public let text: String
  /// Where the rule is from, the most telling first; empty for a rule that is not known.
  public let sources: [RuleSource]

  init(_ summary: String, _ more: String, _ sources: RuleSource...) {
    self.summary = summary
    text = "\(summary) \(more)"
    self.sources = sources
  }

  /// The description of the rule with this name; one that says no more than the name, for a name that is not
  /// known.
  public init(of rule: String) {
    self = Self.known[rule] ?? RuleDescription("The rule \(rule).", "The finding says what is wrong.")
    name = rule
  }

  /// Of the rules that found something, each once, in the order of their findings.
  static func all(of findings: [Finding]) -> [RuleDescription] {
    var names: Set<String> = []
    return findings.filter { names.insert($0.rule).inserted }.map { RuleDescription(of: $0.rule) }
  }

  /// The sources in one line, as in `RFC 5280, 4.2.1.9; measured on all servers`; nil where there is none.
  public var reference: String? {
    sources.isEmpty ? nil : sources.map(\.words).joined(separator: "; ")
  }

  /// Where the first source that is on the web can be read; nil where none is.
  public var uri: String? { sources.lazy.compactMap(\.uri).first }

  /// By the names of the rules.
  static let known = [trust, certificates, files, servers, live].reduce(into: [:]) { all, family in
    all.merge(family) { first, _ in first }
  }
}
