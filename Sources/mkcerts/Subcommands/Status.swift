internal import ArgumentParser
internal import Fleet
internal import SecureFiles

struct Status: ParsableCommand, PKICommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Tell what ends when, the first to break first, and what it takes down.",
    discussion: """
      Reads the ledger and the revocation list: the authority's generations, the list, and the present certificate of \
      every host. It needs no key and no passphrase, and waits for nobody. What the hosts really have is for verify.

      Exit codes: 0 nothing ends within the span of --within; 1 something does, is over, or is not valid yet; 2 it \
      cannot be read. They are the same with every --format and with --output.
      """)

  @OptionGroup var moment: MomentOptions
  @OptionGroup var pki: PKIOptions
  @OptionGroup var report: StatusOptions

  func run() throws {
    let horizon = try Horizon(
      pki.folder, at: moment.time, within: moment.seconds, comparingTexts: report.format != .prometheus)
    let text =
      switch report.format {
      case .text:
        HorizonRendering(
          horizon: horizon, span: moment.within, completion: pki.completion,
          palette: report.output == nil ? .ofOutput : .plain
        ).text
      case .json: try Output.json(horizon)
      case .prometheus: PrometheusRendering(horizon: horizon).text
      }
    if let path = report.output {
      try Files.replace(path, Array(text.utf8), mode: .certificate)
    } else {
      try Output.result(text)
    }
    if !horizon.needingCare.isEmpty { throw ExitCode(ExitStatus.no) }
  }
}
