internal import ArgumentParser
internal import Live
internal import SecureFiles

struct Probe: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "probe",
    abstract: "Look at what running servers really serve, without credentials.",
    discussion: """
      Speaks with each server as a client does up to a login that is refused, so that no server counts it as a \
      broken connection and blocks this host.
      """)

  @Argument(
    help: ArgumentHelp(
      "HOST, HOST:PORT, [ADDRESS]:PORT or the path of a socket; - for those on standard input.",
      valueName: "server"))
  var servers: [String]

  @Option(
    help: ArgumentHelp(
      "Hold what is served against this pki folder, or the folder or files of one host. Default: against nothing.",
      valueName: "path"), completion: .file())
  var expect: String?

  @OptionGroup var probing: ProbeOptions
  @OptionGroup var moment: MomentOptions
  @OptionGroup var format: FormatOption

  func run() throws {
    let endpoints = try probing.endpoints(servers)
    let presented = try probing.with.map { try PresentedPair(of: $0) }
    let expectation = try expect.map { try Expectation(reading: $0) }
    let prober = Prober(probing.settings(presenting: presented))
    let talks = endpoints.count > 1 && StandardStream.error.isTerminal
    let probed = prober.probe(endpoints) { if talks { Output.talk(ProbeRendering.progress($0)) } }
    let judge = ProbeJudge(
      time: moment.time, warningSeconds: moment.seconds, presented: presented,
      expectation: expectation)
    let report = judge.report(on: probed)
    try ProbeRendering(report: report).print(format.format)
    if report.isIncomplete { throw ExitCode(ExitStatus.failed) }
    if !report.passed { throw ExitCode(ExitStatus.no) }
  }
}
