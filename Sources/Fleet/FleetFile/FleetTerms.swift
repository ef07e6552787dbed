internal import CertificateAuthority
internal import OpenSSL
internal import Replication

/// What a section of a fleet file says, read as what it means.
struct FleetTerms {
  var name: String?
  var algorithm: KeyAlgorithm?
  var days: Int?
  var settings = HostSettings()
  var names: [FleetValue] = []
  var request: FleetValue?
  var master: FleetValue?

  /// Nothing at all.
  init() {}

  /// Reads the values of `section`; one that cannot be read is a problem, and left out.
  init(_ section: FleetSection, _ problems: inout FleetProblems) {
    func read<Value>(_ key: FleetKey, _ parse: (String) throws(FleetError) -> Value) -> Value? {
      guard let value = section.values[key] else { return nil }
      return problems.taking(value.line) { () throws(FleetError) in try parse(value.text) }
    }
    func readTheirs<Value>(_ key: FleetKey, _ parse: (String) throws(ReplicationError) -> Value) -> Value? {
      guard let value = section.values[key] else { return nil }
      return problems.taking(value.line) { () throws(ReplicationError) in try parse(value.text) }
    }
    name = section.values[.name]?.text
    algorithm = read(.key) { text throws(FleetError) in
      try Self.word(text, of: .key, KeyAlgorithm.allCases.map { ($0.rawValue, $0) })
    }
    days = read(.days) { text throws(FleetError) in try Self.number(text, of: .days, 1...Profile.longestDays)
    }
    settings.server = readTheirs(.server) { text throws(ReplicationError) in try Server(parsing: text) }
    settings.directory = readTheirs(.installDir) { text throws(ReplicationError) in
      try InstallDirectory(text)
    }
    settings.trust = read(.capath) { text throws(FleetError) in
      try Self.isOn(text, .capath) ? .folder : .file
    }
    settings.requiresSecureTransport = read(.requireSecureTransport) { text throws(FleetError) in
      try Self.isOn(text, .requireSecureTransport)
    }
    settings.requirement = read(.require) { text throws(FleetError) in
      try Self.word(text, of: .require, RequirementKind.allCases.map { ($0.rawValue, $0) })
    }
    settings.masterPort = read(.masterPort) { text throws(FleetError) in
      try Self.number(text, of: .masterPort, 1...65_535)
    }
    settings.verifiesName = read(.verifyName) { text throws(FleetError) in
      try Self.isOn(text, .verifyName)
    }
    settings.channel = readTheirs(.channel) { text throws(ReplicationError) in try Channel(text) }
    settings.user = section.values[.user]?.text
    settings.accountHost = section.values[.accountHost]?.text
    settings.masterHost = section.values[.masterHost]?.text
    names = section.names
    request = section.values[.csr]
    master = section.values[.master]
  }

  private static func word<Value>(_ text: String, of key: FleetKey, _ known: [(String, Value)])
    throws(FleetError) -> Value
  {
    if let found = known.first(where: { $0.0 == text }) { return found.1 }
    throw FleetError(
      .badFleetFile,
      "\(key.rawValue) \(text.quotedForDisplay) is not known; there are "
        + known.map(\.0).joined(separator: ", "))
  }

  private static func number(_ text: String, of key: FleetKey, _ range: ClosedRange<Int>) throws(FleetError)
    -> Int
  {
    let isNumber = (1...9).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    guard isNumber, let number = Int(text), range.contains(number) else {
      throw FleetError(
        .badFleetFile,
        "\(key.rawValue) \(text.quotedForDisplay) is not a number from \(range.lowerBound) to "
          + "\(range.upperBound)"
      )
    }
    return number
  }

  /// The words that option files have for a switch.
  private static func isOn(_ text: String, _ key: FleetKey) throws(FleetError) -> Bool {
    switch text.lowercased() {
    case "on", "yes", "true", "1": true
    case "off", "no", "false", "0": false
    default:
      throw FleetError(.badFleetFile, "\(key.rawValue) \(text.quotedForDisplay) is neither on nor off")
    }
  }
}
