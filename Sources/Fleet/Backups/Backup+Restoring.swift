internal import CertificateAuthority
internal import OpenSSL
internal import Secrets
internal import SecureFiles

extension Backup {
  /// Brings the authority back, to a place where there is none.
  ///
  /// The authority's folder comes last, whole, by one rename: a process that is killed before leaves no
  /// authority, and the same call completes what it began. Host folders that are there already stay as they
  /// are.
  ///
  /// - Parameter say: called with each sentence that is worth telling but is no result.
  /// - Returns: what was in the backup.
  /// - Throws: where there is an authority, or another one's cacert.pem or crl.pem; nothing has changed then.
  public func restore(to pki: PKIFolder, say: @escaping (String) -> Void) throws -> BackupReport {
    let files = contents.files.filter { !$0.name.contains("/") }
    let missing = try check(pki, files)
    try Files.createFolder(pki.root, mode: .folder, withParents: true)
    let batch = FolderBatch()
    try stageHosts(pki, batch, say)
    var authority = try StagedFolder(for: pki.authority.folder, mode: .authorityFolder)
    let beginning = BackupContents.folderName + "/"
    for file in contents.files where file.name.hasPrefix(beginning) {
      try authority.add(String(file.name.dropFirst(beginning.count)), secret: file.content, mode: .key)
    }
    batch.add(authority, .new)
    for file in missing {
      try Files.writeNew(pki.root + "/" + file.name, file.content.revealed(), mode: .certificate)
    }
    do {
      try batch.commit()
    } catch {
      for file in missing { try? Files.remove(pki.root + "/" + file.name) }
      throw error
    }
    // Opened as every command does, which also clears away what a call that was killed left behind.
    _ = try Fleet(pki, expecting: .existing, say: say)
    return try report()
  }

  /// The files that are not there yet; those that are must be the same.
  private func check(_ pki: PKIFolder, _ files: [ArchiveEntry]) throws -> [ArchiveEntry] {
    guard try !Files.exists(pki.authority.folder) else {
      throw IssuanceError(
        .authorityExists, "there is \(pki.authority.folder) already, and an authority is never overwritten",
        hint: "name another place with --pki, and move the authority that is there away if it is of no use")
    }
    return try files.filter { file in
      let path = pki.root + "/" + file.name
      guard try Files.exists(path) else { return true }
      guard try Files.read(path) == file.content.revealed() else {
        throw IssuanceError(
          .authorityExists, "\(path) is there already, and not the one in \(self.path)",
          hint: "name another place with --pki, or move that file away")
      }
      return false
    }
  }

  private func stageHosts(_ pki: PKIFolder, _ batch: FolderBatch, _ say: (String) -> Void) throws {
    let beginning = "hosts/"
    let files = contents.files.filter { $0.name.hasPrefix(beginning) }
    let hosts = Dictionary(grouping: files) { file in
      String(file.name.dropFirst(beginning.count).prefix { $0 != "/" })
    }
    if !hosts.isEmpty { try Files.createFolder(pki.hosts, mode: .folder) }
    for (host, files) in hosts.sorted(by: { $0.key < $1.key }) {
      if try Files.exists(pki.host(host)) {
        say("\(pki.host(host)) is there already, and stays as it is")
        continue
      }
      var folder = try StagedFolder(for: pki.host(host))
      for file in files {
        let name = String(file.name.dropFirst(beginning.count + host.utf8.count + 1))
        try folder.add(name, secret: file.content, mode: file.mode)
      }
      batch.add(folder, .new)
    }
  }
}
