internal import OpenSSL
public import Replication
internal import SecureFiles

/// Reads a deployment from whatever it was kept in: pki folders, host folders, folders of certificates, and
/// what was named one by one as a master's or a slave's.
public struct DeploymentReader: Sendable {
  /// A folder that is to be a pki folder, whatever it looks like; nil where only `paths` say what to read.
  public var pkiFolder: String?
  /// Folders and files whose kind is told by what is in them.
  public var paths: [String]
  /// Hosts that were named as masters or slaves.
  public var sources: [HostSource]
  /// Who replicates from whom, where that was said.
  public var links: [DeclaredLink]
  /// What the links are called in errors: the option or the file that says them.
  public var namesOfLinks = "--link"
  /// The hosts that are meant, by name; nil for all that are found.
  public var hosts: Set<String>?
  /// The hosts of the pki folder by its authority's ledger, which is not read here.
  public var hostsOnRecord: [String] = []
  /// The server of all hosts; nil for the one that each host's own files tell.
  public var server: Server?
  /// Told of the hosts that are read; nil where nobody asks.
  public var progress: VerificationProgress?

  public init(
    pkiFolder: String? = nil, paths: [String] = [], sources: [HostSource] = [], links: [DeclaredLink] = [],
    server: Server? = nil
  ) {
    self.pkiFolder = pkiFolder
    self.paths = paths
    self.sources = sources
    self.links = links
    self.server = server
  }

  /// What stands there, as `assumed` reads it where nothing tells the server.
  ///
  /// - Throws: ``VerificationError`` where a path leads nowhere, a file is of no kind that is read, or a link
  ///   names a host that is not there.
  public func read(assuming assumed: Server) throws(VerificationError) -> Deployment {
    let files = PEMFileReader()
    var deployment = Deployment(
      source: ([pkiFolder].compactMap { $0 } + paths + sources.flatMap(\.paths)).first ?? ".", hosts: [],
      authority: nil)
    if let pkiFolder {
      deployment.add(try reader(of: pkiFolder, assumed).read())
    }
    for path in paths {
      if Self.isPKIFolder(path) {
        deployment.add(try reader(of: path, assumed).read())
      } else if let made = try CertificateFolderReader(folder: path, isAlone: isAlone, files: files).read() {
        deployment.add(made)
      } else {
        deployment.hosts.append(
          try host(HostSource(paths: [path], part: .any), assumed, files, &deployment.oddFiles))
        progress?(.reading, 1, paths.count)
      }
    }
    for source in sources {
      let host = try host(source, assumed, files, &deployment.oddFiles)
      deployment.add(host, isNamed: source.name != nil)
    }
    deployment.oddFiles.merge(files.oddFiles) { first, _ in first }
    deployment.nameApart()
    if let hosts { deployment.hosts.removeAll { !hosts.contains($0.name) } }
    deployment.declaredLinks = links
    deployment.hostsOnRecord = hostsOnRecord
    try checkLinks(deployment)
    return deployment
  }

  private func reader(of pkiFolder: String, _ assumed: Server) -> PKIFolderReader {
    var reader = PKIFolderReader(root: pkiFolder, server: server, assuming: assumed)
    reader.progress = progress
    return reader
  }

  /// Whether one path is all there is, so that master and slaves must be in it.
  private var isAlone: Bool { paths.count == 1 && sources.isEmpty }

  private func host(
    _ source: HostSource, _ assumed: Server, _ files: PEMFileReader, _ odd: inout [String: PEMContents]
  ) throws(VerificationError) -> DeployedHost {
    for path in source.paths {
      if let packer = CompressedFile.program(that: path) {
        throw VerificationError(
          "\(path) is compressed, and only tar archives are read that are not, or that gzip compressed",
          hint: "unpack it with `\(packer) \(path)`, and name what comes of it")
      }
      guard !files.exists(path) else { continue }
      guard source.part == .any else {
        throw VerificationError(
          "there is no file or folder at \(path), which --\(source.part == .master ? "master" : "slave") names",
          hint: "what it takes: `mkcerts verify --help`")
      }
      throw VerificationError(
        "there is no pki folder at \(path), nor any other file or folder",
        hint: "only where there is no authority yet: `mkcerts init-ca --pki \(path)`")
    }
    if let archive = try archive(of: source) {
      let files = PEMFileReader(.archive(archive))
      let host = HostReader(source: source, named: server, assumed: assumed, files: files).read()
      odd.merge(files.oddFiles) { first, _ in first }
      return host
    }
    if source.part == .any, let path = source.paths.first, !Self.isFolder(path) {
      try checkKind(path, HostTexts(source.paths))
    }
    return HostReader(source: source, named: server, assumed: assumed, files: files).read()
  }

