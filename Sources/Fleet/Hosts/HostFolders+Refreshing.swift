internal import Replication
internal import SecureFiles

extension HostFolders {
  /// What a refresh writes anew; the pairs of a host are not among it.
  private static let refreshed = managed.subtracting(
    PairNames.all.flatMap { [$0.certificate, $0.key, $0.request] })

  /// Whether the folder of `host` is there, and its trust or its texts are others than they would be now.
  func needsRefresh(_ host: String) throws(FileError) -> Bool { try !staleFiles(of: host).isEmpty }

  /// The files and folders of trust and texts that a refresh would write anew or remove, sorted; none where the
  /// host has no folder.
  func staleFiles(of host: String) throws(FileError) -> [String] {
    let folder = pki.host(host)
    guard try FileStatus.ifExists(folder)?.kind == .folder else { return [] }
    let wanted = Dictionary(commonFiles(of: host).map { ($0.name, $0.bytes) }) { $1 }
    let there = try Self.files(in: folder)
    var stale = there.symmetricDifference(wanted.keys)
    for (name, bytes) in wanted where !stale.contains(name) {
      if try !Self.holds(bytes, folder + "/" + name) { stale.insert(name) }
    }
    return Set(stale.compactMap { $0.split(separator: "/").first.map(String.init) }).sorted()
  }

  /// The names that a refresh would write anew or remove, with those in the hashed folder.
  private static func files(in folder: String) throws(FileError) -> Set<String> {
    var files: Set<String> = []
    for name in try Files.list(folder) where refreshed.contains(name) {
      if name == TrustForm.folder.name, try FileStatus(of: folder + "/" + name).kind == .folder {
        for inner in try Files.list(folder + "/" + name) { files.insert(name + "/" + inner) }
      } else {
        files.insert(name)
      }
    }
    return files
  }

  private static func holds(_ bytes: [UInt8], _ path: String) throws(FileError) -> Bool {
    let status = try FileStatus(of: path)
    guard status.kind == .file, status.size == Int64(bytes.count) else { return false }
    return try Files.read(path, limit: max(bytes.count, 1), followingLinks: false) == bytes
  }

  /// The folder of `host` with its trust and its texts made anew, and its pairs as they are.
  func refreshed(_ host: String) throws(FileError) -> StagedFolder {
    var folder = try StagedFolder(for: pki.host(host))
    for pair in PairNames.all {
      for name in [pair.key, pair.request, pair.certificate] { try folder.keep(name) }
    }
    for (name, bytes) in commonFiles(of: host) { try folder.add(name, bytes) }
    return folder
  }
}
