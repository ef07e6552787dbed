/// A string as SQL writes it.
public struct SQLLiteral: Sendable, Hashable, CustomStringConvertible {
  /// The literal with its single quotes.
  public let description: String
  /// Whether a backslash stands in it, doubled: such a literal is misread by a session with
  /// `NO_BACKSLASH_ESCAPES`.
  public let hasBackslash: Bool

  /// Quotes `text` so that it means the same in every `sql_mode`: a single quote is doubled.
  ///
  /// Single quotes, since double quotes name columns under `ANSI_QUOTES`. No mode-independent form exists for
  /// a backslash: it is an escape unless `NO_BACKSLASH_ESCAPES` is set (MySQL manual, "String Literals").
  ///
  /// - Throws: `unwritable` for a backslash, a control character, and what is not ASCII, whose bytes depend
  ///   on the client's character set.
  public init(_ text: String) throws(ReplicationError) {
    try self.init(text, backslashes: false)
  }

  /// Quotes `text` with each backslash doubled, for a session without `NO_BACKSLASH_ESCAPES`.
  ///
  /// - Throws: `unwritable` for a control character and for what is not ASCII.
  public init(doublingBackslashesOf text: String) throws(ReplicationError) {
    try self.init(text, backslashes: true)
  }

  private init(_ text: String, backslashes: Bool) throws(ReplicationError) {
    var literal = "'"
    for scalar in text.unicodeScalars {
      try requirePrintable(scalar, of: text, for: "SQL")
      switch scalar {
      case "'": literal += "''"
      case "\\" where backslashes: literal += "\\\\"
      case "\\":
        throw ReplicationError(
          .unwritable, "\(quoted(text)) has a backslash, whose meaning in SQL depends on the sql_mode",
          hint: "write it without a backslash")
      default: literal.unicodeScalars.append(scalar)
      }
    }
    description = literal + "'"
    hasBackslash = text.unicodeScalars.contains("\\")
  }
}

extension String {
  /// What was read from a file or a server as SQL writes it, for a session without `NO_BACKSLASH_ESCAPES`; `'NAME'`
  /// for what has control characters or is not ASCII, of which nobody knows how a client would send it.
  public var inSQL: String { (try? SQLLiteral(doublingBackslashesOf: self))?.description ?? "'NAME'" }
}

/// Refuses `scalar` of `text` unless it is printable ASCII.
func requirePrintable(
  _ scalar: Unicode.Scalar, of text: String, for place: String
) throws(ReplicationError) {
  switch scalar.value {
  case 0x20...0x7E: return
  case 0x80...:
    throw ReplicationError(
      .unwritable,
      "\(quoted(text)) has a character that is not ASCII and cannot be written safely into \(place)",
      hint: "write it in ASCII")
  case 0:
    throw ReplicationError(
      .unwritable, "\(quoted(text)) has a NUL and cannot be written into \(place)", hint: "write it without")
  case 0x0A, 0x0D:
    throw ReplicationError(
      .unwritable, "\(quoted(text)) has a line end and cannot be written into \(place)",
      hint: "write it in one line")
  default:
    throw ReplicationError(
      .unwritable, "\(quoted(text)) has a control character and cannot be written into \(place)",
      hint: "write it without")
  }
}
