internal import ArgumentParser
internal import CertificateAuthority
internal import Fleet
internal import OpenSSL
internal import Secrets

struct RolloverBegin: ParsableCommand, PKICommand {
  static let configuration = CommandConfiguration(
    commandName: "begin",
    abstract: "Make the next generation, and have every host's folder trust both.",
    discussion: """
      It has a name and a key of its own and signs nothing yet. Its key is encrypted where the present key \
      is, with the same passphrase. Where a rollover is under way already, this only tells where it stands.
      """)

  @Option(
    help: ArgumentHelp("The kind of the new key. Default: the present key's.", valueName: "kind"))
  var key: KeyAlgorithm?

  @Option(help: ArgumentHelp("The days that the new generation lasts. Default: 3650.", valueName: "days"))
  var days: Int?

  @OptionGroup(title: PassphraseOptions.title) var passphrase: PassphraseOptions
  @OptionGroup(title: PassphraseOptions.title) var derivation: DerivationOption
  @OptionGroup var pki: PKIOptions
  @OptionGroup var format: FormatOption

  func validate() throws {
    if derivation.kdf != nil, passphrase.source == nil {
      throw ValidationError("--kdf encrypts nothing without one of the --passphrase options")
    }
  }

  func run() throws {
    let fleet = try Fleet(pki.folder, expecting: .existing, say: Output.talk)
    let request = GenerationRequest(
      algorithm: key, days: days, derivation: derivation.kdf ?? .scrypt)
    let report = try fleet.beginRollover(request, passphrase: passphrase.source)
    try RolloverRendering(pki.completion).print(report, format.format)
  }
}
