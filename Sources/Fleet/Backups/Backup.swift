internal import CertificateAuthority
public import OpenSSL
public import Secrets
internal import SecureFiles

/// A backup that was opened: all of it is in memory, and known to be as it was written.
public final class Backup {
  /// The file, as it was named.
  public let path: String
  let contents: BackupContents

  /// Opens the backup `path` with the passphrase from `source`.
  ///
  /// - Throws: where it is no backup, one byte of it is not as it was written, the passphrase is not the one,
  ///   or its parts do not belong together.
  public init(_ path: String, passphrase source: PassphraseSource) throws {
    self.path = path
    let file = try Files.read(path, limit: BackupEnvelope.longest)
    let archive = try BackupEnvelope.open(file, called: path) {
      try source.read(purpose: "passphrase of \(path)", confirming: false)
    }
    let limits = Tar.Limits(fileSize: BackupEnvelope.longest, count: 1_000_000)
    contents = try BackupContents(Tar.read(archive, called: path, limits: limits), called: path)
  }

  /// What is in it.
  public func report() throws -> BackupReport { try contents.report() }

  /// Whether its authority could sign: its key is decrypted, held against certificate and ledger, and signs a
  /// certificate for nobody. Nothing is written anywhere.
  ///
  /// - Parameters:
  ///   - source: where the passphrase of the authority's key comes from; looked at only where it has one.
  ///   - now: when it would sign.
  /// - Throws: where the key's passphrase is missing or wrong.
  public func drill(keyPassphrase source: PassphraseSource?, at now: Time = .now()) throws -> DrillReport {
    let key = try key(source)
    return DrillReport(
      backup: try report(), refusal: try SigningProof.refusal(of: contents.authority, with: key, at: now))
  }

  private func key(_ source: PassphraseSource?) throws -> PrivateKey {
    guard let entry = contents.key else { throw BackupContents.refusal(path, "it lacks a key") }
    let name = "\(entry.name) in \(path)"
    do throws(PEMError) {
      return try PrivateKey.parse(pem: entry.content)
    } catch {
      guard error.code == .encrypted else { throw BackupContents.refusal(path, "\(entry.name): \(error)") }
    }
    guard let source else {
      throw IssuanceError(
        .encryptedKey, "\(name) is encrypted, and no passphrase of the key was given",
        hint: "name its place with --key-passphrase-file, --key-passphrase-fd, --key-passphrase-env or "
          + "--key-passphrase-prompt")
    }
    let passphrase = try source.read(purpose: "passphrase of \(name)", confirming: false)
    do throws(PEMError) {
      return try PrivateKey.parse(pem: entry.content, passphrase: passphrase)
    } catch {
      throw IssuanceError(
        .wrongPassphrase, "the passphrase does not decrypt \(name)",
        hint: "try the one that the authority's key had when the backup was made")
    }
  }
}
