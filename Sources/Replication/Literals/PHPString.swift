/// A string in single quotes as PHP writes it.
public struct PHPString: Sendable, Hashable, CustomStringConvertible {
  /// The literal with its single quotes.
  public let description: String

  /// Quotes `text`: between single quotes PHP reads `\\` and `\'` as escapes and replaces no `$name` (PHP
  /// manual, "Strings").
  ///
  /// - Throws: `unwritable` for a control character and for what is not ASCII.
  public init(_ text: String) throws(ReplicationError) {
    description = "'" + (try escaped(text, before: ["\\", "'"], for: "a program's text")) + "'"
  }
}
