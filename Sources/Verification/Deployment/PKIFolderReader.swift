internal import OpenSSL
internal import Replication
internal import SecureFiles

/// Reads a pki folder: the authority's cacert.pem, and every folder below `hosts`.
public struct PKIFolderReader: Sendable {
  let root: String

  /// A reader of the pki folder `root`.
  public init(root: String) { self.root = root }

  /// What stands in the folder.
  ///
  /// - Throws: ``VerificationError`` where `root` is no pki folder, or cannot be listed.
  public func read() throws(VerificationError) -> Deployment {
    let hosts = root + "/hosts"
    guard let names = try hostNames(in: hosts) else {
      throw VerificationError(
        "there is no pki folder at \(root)",
        hint: "make one with `mkcerts init-ca`, or name it with --pki or MKCERTS_PKI")
    }
    // Names that begin with a dot are folders on their way in or out.
    // A file is an admin's own note: hosts are folders, or links to them, wherever those lead.
    let folders = names.filter { name in
      !name.hasPrefix(".") && (try? FileStatus(of: hosts + "/" + name))?.kind != .file
    }
    let files = PEMFileReader()
    return Deployment(
      source: root,
      hosts: folders.map { HostFolderReader(folder: hosts + "/" + $0, name: $0, files: files).read() },
      authority: files.certificates(root + "/cacert.pem"), keyFiles: keyFiles(files),
      authorityKeyFile: files.keyFile(root + "/authority/ca-key.pem"))
  }

  /// The names in the folder of host folders; nil where there is no pki folder.
  private func hostNames(in hosts: String) throws(VerificationError) -> [String]? {
    do throws(FileError) {
      guard try FileStatus.ifExists(root, followingLinks: true)?.kind == .folder else { return nil }
      if try Files.exists(hosts) { return try Files.list(hosts) }
      return try Files.exists(root + "/cacert.pem") ? [] : nil
    } catch {
      throw VerificationError(error.description, hint: error.hint)
    }
  }

  private func keyFiles(_ files: PEMFileReader) -> [KeyFile] {
    ((try? Files.list(root)) ?? []).compactMap { files.keyFile(root + "/" + $0) }
  }
}

/// Reads a host folder under the names that the MySQL manual uses.
struct HostFolderReader {
  let folder: String
  let name: String
  let files: PEMFileReader

  func read() -> DeployedHost {
    let names = (try? Files.list(folder)) ?? []
    let master = presentation(.server, among: names)
    var slave = presentation(.client, among: names)
    // A peer shows one certificate to both sides.
    if slave == nil, let both = master,
      both.chain.value?.first?.fields.extendedKeyUsage?.contains(.clientAuth) == true
    {
      slave = both
    }
    return DeployedHost(
      name: name, trust: trust(names), asMaster: master, asSlave: slave, dials: dialled(names),
      keyFiles: names.compactMap { files.keyFile(folder + "/" + $0) })
  }

  private func trust(_ names: [String]) -> Evidence<[Certificate]> {
    let file = files.certificates(folder + "/cacert.pem")
    guard case .absent = file, names.contains("capath") else { return file }
    let hashed = folder + "/capath"
    let certificates = ((try? Files.list(hashed)) ?? []).compactMap {
      files.certificates(hashed + "/" + $0).value
    }
    return certificates.isEmpty
      ? .unreadable(path: hashed, reason: "it holds no certificate")
      : .found(path: hashed, certificates.flatMap { $0 })
  }

  private func presentation(_ pair: PairNames, among names: [String]) -> Presentation? {
    guard names.contains(pair.certificate) || names.contains(pair.key) || names.contains(pair.request) else {
      return nil
    }
    return Presentation(
      chain: files.certificates(folder + "/" + pair.certificate),
      key: files.key(folder + "/" + pair.key, orRequest: folder + "/" + pair.request))
  }

  private func dialled(_ names: [String]) -> String? {
    guard names.contains("change-master.sql") else { return nil }
    return files.text(folder + "/change-master.sql").flatMap { ChangeMaster.dialledHost(in: $0) }
  }
}
