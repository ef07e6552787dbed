internal import OpenSSL
internal import Replication
internal import Secrets

/// A backup as a file: a few lines of text, and behind them an archive that its passphrase opens.
///
///     mkcerts backup 1
///     sha256 of all that follows: HEX
///     made: 2026-11-23T12:00:00Z
///     …how to open it without mkcerts…
///     -----BEGIN CMS-----
///
/// The checksum tells damage from a wrong passphrase, and finds what the encryption does not cover: the text
/// itself, and the few fields of CMS that nothing depends on.
enum BackupEnvelope {
  /// How a backup begins, of this and of all versions.
  static let beginning = "mkcerts backup "
  private static let firstLine = beginning + "1\n"
  private static let checksumLine = "sha256 of all that follows: "

  /// The longest file that is opened, in bytes.
  static let longest = 1 << 30

  /// The file that holds `archive`.
  static func seal(
    _ archive: borrowing SecretBytes, passphrase: borrowing SecretBytes, made: Time
  ) throws(OpenSSLError) -> [UInt8] {
    let message = try SealedMessage.seal(archive, passphrase: passphrase)
    let body = """
      made: \(made.iso8601)
      with mkcerts: mkcerts restore FILE --pki DIR --passphrase-prompt
      without it, where nobody else can see the arguments of your commands:
        openssl cms -decrypt -inform PEM -in FILE -pwri_password PASSPHRASE | tar -xpf -
      \(message)
      """
    let bytes = Array(body.utf8)
    return Array((firstLine + checksumLine + Digest.sha256(bytes).hexadecimal() + "\n").utf8) + bytes
  }

  /// The archive in `file`, which errors call `path`.
  ///
  /// - Throws: where it is no backup, one byte of it is not as it was written, or the passphrase is not the
  ///   one.
  static func open(
    _ file: [UInt8], called path: String, passphrase: () throws -> SecretBytes
  ) throws -> SecretBytes {
    let body = try body(of: file, called: path)
    let passphrase = try passphrase()
    do throws(SealedMessage.Failure) {
      return try SealedMessage.open(pem: body, passphrase: passphrase)
    } catch {
      switch error {
      case .wrongPassphrase:
        throw FleetError(
          .wrongPassphrase, "the passphrase does not open \(path)",
          hint: "nothing was changed; try the one that the backup was made with")
      case .malformed:
        throw FleetError(
          .badBackup, "\(path) holds no message of the kind that backups are",
          hint: "see what it is with `head -5 \(ShellWord(path: path))`")
      }
    }
  }

  /// What the checksum covers.
  private static func body(of file: [UInt8], called path: String) throws(FleetError) -> [UInt8] {
    guard file.starts(with: firstLine.utf8) else {
      let isOther = file.starts(with: beginning.utf8)
      throw FleetError(
        .badBackup, isOther ? "\(path) is a backup of another format" : "\(path) is no backup of mkcerts",
        hint: isOther
          ? "restore it with the mkcerts that made it, and see its version with `head -1 \(ShellWord(path: path))`"
          : "see what it is with `file \(path)`")
    }
    let rest = file.dropFirst(firstLine.utf8.count)
    let digits = rest.dropFirst(checksumLine.utf8.count).prefix(64)
    let body = Array(rest.dropFirst(checksumLine.utf8.count + 65))
    let expected = checksumLine + Digest.sha256(body).hexadecimal() + "\n"
    guard rest.starts(with: expected.utf8) else {
      let stated = String(decoding: digits.prefix(12), as: UTF8.self).quotedForDisplay
      throw FleetError(
        .badBackup,
        "\(path) is damaged: its SHA-256 begins with \(Digest.sha256(body).prefix(6).hexadecimal()), where it was "
          + "written as \(stated)", hint: "fetch it anew, or take another backup")
    }
    return body
  }
}
