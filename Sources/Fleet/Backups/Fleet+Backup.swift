internal import CertificateAuthority
internal import OpenSSL
public import Secrets
internal import SecureFiles

extension Fleet {
  /// Writes one encrypted file of the authority: its folder with the ledger, cacert.pem and crl.pem.
  ///
  /// The lock is held meanwhile, so that key, certificate and ledger are of the same moment. What was sealed
  /// is opened again before the file appears.
  ///
  /// - Parameters:
  ///   - path: the file, which must not exist; it appears whole, mode 0600, or not at all.
  ///   - source: where the passphrase of the backup comes from. It is not that of the authority's key, which
  ///     keeps its own.
  ///   - withHosts: whether the host folders, with the hosts' private keys, are in it.
  /// - Returns: what is in it.
  /// - Throws: where there is no authority, something is there already, or a folder holds what cannot be
  ///   kept.
  public func backUp(
    to path: String, passphrase source: PassphraseSource, withHosts: Bool
  ) throws -> BackupReport {
    guard try store.authority(say: say) != nil else { throw AuthorityStore.noAuthority(pki.authority) }
    guard try !Files.exists(path) else {
      throw FleetError(
        .folderInTheWay, "\(path) exists already, and a backup never takes the place of another file",
        hint: "name a file that is not there yet")
    }
    let made = store.clock()
    let entries = [BackupContents.note(made: made)] + (try collect(withHosts: withHosts))
    let contents = try BackupContents(entries, called: "a backup of \(pki.root)")
    let archive = try Tar.archive(entries, modified: made.seconds)
    let passphrase = try source.read(purpose: "new passphrase of \(path)", confirming: true)
    let file = try BackupEnvelope.seal(archive, passphrase: passphrase, made: made)
    let message = try SealedMessage.open(pem: file, passphrase: passphrase)
    let isSame = message.matches(archive)
    guard isSame else {
      throw FleetError(
        .badBackup, "the backup that was made does not hold what was put into it; nothing is written")
    }
    try Files.writeNew(path, file, mode: .key)
    return try contents.report()
  }

  private func collect(withHosts: Bool) throws -> [ArchiveEntry] {
    let layout = pki.authority
    var entries = [try entry(layout.certificate)]
    let list = pki.root + "/crl.pem"
    if try Files.exists(list) { entries.append(try entry(list)) }
    let image = try SQLiteLedger(reading: layout.ledger).image()
    entries.append(ArchiveEntry(BackupContents.ledgerName, mode: .key, image))
    // The ledger's own files are in its image.
    entries += try folder(layout.folder) {
      $0 == "lock" || $0.hasPrefix("ledger.sqlite")
    }
    guard withHosts, try Files.exists(pki.hosts) else { return entries }
    for name in try Files.list(pki.hosts) where !name.hasPrefix(".") {
      entries += try folder(pki.host(name)) { _ in false }
    }
    return entries
  }

  /// The files of a folder and of the folders in it, except those whose name is left out.
  private func folder(
    _ path: String, depth: Int = 1, without isLeftOut: (String) -> Bool
  ) throws -> [ArchiveEntry] {
    try Files.list(path).filter { !isLeftOut($0) }.flatMap { name -> [ArchiveEntry] in
      let path = path + "/" + name
      guard try FileStatus(of: path, followingLinks: true).kind == .folder else {
        let entry = try entry(path)
        return entry.content.begins(with: BackupEnvelope.beginning) ? [] : [entry]
      }
      guard depth > 0 else {
        throw FleetError(
          .badBackup, "\(path) is a folder within a folder, for which a backup has no place",
          hint: "move it away, and back it up by other means")
      }
      return try folder(path, depth: depth - 1) { _ in false }
    }
  }

  private func entry(_ path: String) throws -> ArchiveEntry {
    let status = try FileStatus(of: path, followingLinks: true)
    let content = try Files.readSecret(path)
    return ArchiveEntry(String(path.dropFirst(pki.root.count + 1)), mode: status.mode, content)
  }
}
