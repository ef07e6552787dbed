internal import Replication
internal import SecureFiles
internal import Verification

/// What the texts of a host say, word for word, to be held against what its server runs with.
enum ToldOptions {
  /// What a slave's script tells its connection; nil for what is no script, and for one that is not on this disk,
  /// such as one in an archive.
  static func slave(_ file: String, _ side: SlaveSide, _ host: DeployedHost) -> ReplicationOptions? {
    guard side.refusal == nil, let bytes = try? Files.read(file, limit: limit),
      TextKind(of: bytes) == .sqlScript
    else { return nil }
    let told = ReplicationScript(reading: bytes, for: host.server).connections
    return told.first { $0.channel == side.channel ?? "" }
  }

  /// What an option file tells a server; nil where it is not on this disk.
  static func server(_ file: String, on server: Server) -> ServerTLSOptions? {
    guard (try? Files.read(file, limit: limit)) != nil else { return nil }
    let set = OptionFileSet(
      [file], for: server, contents: { try? Files.read($0, limit: limit) }, names: { try? Files.list($0) })
    return ServerTLSOptions(set, on: server)
  }

  private static let limit = 1 << 24
}
