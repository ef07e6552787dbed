/// A value in a Java properties file.
public struct PropertyValue: Sendable, Hashable, CustomStringConvertible {
  /// The value as it stands behind `key = `.
  public let description: String

  /// Writes `text` so that `java.util.Properties.load` gives it back: a backslash is doubled, and one stands
  /// before a blank at the beginning, which would be passed over.
  ///
  /// - Throws: `unwritable` for a control character and for what is not ASCII.
  public init(_ text: String) throws(ReplicationError) {
    let value = try escaped(text, before: ["\\"], for: "a properties file")
    description = (text.hasPrefix(" ") ? "\\" : "") + value
  }
}
