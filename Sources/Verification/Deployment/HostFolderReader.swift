internal import OpenSSL
internal import Replication
internal import SecureFiles

/// Reads a host folder under the names that the MySQL manual uses.
struct HostFolderReader {
  let folder: String
  let name: String
  let files: PEMFileReader

  func read() -> DeployedHost {
    var unreadable: [UnreadableFile] = []
    let names = listed(&unreadable)
    let master = presentation(.server, among: names)
    var slave = presentation(.client, among: names)
    let trust = trust(names)
    // A peer shows one certificate to both sides.
    if slave == nil, let both = master,
      both.chain.value?.first?.fields.extendedKeyUsage?.contains(.clientAuth) == true
    {
      slave = both
    }
    let dialled = dialled(names, &unreadable)
    let keys = KeyFileSearch(below: folder, files).result
    let connection = slave.map {
      SlaveSide(trust: trust, presentation: $0, usesTLS: true, verifiesMaster: true, dials: dialled)
    }
    return DeployedHost(
      name: name, asMaster: master.map { MasterSide(trust: trust, presentation: $0) },
      connections: [connection].compactMap { $0 }, keyFiles: keys.keyFiles,
      unreadable: unreadable + keys.unreadable)
  }

  private func listed(_ unreadable: inout [UnreadableFile]) -> [String] {
    do throws(FileError) { return try Files.list(folder) } catch {
      unreadable.append(UnreadableFile(path: folder, reason: error.reason))
      return []
    }
  }

  /// A host that has the hashed folder trusts by it alone: its option file names no other.
  private func trust(_ names: [String]) -> Trust {
    names.contains(TrustForm.folder.name)
      ? Trust(folder: HashedFolderReader(folder: folder + "/" + TrustForm.folder.name, files: files).read())
      : Trust(file: files.certificates(folder + "/" + TrustForm.file.name))
  }

  private func presentation(_ pair: PairNames, among names: [String]) -> Presentation? {
    guard names.contains(pair.certificate) || names.contains(pair.key) || names.contains(pair.request) else {
      return nil
    }
    return Presentation(
      chain: files.certificates(folder + "/" + pair.certificate),
      key: files.key(folder + "/" + pair.key, orRequest: folder + "/" + pair.request))
  }

  private func dialled(_ names: [String], _ unreadable: inout [UnreadableFile]) -> String? {
    guard names.contains("change-master.sql") else { return nil }
    let path = folder + "/change-master.sql"
    do throws(FileError) {
      return ChangeMaster.dialledHost(in: String(decoding: try Files.read(path), as: UTF8.self))
    } catch {
      unreadable.append(UnreadableFile(path: path, reason: error.reason))
      return nil
    }
  }
}
