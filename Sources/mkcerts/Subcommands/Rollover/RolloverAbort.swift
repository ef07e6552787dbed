internal import ArgumentParser
internal import CertificateAuthority
internal import Fleet
internal import Secrets

struct RolloverAbort: ParsableCommand, PKICommand {
  static let configuration = CommandConfiguration(
    commandName: "abort",
    abstract: "Go back to the generation that signed before.",
    discussion: """
      Before promote, the next generation is given up at once: nobody presents a certificate of it. After \
      promote, every host is issued from the old generation again, and trusts both until finish.
      """)

  @OptionGroup(title: PassphraseOptions.title) var passphrase: PassphraseOptions
  @OptionGroup var pki: PKIOptions
  @OptionGroup var format: FormatOption

  func run() throws {
    let fleet = try Fleet(pki.folder, expecting: .existing, say: Output.talk)
    let report = try fleet.abortRollover(passphrase: passphrase.source)
    try RolloverRendering(pki.completion).print(report, format.format)
  }
}
