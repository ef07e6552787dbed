internal import ArgumentParser
internal import Fleet
internal import Secrets

struct Restore: ParsableCommand, PKICommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Bring an authority back from a backup, or prove that the backup could sign.",
    discussion: """
      Restores only to where there is no authority, and all of it or nothing. With --drill nothing is \
      written anywhere: the backup is opened in memory, its key held against certificate and ledger, and a \
      certificate signed for nobody and verified. Exit code 1 then says that it opens and could not sign.
      """)

  @Argument(help: ArgumentHelp("The backup.", valueName: "file"), completion: .file())
  var file: String

  @Flag(help: "Prove that the backup could sign, and write nothing. Default: restore.")
  var drill = false

  @OptionGroup(title: BackupPassphrase.Present.title)
  var passphrase: PassphraseChoice<BackupPassphrase.Present>
  @OptionGroup(title: BackupPassphrase.Key.title) var keyPassphrase: PassphraseChoice<BackupPassphrase.Key>
  @OptionGroup var pki: PKIOptions
  @OptionGroup var format: FormatOption

  func validate() throws {
    _ = try passphrase.required()
    if keyPassphrase.source != nil, !drill {
      throw ValidationError(
        "--key-passphrase is for --drill; a key is restored with the passphrase that it has")
    }
  }

  func run() throws {
    let backup = try Backup(file, passphrase: passphrase.required())
    guard drill else {
      let report = try backup.restore(to: pki.folder, say: Output.talk)
      return try BackupRendering(report: report).print(format.format, "\(pki.folder.root): restored")
    }
    let report = try backup.drill(keyPassphrase: keyPassphrase.source)
    try DrillRendering(report: report, file: file).print(format.format)
    if !report.canSign { throw ExitCode(ExitStatus.no) }
  }
}
