extension String {
  /// The text in quotes, to stand in a sentence: shortened where it is long, and with nothing in it that a
  /// terminal would obey or that would turn the sentence around.
  var quotedForDisplay: String {
    let longest = 80
    var shown = "\""
    for scalar in unicodeScalars.prefix(longest) {
      switch scalar.properties.generalCategory {
      case .control where scalar.isASCII: shown += scalar.escaped(asASCII: true)
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned,
        .nonspacingMark, .enclosingMark, .spacingMark:
        shown += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      default: shown += scalar.escaped(asASCII: false)
      }
    }
    return shown + "\"" + (unicodeScalars.count > longest ? "…" : "")
  }
}
