/// A value as an option file writes it.
public struct OptionValue: Sendable, Hashable, CustomStringConvertible {
  /// The value, in double quotes where its characters need them.
  public let description: String

  /// Writes `text` so that the servers' own reader gives it back byte for byte.
  ///
  /// The reader (MySQL manual, "Using Option Files") cuts a line at `#` outside quotes, takes one pair of
  /// quotes off, and then reads `\\`, `\"`, `\'`, `\s`, `\t`, `\n`, `\r` and `\b` as escapes, quoted or not.
  ///
  /// - Throws: `unwritable` for an empty value, a control character, what is not ASCII, and more than 2000
  ///   bytes, since the reader takes lines of 4096 and escapes double a value.
  public init(_ text: String) throws(ReplicationError) {
    guard !text.isEmpty else {
      throw ReplicationError(.unwritable, "an empty value cannot be written into an option file")
    }
    guard text.utf8.count <= 2000 else {
      throw ReplicationError(
        .unwritable, "\(quoted(text)) has \(text.utf8.count) bytes, too many for a line of an option file")
    }
    var value = ""
    var plain = true
    for scalar in text.unicodeScalars {
      try requirePrintable(scalar, of: text, for: "an option file")
      if scalar == "\\" || scalar == "\"" { value += "\\" }
      value.unicodeScalars.append(scalar)
      plain = plain && OptionValue.needsNoQuotes(scalar)
    }
    description = plain ? value : "\"\(value)\""
  }

  private static func needsNoQuotes(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "/", ".", "-", "_", ":", ",", "+", "@": true
    default: false
    }
  }
}
