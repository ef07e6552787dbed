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
    let isPlain = !text.isEmpty && text.unicodeScalars.allSatisfy(PlainWord.holds)
    description =
      isPlain
      ? text
      : "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
  }
}
