extension String {
  /// The text with what is not to be seen, or would change how the rest is seen, as `\u{1b}`: names and paths
  /// come from others, and must neither steer a terminal nor break a line or an XML document.
  var legible: String {
    guard unicodeScalars.contains(where: Self.isHidden) else { return self }
    var text = ""
    for scalar in unicodeScalars {
      if Self.isHidden(scalar) {
        text += "\\u{" + String(scalar.value, radix: 16) + "}"
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7f..<0xa0: true
    // Ends of lines, and what turns the direction of writing (Unicode, UAX #9).
    case 0x2028...0x202e, 0x2066...0x2069: true
    // No characters at all (XML 1.0, 2.2).
    case 0xfffe, 0xffff: true
    default: false
    }
  }
}
