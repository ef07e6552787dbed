/// A string in double quotes as JSON, Go, Java, JavaScript, Python, Rust and C all write it.
public struct QuotedString: Sendable, Hashable, CustomStringConvertible {
  /// The literal with its double quotes.
  public let description: String

  /// Quotes `text`: a backslash stands before each backslash and double quote, which is all that these
  /// languages ask of printable ASCII (RFC 8259 section 7, and the languages' references). None of them puts
  /// a variable in the place of a `$` in such a literal.
  ///
  /// - Throws: `unwritable` for a control character and for what is not ASCII.
  public init(_ text: String) throws(ReplicationError) {
    description = "\"" + (try escaped(text, before: ["\\", "\""], for: "a program's text")) + "\""
  }
}

/// `text` with a backslash before each of the scalars `special`.
///
/// - Throws: `unwritable` for what is not printable ASCII.
func escaped(
  _ text: String, before special: Set<Unicode.Scalar>, for place: String
) throws(ReplicationError) -> String {
  var written = ""
  for scalar in text.unicodeScalars {
    try requirePrintable(scalar, of: text, for: place)
    if special.contains(scalar) { written += "\\" }
    written.unicodeScalars.append(scalar)
  }
  return written
}