  /// The archive that the host was packed into; nil where it lies on the disk.
  private func archive(of source: HostSource) throws(VerificationError) -> ArchivedFiles? {
    for path in source.paths {
      let archive: ArchivedFiles?
      do throws(FileError) { archive = try ArchivedFiles(path) } catch {
        throw VerificationError(error.description, hint: error.hint)
      }
      guard let archive else { continue }
      guard source.paths.count == 1 else {
        throw VerificationError(
          "\(path) is an archive of a whole host, and other paths are named with it",
          hint: "name the archive alone, or unpack it and name its files")
      }
      guard !archive.holdsHosts else {
        throw VerificationError(
          "\(path) holds the folders of several hosts, and an archive is read as that of one",
          hint: "unpack it with `tar -xf \(path)`, and name the folder that comes of it")
      }
      return archive
    }
    return nil
  }

  /// A file alone must tell of itself which part of a deployment it is.
  private func checkKind(_ path: String, _ texts: HostTexts) throws(VerificationError) {
    guard !texts.tellsOfServer else { return }
    if let unreadable = texts.unreadable.first {
      throw VerificationError(
        "\(path) cannot be used: \(unreadable.reason)", hint: "what can be: `mkcerts verify --help`")
    }
    throw VerificationError(
      "\(path) does not tell whether it is a master's or a slave's",
      hint: "name all PEM files of a host together: `mkcerts verify --master CA,CERT,KEY --slave CA,CERT,KEY`"
    )
  }

  /// Whether a folder is one in which mkcerts keeps an authority or its hosts.
  public static func isPKIFolder(_ path: String) -> Bool {
    ["hosts", "authority"].contains { isFolder(path + "/" + $0) }
  }

  private static func isFolder(_ path: String) -> Bool {
    (try? FileStatus.ifExists(path, followingLinks: true))??.kind == .folder
  }

  private func checkLinks(_ deployment: Deployment) throws(VerificationError) {
    let names = Set(deployment.hosts.map(\.name))
    for name in links.flatMap({ [$0.slave, $0.master] }) where !names.contains(name) {
      let known = names.sorted()
      let shown = known.prefix(20).joined(separator: ", ") + (known.count > 20 ? " and more" : "")
      throw VerificationError(
        "\(namesOfLinks) names \(name), and there is no such host: there are \(shown)",
        hint: namesOfLinks == "--link"
          ? "name a host as in --slave \(name)=PATH"
          : "see what is missing with `mkcerts apply --plan \(namesOfLinks)`")
    }
  }
}

extension Deployment {
  /// Takes in the hosts of another pki folder.
  fileprivate mutating func add(_ other: Deployment) {
    // A fleet's hosts are many: they are copied only where there are others.
    if hosts.isEmpty { hosts = other.hosts } else { hosts += other.hosts }
    authority = authority ?? other.authority
    revocations = revocations ?? other.revocations
    authorityKeyFile = authorityKeyFile ?? other.authorityKeyFile
    keyFiles += other.keyFiles
    unreadable += other.unreadable
    oddFiles.merge(other.oddFiles) { first, _ in first }
  }

  /// Takes in one more host; a name that was given to a master and to a slave is of one host that is both.
  fileprivate mutating func add(_ host: DeployedHost, isNamed: Bool) {
    // Either was named as one of the two, though its folder may have the files of both.
    let place = hosts.firstIndex { known in
      known.name == host.name && known.isMaster != host.isMaster
        && (known.servesSlaves != host.servesSlaves || known.connections.isEmpty != host.connections.isEmpty)
    }
    guard isNamed, let place else { return hosts.append(host) }
    let (master, slave) = host.isMaster ? (host, hosts[place]) : (hosts[place], host)
    var both = master
    if !slave.connections.isEmpty { both.connections = slave.connections }
    both.server = master.server ?? slave.server
    let known = Set(master.keyFiles.map(\.path))
    both.keyFiles += slave.keyFiles.filter { !known.contains($0.path) }
    both.unreadable += slave.unreadable
    both.mistakes += slave.mistakes
    hosts[place] = both
  }

  /// Hosts of one name are told apart by a number behind it.
  fileprivate mutating func nameApart() {
    var taken: [String: Int] = [:]
    for index in hosts.indices {
      let name = hosts[index].name
      taken[name, default: 0] += 1
      if let count = taken[name], count > 1 { hosts[index].name = "\(name)#\(count)" }
    }
  }
}
