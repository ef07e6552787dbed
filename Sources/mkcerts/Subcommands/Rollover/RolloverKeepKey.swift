internal import ArgumentParser
internal import CertificateAuthority
internal import Fleet
internal import Secrets

struct RolloverKeepKey: ParsableCommand, PKICommand {
  static let configuration = CommandConfiguration(
    commandName: "keep-key",
    abstract: "Renew the authority's certificate over the same key.",
    discussion: """
      It has the same subject and the same key, and ends later. Certificates of hosts name the authority by \
      its key alone, so that they verify under the old certificate and the new one: there is no order to \
      keep and nothing to issue anew. Each host is to get its new cacert.pem before the old one ends.
      """)

  @Option(
    help: ArgumentHelp("The days that the authority lasts from now on. Default: 3650.", valueName: "days"))
  var days: Int?

  @OptionGroup(title: PassphraseOptions.title) var passphrase: PassphraseOptions
  @OptionGroup var pki: PKIOptions
  @OptionGroup var format: FormatOption

  func run() throws {
    let fleet = try Fleet(pki.folder, expecting: .existing, say: Output.talk)
    let report = try fleet.renewAuthority(days: days, passphrase: passphrase.source)
    try RolloverRendering(pki.completion).print(report, format.format)
  }
}
