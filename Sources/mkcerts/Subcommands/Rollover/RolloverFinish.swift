internal import ArgumentParser
internal import CertificateAuthority
internal import Fleet

struct RolloverFinish: ParsableCommand, PKICommand {
  static let configuration = CommandConfiguration(
    commandName: "finish",
    abstract: "Have no host trust the old generation any more.",
    discussion: """
      Waits for every host to be shown, or said, to present certificates of the generation that signs. The \
      old key stays in the authority's folder.

      Exit codes: 0 done; 1 a host is not ready; 2 could not do it.
      """)

  @OptionGroup(title: EvidenceOptions.title) var evidence: EvidenceOptions
  @OptionGroup var forcing: ForceOption
  @OptionGroup var pki: PKIOptions
  @OptionGroup var format: FormatOption

  func run() throws {
    let fleet = try Fleet(pki.folder, expecting: .existing, say: Output.talk)
    let rendering = RolloverRendering(pki.completion)
    let report = try fleet.finishRollover(
      evidence.evidence(in: pki.folder), isForced: forcing.force, warning: rendering.warn)
    try rendering.print(report, format.format)
  }
}
