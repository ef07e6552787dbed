/// A word of a command line as a POSIX shell reads it.
public struct ShellWord: Sendable, Hashable, CustomStringConvertible {
  /// The word, in single quotes where its characters need them.
  public let description: String

  /// Quotes `text`: nothing between single quotes means anything to a shell, and a single quote itself is
  /// written outside them (POSIX, Shell Command Language, 2.2).
  ///
  /// - Throws: `unwritable` for a control character and for what is not ASCII.
  public init(_ text: String) throws(ReplicationError) {
    for scalar in text.unicodeScalars { try requirePrintable(scalar, of: text, for: "a command line") }
    description = ShellWord.quoted(text)
  }

  /// Quotes the path of a file, whatever is in it, so that no option is mistaken for it and it stays in one line:
  /// with a control character in it as `$'…'` (POSIX.1-2024, Shell Command Language, 2.2.4).
  public init(path: String) {
    let path = path.hasPrefix("-") ? "./" + path : path
    let hasControls = path.unicodeScalars.contains { $0.properties.generalCategory == .control }
    description =
      hasControls ? "$'" + path.utf8.map(ShellWord.escaped).joined() + "'" : ShellWord.quoted(path)
  }

  private static func quoted(_ text: String) -> String {
    guard text.isEmpty || !text.unicodeScalars.allSatisfy(PlainWord.holds) else { return text }
    return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#)
      + "'"
  }

  private static func escaped(_ byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: "\n"): "\\n"
    case UInt8(ascii: "\t"): "\\t"
    case UInt8(ascii: "'"), UInt8(ascii: "\\"): "\\" + String(UnicodeScalar(byte))
    case 0x20..<0x7F: String(UnicodeScalar(byte))
    // Three octal digits end by themselves, whatever stands behind them.
    default: "\\" + String(repeating: "0", count: byte < 8 ? 2 : byte < 64 ? 1 : 0) + String(byte, radix: 8)
    }
  }
}

extension String {
  /// What was read from a file or a server as one word of a shell; `NAME` for what has control characters or is not
  /// ASCII, which no host, channel or name of a certificate of ours has.
  public var inShell: String { (try? ShellWord(self))?.description ?? "NAME" }
}
