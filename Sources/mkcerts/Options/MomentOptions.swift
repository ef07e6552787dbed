internal import ArgumentParser
internal import OpenSSL

/// Which moment is looked at, and how far from there, of every command that tells what ends.
struct MomentOptions: ParsableArguments {
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
    guard Span.seconds(within) != nil else { throw Span.refusal(of: within) }
  }

  /// The moment.
  var time: Time { at.flatMap { Time(parsing: $0) } ?? .now() }
  /// The span in seconds.
  var seconds: Int64 { Span.seconds(within) ?? 0 }
}
