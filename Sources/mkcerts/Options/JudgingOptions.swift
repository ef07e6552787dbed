internal import ArgumentParser
internal import OpenSSL
internal import Verification

/// When and how strictly a deployment is judged, of every command that judges one.
struct JudgingOptions: ParsableArguments {
  @Flag(help: "Fail also for what is exposed or due. Default: only tell.")
  var strict = false

  @Option(
    help: ArgumentHelp(
      "Judge as of this moment: 2027-03-01T12:00:00Z, a date, or @SECONDS since 1970. Default: now.",
      valueName: "time"))
  var at: String?

  @Option(
    help: ArgumentHelp(
      "Tell what ends within this span: 30d, 12h, 4w; a plain number is days.", valueName: "span"))
  var within = "30d"

  func validate() throws {
    if let at, Time(parsing: at) == nil {
      throw ValidationError(
        "--at \(Self.shown(at)) is not a time such as 2027-03-01T12:00:00Z, 2027-03-01 or @1700000000")
    }
    guard Self.seconds(within) != nil else {
      throw ValidationError("--within \(Self.shown(within)) is not a span such as 30d, 12h or 4w")
    }
  }

  /// Judges as these options say.
  var verifier: Verifier {
    var verifier = Verifier(time: at.flatMap { Time(parsing: $0) } ?? .now(), isStrict: strict)
    if let span = Self.seconds(within) { verifier.warningSeconds = span }
    return verifier
  }

  /// A span in seconds; nil for what is none, and for more than 10,000 years.
  private static func seconds(_ text: String) -> Int64? {
    let units: [Character: Int64] = ["h": 3_600, "d": 86_400, "w": 7 * 86_400]
    let unit = text.last.flatMap { units[$0] }
    let digits = unit == nil ? text[...] : text.dropLast()
    guard (1...8).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = Int64(digits), number * (unit ?? 86_400) <= 3_652_425 * 86_400
    else { return nil }
    return number * (unit ?? 86_400)
  }

  /// What was typed, in quotes, and no longer than a sentence bears.
  private static func shown(_ text: String) -> String {
    String(text.prefix(40)).debugDescription + (text.count > 40 ? "…" : "")
  }
}
