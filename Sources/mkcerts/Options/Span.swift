internal import ArgumentParser

/// A span of time as it is typed for `--within`.
enum Span {
  /// A span in seconds; nil for what is none, and for more than 10,000 years.
  static func seconds(_ text: String) -> Int64? {
    let units: [Character: Int64] = ["h": 3_600, "d": 86_400, "w": 7 * 86_400]
    let unit = text.last.flatMap { units[$0] }
    let digits = unit == nil ? text[...] : text.dropLast()
    guard (1...8).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = Int64(digits), number * (unit ?? 86_400) <= 3_652_425 * 86_400
    else { return nil }
    return number * (unit ?? 86_400)
  }

  /// What is said of `--within` with a text that is none.
  static func refusal(of text: String) -> ValidationError {
    ValidationError("--within \(shown(text)) is not a span such as 30d, 12h or 4w")
  }

  /// What was typed, in quotes, and no longer than a sentence bears.
  static func shown(_ text: String) -> String {
    String(text.prefix(40)).debugDescription + (text.count > 40 ? "…" : "")
  }
}
