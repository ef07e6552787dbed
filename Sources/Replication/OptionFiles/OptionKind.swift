/// What an option takes for a value.
public enum OptionKind: Sendable, Hashable {
  /// On or off; without a value it is on.
  case flag
  /// Any text, which must be there but may be empty.
  case text
  /// A whole number, maybe with one of the suffixes K, M, G, T, P, E.
  case number
}

/// An option that this room knows by name.
protocol KnownOption: RawRepresentable, Hashable, CaseIterable, Sendable where RawValue == String {
  /// What it takes.
  var kind: OptionKind { get }

  /// The words that a text must be one of, in any case; nil where any text will do.
  var choices: [String]? { get }

  /// Whether the programs of that version know it.
  func exists(on server: Server) -> Bool

  /// Names of other options, with `_`, that begin as known ones do: a short name that fits one of them too
  /// is not this option's alone.
  static func neighbours(on server: Server) -> [String]

  /// With what the names begin of which all are known here: any other such name no program knows.
  static var families: [String] { get }
}

extension KnownOption {
  var choices: [String]? { nil }
}

extension String {
  /// With the letters A to Z small and no other changed, as the servers compare names.
  var smallASCII: String {
    let capitals: ClosedRange<UInt8> = 0x41...0x5A
    guard utf8.contains(where: capitals.contains) else { return self }
    return String(decoding: utf8.map { capitals.contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }
}
