internal import ArgumentParser
internal import Live
internal import Replication
internal import SecureFiles

struct Probe: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "probe",
    abstract: "Look at what running servers really serve, without credentials.",
    discussion: """
      Speaks with each server as a client does, up to a login that is refused: the server and its version, whether it \
      offers TLS, version and cipher, and the certificates that it serves, in their order. No password is needed, and no \
      server counts a probe as a broken connection, for which it would block this host in the end. With --with it counts \
      one for each time that it refuses the certificate. The login is that of the user \(WrongLogin.user): each makes \
      the server's status Aborted_connects one more, and its error log one line longer where it logs refused logins.

      With --expect what is served is held against the files: whether they were loaded, by key and signature whether \
      they are the authority's, and whether they are the right host's. Each finding has a severity, as those of verify.

      Exit codes: 0 every server offers TLS, and nothing breaks or is exposed; 1 something does, or a certificate is \
      refused; 2 a server cannot be looked at: no connection, no answer in time, or no MySQL or MariaDB.
      """)

  @Argument(
    help: ArgumentHelp(
      """
      HOST, HOST:PORT, [ADDRESS]:PORT or the path of a socket, with NAME= before it where --expect has it under another \
      name; - for those on standard input.
      """, valueName: "server"))
  var servers: [String]

  @Option(
    help: ArgumentHelp(
      "Hold what is served against this pki folder, or the folder or files of one host. Default: against nothing.",
      valueName: "path"), completion: .file())
  var expect: String?

  @OptionGroup var probing: ProbeOptions
  @OptionGroup var moment: MomentOptions
  @OptionGroup var format: FormatOption

  func validate() throws { try ProbeOptions.check(servers) }

  func run() throws {
    let servers = try probing.servers(servers)
    let presented = try probing.with.map { try PresentedPair(of: $0) }
    let expectation = try expect.map { try Expectation(reading: $0) }
    let judge = ProbeJudge(
      time: moment.time, warningSeconds: moment.seconds, presented: presented,
      expectation: expectation)
    try judge.check(servers.map(\.host))
    let prober = Prober(probing.settings(presenting: presented))
    let talks = servers.count > 1 && StandardStream.error.isTerminal
    let probed = prober.probe(servers.map(\.endpoint)) {
      if talks { Output.talk(ProbeRendering.progress($0)) }
    }
    let report = judge.report(on: probed, as: servers.map(\.host))
    try ProbeRendering(report: report).print(format.format)
    if report.isIncomplete { throw ExitCode(ExitStatus.failed) }
    if !report.passed { throw ExitCode(ExitStatus.no) }
  }
}
