internal import ArgumentParser
internal import CertificateAuthority
internal import Fleet
internal import Secrets

struct RolloverPromote: ParsableCommand, PKICommand {
  static let configuration = CommandConfiguration(
    commandName: "promote",
    abstract: "Have the next generation sign, and issue every host from it.",
    discussion: """
      Waits for every host to be shown, or said, to trust both generations: what lies in the pki folder is \
      only what hosts are to get. Each host keeps its role, names, days and kind of key; one whose key \
      never left it keeps the key too, by the request in its folder. Run again, it completes what was \
      interrupted.

      Exit codes: 0 done; 1 a host is not ready; 2 could not do it.
      """)

  @OptionGroup(title: EvidenceOptions.title) var evidence: EvidenceOptions
  @OptionGroup var forcing: ForceOption
  @OptionGroup(title: PassphraseOptions.title) var passphrase: PassphraseOptions
  @OptionGroup var pki: PKIOptions
  @OptionGroup var format: FormatOption

  func run() throws {
    let fleet = try Fleet(pki.folder, expecting: .existing, say: Output.talk)
    let rendering = RolloverRendering(pki.completion)
    let report = try fleet.promote(
      evidence.evidence(in: pki.folder), isForced: forcing.force, passphrase: passphrase.source,
      warning: rendering.warn)
    try rendering.print(report, format.format)
  }
}
