internal import ArgumentParser
internal import Fleet
internal import Replication
internal import Verification

/// What is to be verified, and where it lies.
struct DeploymentOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      """
      A pki folder, a host's folder or a tar archive of one (also .tar.gz), a data directory, a folder of certificates, an option file, a script with \
      CHANGE MASTER TO, or what SHOW SLAVE STATUS printed. Default: the pki folder of --pki.
      """, valueName: "path"), completion: .file())
  var paths: [String] = []

  @Option(
    help: ArgumentHelp(
      "A master: its folder or a tar archive of it, or its option file, SQL scripts and PEM files with commas between them.",
      valueName: "[name=]path,…"), completion: .file(), transform: { HostSource($0, part: .master) })
  var master: [HostSource] = []

  @Option(
    help: ArgumentHelp(
      "A slave: its folder or a tar archive of it, or its CHANGE MASTER TO, status, option file and PEM files with commas between them.",
      valueName: "[name=]path,…"), completion: .file(), transform: { HostSource($0, part: .slave) })
  var slave: [HostSource] = []

  @Option(
    help: ArgumentHelp(
      "Which slave replicates from which master. Default: as its statement dials, else each from all.",
      valueName: "slave=master"), transform: DeclaredLink.init(parsing:))
  var link: [DeclaredLink] = []

  @Option(
    help: ArgumentHelp(
      "A fleet file (see mkcerts-fleet(5)): each of its slaves replicates from the master that it has there.",
      valueName: "file"), completion: .file())
  var fleet: String?

  @Option(
    help: ArgumentHelp(
      "The server on all hosts, such as mariadb-10.11 or mysql-8.4. Default: what the files were written for.",
      valueName: "server"), transform: Server.init(parsing:))
  var server: Server?

  /// Whether nothing is named.
  var isEmpty: Bool { paths.isEmpty && master.isEmpty && slave.isEmpty }

  /// The one pki folder that was named, which the commands of fixes are to work on.
  var pkiFolder: String? {
    guard paths.count == 1, master.isEmpty, slave.isEmpty, DeploymentReader.isPKIFolder(paths[0]) else {
      return nil
    }
    return paths[0]
  }

  /// What reads it; `folder` is the pki folder that is meant where nothing is named.
  ///
  /// - Throws: where the fleet file has mistakes.
  func reader(of folder: String) throws -> DeploymentReader {
    var reader = DeploymentReader(
      pkiFolder: isEmpty ? folder : nil, paths: paths,
      sources: named("master", master) + named("slave", slave), links: link,
      server: server)
    if let root = isEmpty ? folder : pkiFolder {
      reader.hostsOnRecord = Fleet.hostsOnRecord(in: PKIFolder(root)) ?? []
    }
    guard let fleet else { return reader }
    reader.links += try FleetFile(reading: fleet).declaredLinks
    reader.namesOfLinks = fleet
    return reader
  }

  /// Loose files have no name of their own: they are the master, the slave, slave2 and so on.
  private func named(_ role: String, _ sources: [HostSource]) -> [HostSource] {
    sources.enumerated().map { index, source in
      var source = source
      let isLoose = source.paths.count > 1 || source.paths.contains { $0.contains(".") && !$0.hasSuffix("/") }
      if source.name == nil, isLoose { source.name = index == 0 ? role : "\(role)\(index + 1)" }
      return source
    }
  }
}

extension HostSource {
  /// Reads `name=path,path` and `path,path`.
  init(_ text: String, part: Part) {
    let equals = text.firstIndex(of: "=")
    // A name has no slash: what stands before an equals sign behind one is part of a path.
    let name = equals.map { String(text[..<$0]) }.flatMap { $0.contains("/") || $0.isEmpty ? nil : $0 }
    let rest = name == nil ? text[...] : text[text.index(after: equals ?? text.startIndex)...]
    self.init(name: name, paths: rest.split(separator: ",").map(String.init), part: part)
  }
}

extension DeclaredLink {
  /// Reads `slave=master`.
  init(parsing text: String) throws {
    let parts = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !parts.contains("") else {
      throw ValidationError("--link \(text) is not of the form slave=master")
    }
    self.init(slave: parts[0], master: parts[1])
  }
}
