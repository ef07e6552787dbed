internal import ArgumentParser
internal import CertificateAuthority
internal import Fleet
internal import OpenSSL

struct Revoke: ParsableCommand, PKICommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke",
    abstract: "Take certificates back, and make the list that tells servers so.",
    discussion: """
      A host's name revokes all its certificates that have not ended, replaced ones too: a leaked key can be shown \
      until its certificate ends. A serial number, or enough of its beginning, revokes one certificate. A name comes \
      before a serial number of the same letters.

      The list goes to crl.pem in the pki folder and in every host's folder, and the option files and statements \
      there name it. It takes effect on a host once it is copied there and the server has read it: what is printed \
      says how. A connection that stands is not checked again.

      A revoked host is issued anew with `mkcerts issue NAME --replace`. What is revoked already stays as it is.
      """)

  @Argument(help: ArgumentHelp("Hosts, or serial numbers of certificates.", valueName: "host|serial"))
  var subjects: [String]

  @Option(
    help: ArgumentHelp(
      "Why: \(RevocationReason.ofLeaves.map(\.name).joined(separator: ", ")). Default: unspecified.",
      valueName: "reason"))
  var reason: RevocationReason?

  @OptionGroup var list: ListOptions
  @OptionGroup(title: PassphraseOptions.title) var passphrase: PassphraseOptions
  @OptionGroup var pki: PKIOptions
  @OptionGroup var format: FormatOption

  func run() throws {
    let fleet = try Fleet(pki.folder, expecting: .existing, say: Output.talk)
    let revoked = try fleet.revoke(
      RevokeRequest(subjects, reason: reason, days: list.days), passphrase: passphrase.source)
    try revoked.print(format.format, pki.completion)
  }
}
