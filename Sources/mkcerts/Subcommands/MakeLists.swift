internal import ArgumentParser
internal import CertificateAuthority
internal import Fleet

struct MakeLists: ParsableCommand, PKICommand {
  static let configuration = CommandConfiguration(
    commandName: "crl",
    abstract: "Make the revocation list anew, before the present one ends.",
    discussion: """
      Servers that have a list refuse every certificate once it is over: all replication stops. `mkcerts status` and \
      `mkcerts verify` tell it in time, and this makes the next one. Without anything revoked the list is empty; to \
      make it before hosts are set up spares them a restart when the first certificate is revoked.
      """)

  @OptionGroup var list: ListOptions
  @OptionGroup(title: PassphraseOptions.title) var passphrase: PassphraseOptions
  @OptionGroup var pki: PKIOptions
  @OptionGroup var format: FormatOption

  func run() throws {
    let fleet = try Fleet(pki.folder, expecting: .existing, say: Output.talk)
    let made = try fleet.makeRevocationLists(days: list.days, passphrase: passphrase.source)
    try made.print(format.format, pki.completion)
  }
}
