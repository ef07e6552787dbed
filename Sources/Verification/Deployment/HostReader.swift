internal import Replication
internal import SecureFiles

/// Reads what tells about one host: a folder, an option file, statements, a slave's status, PEM files.
struct HostReader {
  let source: HostSource
  /// The server that somebody named for it.
  let named: Server?
  /// The server to read for where nothing says which it is.
  let assumed: Server
  let files: PEMFileReader

  func read() -> DeployedHost {
    let texts = HostTexts(source.paths)
    let said = named ?? texts.server
    let reading = HostReading(texts, part: source.part, server: said ?? assumed, files: files)
    var host = DeployedHost(
      name: source.name ?? Self.name(of: source.paths.first ?? "."), asMaster: reading.master,
      connections: reading.connections, keyFiles: [], unreadable: texts.unreadable)
    host.server = said
    host.servesSlaves = source.part != .slave
    host.mistakes = reading.mistakes
    addKeyFiles(to: &host, texts)
    return host
  }

  /// Keys in the given folder, and the ones that options name in other places.
  private func addKeyFiles(to host: inout DeployedHost, _ texts: HostTexts) {
    if texts.isFolderGiven {
      let found = KeyFileSearch(below: texts.folder, files).result
      host.keyFiles = found.keyFiles
      host.unreadable += found.unreadable
    }
    let known = Set(host.keyFiles.map(\.path))
    let named = host.presentations.compactMap(\.presentation.key?.path) + texts.loosePEM
    for path in Set(named).subtracting(known).sorted() {
      guard let status = try? FileStatus(of: path, followingLinks: true), status.kind == .file,
        let keys = try? files.keyFiles(path, permissions: status.permissions)
      else { continue }
      host.keyFiles += keys
    }
  }

  /// The last part of a path without a file's ending.
  private static func name(of path: String) -> String {
    let last = path.split(separator: "/").last.map(String.init) ?? path
    guard let dot = last.lastIndex(of: "."), dot != last.startIndex else { return last }
    return String(last[..<dot])
  }
}
