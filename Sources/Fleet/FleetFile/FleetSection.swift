internal import Replication

/// A value of a fleet file, and the line that it stands in.
struct FleetValue {
  let text: String
  let line: Int
}

/// A section of a fleet file, as it is written.
struct FleetSection {
  /// What a section is about.
  enum Kind {
    case authority, defaults
    case hosts(Role, HostRange)
    /// Not known; its keys are passed over.
    case unknown
  }

  let line: Int
  let kind: Kind
  /// The value of each key but `san`, which may stand more than once.
  var values: [FleetKey: FleetValue] = [:]
  /// What `san` names, in order.
  var names: [FleetValue] = []

  /// The keys that may stand in it.
  var keys: [FleetKey] {
    switch kind {
    case .authority: FleetKey.ofAuthority
    case .defaults: FleetKey.ofDefaults
    case .hosts: FleetKey.ofHosts
    case .unknown: FleetKey.allCases
    }
  }

  /// The section's own name, for sentences.
  var title: String {
    switch kind {
    case .authority: "[authority]"
    case .defaults: "[defaults]"
    case .hosts(let role, _): "[\(role) …]"
    case .unknown: "it"
    }
  }
}

extension FleetSection.Kind {
  /// Every word that a section can begin with.
  private static let words =
    ["authority", "defaults"] + Role.allCases.map(\.rawValue) + ["source", "primary", "replica"]

  /// Reads what stands between the brackets: `authority`, `defaults`, or a role and a host or range.
  ///
  /// - Throws: ``FleetError`` for anything else, with the nearest word that is known.
  init(parsing text: String) throws(FleetError) {
    let words = text.split { $0 == " " || $0 == "\t" }
    guard let first = words.first else { throw FleetError(.badFleetFile, "the section has no name") }
    switch (first, words.count) {
    case ("authority", 1): self = .authority
    case ("defaults", 1): self = .defaults
    case ("authority", _), ("defaults", _):
      throw FleetError(.badFleetFile, "[\(first)] takes no name: there is one for all hosts")
    default:
      guard let role = try? Role(parsing: String(first)) else {
        let nearest = NearestWord.of(String(first), among: Self.words)
        throw FleetError(
          .badFleetFile,
          "the section \("[\(text)]".quotedForDisplay) is not known"
            + (nearest.map { "; \($0) may be meant" }
              ?? ": there are [authority], [defaults] and [ROLE HOST]")
        )
      }
      guard words.count == 2 else {
        throw FleetError(
          .badFleetFile,
          words.count == 1
            ? "[\(first)] names no host, as [\(first) db1] does"
            : "a section names one host, or a range such as slave001..slave250: "
              + "\("[\(text)]".quotedForDisplay) has \(words.count - 1)")
      }
      self = .hosts(role, try HostRange(words[1]))
    }
  }
}
