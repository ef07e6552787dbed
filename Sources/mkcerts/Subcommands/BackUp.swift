internal import ArgumentParser
internal import CertificateAuthority
internal import Fleet
internal import Secrets

struct BackUp: ParsableCommand, PKICommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Write one encrypted file of the authority and its ledger.",
    discussion: """
      In it are the authority's folder, cacert.pem and crl.pem, as they are at one moment. The folders of \
      hosts, with their private keys, stay out unless asked for: a host keeps its own, and can be issued \
      anew. The authority's key keeps the passphrase that it has, if any, within the backup.

      The file can be opened without mkcerts too; its first lines say how.
      """)

  @Argument(
    help: ArgumentHelp("The file, which must not exist yet.", valueName: "file"), completion: .file())
  var file: String

  @Flag(help: "Also the folders of all hosts, with their private keys. Default: the authority alone.")
  var withHosts = false

  @OptionGroup(title: BackupPassphrase.New.title) var passphrase: PassphraseChoice<BackupPassphrase.New>
  @OptionGroup var pki: PKIOptions
  @OptionGroup var format: FormatOption

  func validate() throws {
    _ = try passphrase.required()
    // Only a file can appear whole or not at all.
    if file == "-" {
      throw ValidationError("a backup is a file, and - names none; one that is called so is ./-")
    }
  }

  func run() throws {
    let fleet = try Fleet(pki.folder, expecting: .existing, say: Output.talk)
    let report = try fleet.backUp(to: file, passphrase: passphrase.required(), withHosts: withHosts)
    try BackupRendering(report: report).print(format.format, "\(file): made")
  }
}

/// The passphrases of backups.
enum BackupPassphrase {
  /// One that a backup gets.
  enum New: PassphrasePurpose {
    static let option = "passphrase"
    static let passphrase = "the passphrase of the backup"
    static let asking = ", twice"
    static let title = "Passphrase of the backup (one of these)"
  }

  /// One that a backup has.
  enum Present: PassphrasePurpose {
    static let option = "passphrase"
    static let passphrase = "the passphrase of the backup"
    static let asking = ""
    static let title = "Passphrase of the backup (one of these)"
  }

  /// The one of the authority's key in a backup.
  enum Key: PassphrasePurpose {
    static let option = "key-passphrase"
    static let passphrase = "the passphrase of the authority's key in the backup"
    static let asking = ""
    static let title = "Passphrase of the authority's key, for --drill (one of these; default: none)"
  }
}
