internal import ArgumentParser
internal import CertificateAuthority
internal import Fleet
internal import OpenSSL
internal import Secrets

struct Passphrase: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "passphrase",
    abstract: "Change, add or remove the passphrase of the authority's key.",
    discussion: """
      The key stays the same. Its file is replaced at once, after what was written has been read back and \
      decrypted; the old one is overwritten where nothing else leads to it. Copies, such as those in \
      backups, keep the passphrase that they have.
      """,
    subcommands: [Set.self, Remove.self])

  /// `mkcerts passphrase set`.
  struct Set: ParsableCommand, PKICommand {
    static let configuration = CommandConfiguration(
      commandName: "set",
      abstract: "Give the authority's key a passphrase, or another one.")

    @OptionGroup(title: NewPassphrase.title) var new: PassphraseChoice<NewPassphrase>
    @OptionGroup(title: NewPassphrase.title) var derivation: DerivationOption
    @OptionGroup(title: PresentPassphrase.title) var present: PassphraseChoice<PresentPassphrase>
    @OptionGroup var pki: PKIOptions
    @OptionGroup var format: FormatOption

    func validate() throws { _ = try new.required() }

    func run() throws {
      try Passphrase.protect(
        .encrypted(new.required(), derivation.kdf ?? .scrypt), present.source, pki, format.format)
    }
  }

  /// `mkcerts passphrase remove`.
  struct Remove: ParsableCommand, PKICommand {
    static let configuration = CommandConfiguration(
      commandName: "remove",
      abstract: "Write the authority's key in clear; the mode of its file is all that protects it then.")

    @OptionGroup(title: PresentPassphrase.title) var present: PassphraseChoice<PresentPassphrase>
    @OptionGroup var pki: PKIOptions
    @OptionGroup var format: FormatOption

    func run() throws { try Passphrase.protect(.clear, present.source, pki, format.format) }
  }

  private static func protect(
    _ protection: KeyProtection, _ present: PassphraseSource?, _ pki: PKIOptions, _ format: Format
  ) throws {
    let fleet = try Fleet(pki.folder, expecting: .existing, say: Output.talk)
    try PassphraseRendering(keys: fleet.protectKeys(protection, opening: present)).print(format)
  }
}

/// The passphrase that the authority's key has, where another takes its place.
enum PresentPassphrase: PassphrasePurpose {
  static let option = "passphrase"
  static let passphrase = "the present passphrase"
  static let asking = ""
  static let title = "Present passphrase (one of these; default: none)"
}
