import Foundation

/// A folder with what one host is given: certificates, keys, `replication-tls.cnf`, and the SQL for it.
public struct HostFolder: Sendable {
  /// Where the folder is.
  public let path: String
  /// The folder that its option file and SQL name as their place on the host.
  public let installFolder: String

  private let keptIn: TemporaryFolder?

  /// The folder at `path`, whose files name `installFolder`; keeps the temporary folder that it lies in.
  public init(path: String, installFolder: String, keptIn: TemporaryFolder? = nil) {
    self.path = path
    self.installFolder = installFolder
    self.keptIn = keptIn
  }

  /// The text of the file `name` in it.
  public func text(_ name: String) throws -> String {
    try String(contentsOfFile: path + "/" + name, encoding: .utf8)
  }
}

extension MariaDBServer {
  /// Puts the files of `host` in this server's install folder, in place of what was there, owned by the user
  /// that the server runs as. Another place that the files name becomes this server's.
  public func install(_ host: HostFolder) throws {
    try FileManager.default.removeItem(atPath: folder("tls"))
    try Program("cp").output(["-a", host.path, folder("tls")])
    let names = try FileManager.default.contentsOfDirectory(atPath: folder("tls"))
    if !names.contains("replication-tls.cnf") { try folder.write("", to: "tls/replication-tls.cnf") }
    for name in names where name.hasSuffix(".cnf") && host.installFolder != installFolder {
      try folder.write(host.text(name).replacing(host.installFolder, with: installFolder), to: "tls/" + name)
    }
    if let user = settings.user { try Program("chown").output(["-R", user, folder("tls")]) }
  }

  /// The option file of the install folder, as the server reads it at its start.
  var installedOptions: String? {
    try? String(contentsOfFile: folder("tls/replication-tls.cnf"), encoding: .utf8)
  }
}
