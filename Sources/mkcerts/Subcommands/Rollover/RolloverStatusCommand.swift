internal import ArgumentParser
internal import CertificateAuthority
internal import Fleet

struct RolloverStatusCommand: ParsableCommand, PKICommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Tell which hosts stand where, what is safe now, and what the next step would break.",
    discussion: """
      What is shown to this command is not recorded.

      Exit codes: 0 the next step is safe, or no rollover is under way; 1 a host is not ready; 2 it cannot \
      be read.
      """)

  @OptionGroup(title: EvidenceOptions.title) var evidence: EvidenceOptions
  @OptionGroup var pki: PKIOptions
  @OptionGroup var format: FormatOption

  func run() throws {
    let fleet = try Fleet(pki.folder, expecting: .existing, say: Output.talk)
    let status = try fleet.rolloverStatus(evidence.evidence(in: pki.folder))
    try RolloverRendering(pki.completion).print(status, format.format)
  }
}
