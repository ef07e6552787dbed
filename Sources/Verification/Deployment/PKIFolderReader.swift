public import Replication
internal import OpenSSL
internal import SecureFiles
internal import Threads

/// Reads a pki folder: the authority's cacert.pem, and every folder below `hosts`.
public struct PKIFolderReader: Sendable {
  let root: String

  let server: Server?
  let assumed: Server

  /// A reader of the pki folder `root`.
  ///
  /// - Parameters:
  ///   - server: the server of all hosts; nil for the one that each host's own files were written for.
  ///   - assumed: the server of hosts whose files do not say.
  public init(root: String, server: Server? = nil, assuming assumed: Server = .default) {
    self.root = root
    self.server = server
    self.assumed = assumed
  }

  /// What stands in the folder.
  ///
  /// - Throws: ``VerificationError`` where `root` is no pki folder, or cannot be listed.
  public func read() throws(VerificationError) -> Deployment {
    let folder = root + "/hosts"
    guard let names = try hostNames(in: folder) else {
      throw VerificationError(
        "there is no pki folder at \(root)",
        hint: "name its place with --pki or MKCERTS_PKI; only where there is none yet: `mkcerts init-ca`")
    }
    // Names that begin with a dot are folders on their way in or out.
    let entries = names.filter { !$0.hasPrefix(".") }
    // A file is an admin's own note, and searched for keys: hosts are folders, or links to them, wherever
    // those lead.
    let notes = entries.filter { (try? FileStatus(of: folder + "/" + $0))?.kind == .file }
    let folders = notes.isEmpty ? entries : entries.filter { !notes.contains($0) }
    let files = PEMFileReader()
    let keys = KeyFileSearch(below: root, files, excluding: ["authority", "hosts"]).result
    let others = notes.map { KeyFileSearch(below: folder + "/" + $0, files).result }
    let parts = read(folders.map { folder + "/" + $0 })
    var hosts: [DeployedHost] = []
    hosts.reserveCapacity(folders.count)
    for part in parts { hosts += part.hosts }
    var deployment = Deployment(
      source: root, hosts: hosts,
      authority: files.certificates(root + "/cacert.pem"),
      keyFiles: keys.keyFiles + others.flatMap(\.keyFiles),
      unreadable: keys.unreadable + others.flatMap(\.unreadable),
      authorityKeyFile: authorityKeyFile(files, of: files.certificates(root + "/cacert.pem").value ?? []))
    let lists = files.revocationLists(root + "/" + TrustForm.revocationFile)
    if case .absent = lists {} else { deployment.revocations = lists }
    deployment.oddFiles = parts.reduce(into: files.oddFiles) { odd, part in
      odd.merge(part.oddFiles) { first, _ in first }
    }
    return deployment
  }

  /// Hosts that were read one after another.
  private struct Part: Sendable {
    let hosts: [DeployedHost]
    let oddFiles: [String: PEMContents]
  }

  /// How many hosts one thread reads before it takes the next: enough that what they have in common, such as
  /// cacert.pem, is seldom decoded again.
  private static let partSize = 32

  /// Reads the host folders `paths` on all cores; the order of hosts is that of their paths.
  private func read(_ paths: [String]) -> [Part] {
    let starts = stride(from: 0, to: paths.count, by: Self.partSize)
    let common = CommonReadings()
    return Parallel.map(starts.map { Array(paths[$0..<min($0 + Self.partSize, paths.count)]) }) { paths in
      let files = PEMFileReader(.disk, common)
      let hosts = paths.map { path in
        let name = String(path.dropFirst(root.count + "/hosts/".count))
        let source = HostSource(name: name, paths: [path], part: .any)
        var host = HostReader(source: source, named: server, assumed: assumed, files: files).read()
        host.isOfPKI = true
        return host
      }
      return Part(hosts: hosts, oddFiles: files.oddFiles)
    }
  }

  /// The authority's key in its place. That it may not be looked at is no failure: nothing but signing needs
  /// it.
  ///
  /// Of several generations' keys it is that of a certificate in cacert.pem, where one is: retired keys are
  /// kept.
  private func authorityKeyFile(_ files: PEMFileReader, of authority: [Certificate]) -> KeyFile? {
    let folder = root + "/authority"
    let names = ((try? Files.list(folder)) ?? []).filter { $0.hasPrefix("ca-key") && $0.hasSuffix(".pem") }
    let keys = names.compactMap { name -> KeyFile? in
      let path = folder + "/" + name
      guard let status = try? FileStatus(of: path, followingLinks: true), status.kind == .file else {
        return nil
      }
      return (try? files.keyFiles(path, permissions: status.permissions))?.first
    }
    return keys.first { file in authority.contains { $0.fields.publicKey == file.key } } ?? keys.first
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
}
