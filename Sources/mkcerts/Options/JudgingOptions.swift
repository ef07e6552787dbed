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
        "--at \(Span.shown(at)) is not a time such as 2027-03-01T12:00:00Z, 2027-03-01 or @1700000000")
    }
    guard Span.seconds(within) != nil else {
      throw Span.refusal(of: within)
    }
  }

  /// Judges as these options say.
  var verifier: Verifier {
    var verifier = Verifier(time: at.flatMap { Time(parsing: $0) } ?? .now(), isStrict: strict)
    if let span = Span.seconds(within) { verifier.warningSeconds = span }
    return verifier
  }
}
