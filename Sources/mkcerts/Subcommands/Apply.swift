internal import ArgumentParser
internal import CertificateAuthority
internal import Fleet
internal import OpenSSL
internal import Verification

struct Apply: ParsableCommand, PKICommand {
  static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract: "Make the pki folder what a fleet file describes, and prove it.",
    discussion: """
      Makes the authority where there is none, issues the hosts that are missing, due, or changed in the \
      file, writes texts anew where settings changed, and verifies the fleet with the connections that the \
      file names. Nothing else is touched: a second run changes nothing, and a host that left the file is \
      told of, never deleted and never revoked. One that was revoked and is still in the file is told of and \
      left as it is.

      --plan prints the difference, changes nothing, and needs no passphrase.

      Exit codes: 0 done and proven, or with --plan: nothing to do; 1 not proven, or a host that somebody has \
      to decide about, or with --plan: there is something to do; 2 the file has mistakes, which are all told \
      at once, or it could not be done.
      """)

  @Argument(
    help: ArgumentHelp("The fleet file (see mkcerts-fleet(5)).", valueName: "fleet"), completion: .file())
  var fleet: String

  @Flag(help: "Print what would be done, and change nothing.")
  var plan = false

  @OptionGroup(title: PassphraseOptions.title) var passphrase: PassphraseOptions
  @OptionGroup(title: PassphraseOptions.title) var derivation: DerivationOption
  @OptionGroup var judging: JudgingOptions
  @OptionGroup var pki: PKIOptions
  @OptionGroup var format: FormatOption

  func validate() throws {
    if judging.moment.at != nil, !plan {
      throw ValidationError("--at asks what would be done at another time: add --plan")
    }
    if derivation.kdf != nil, passphrase.source == nil {
      throw ValidationError("--kdf encrypts nothing without one of the --passphrase options")
    }
  }

  func run() throws {
    let file = try FleetFile(reading: fleet)
    var verifier = judging.verifier
    guard !plan else { return try show(file, verifier) }
    let fleet = try Fleet(pki.folder, expecting: .maybeNew, say: Output.talk)
    let line = ProgressLine()
    defer { line?.clear() }
    let applied = try fleet.apply(
      file, within: verifier.warningSeconds, passphrase: passphrase.source,
      derivation: derivation.kdf ?? .scrypt, progress: ProgressLine.watchingIssuance(line))
    verifier.progress = ProgressLine.watchingVerification(line)
    let report = try verifier.verify(file.reader(of: pki.folder.root)).withFixes(
      pki.completion.callAsFunction)
    line?.clear()
    let rendering = ApplyRendering(applied: applied, report: report)
    switch format.format {
    case .json: try Output.result(json: rendering)
    case .text: try Output.result(rendering.text(Palette.ofOutput, pki.completion))
    }
    for remark in rendering.remarks { Output.talk(pki.completion(remark)) }
    if !rendering.isWell { throw ExitCode(ExitStatus.no) }
  }

  private func show(_ file: FleetFile, _ verifier: Verifier) throws {
    let plan = try FleetPlan(file, in: pki.folder, at: verifier.time, within: verifier.warningSeconds)
    let rendering = PlanRendering(plan: plan)
    switch format.format {
    case .json: try Output.result(json: rendering)
    case .text: try Output.result(pki.completion(rendering.text(Palette.ofOutput)))
    }
    if !plan.isSettled { throw ExitCode(ExitStatus.no) }
  }
}
