import Foundation

extension ServerProgram {
  /// The release of that name, such as `mysql-9.7`: the installed one where it is that, else one that
  /// `Scripts/unpack-servers` has unpacked, or unpacks now.
  ///
  /// - Throws: `Deployments.NotHere` where it cannot be had or run here.
  public static func release(_ name: String) throws -> ServerProgram {
    let version = name.split(separator: "-").last.map(String.init) ?? ""
    if name.hasPrefix("mariadb"), let installed = try? installed(),
      try installed.version().hasPrefix(version + ".")
    {
      return installed
    }
    guard geteuid() == 0 else {
      throw Deployments.NotHere(description: "only root can run \(name) in a root directory of its own")
    }
    let folder =
      ProcessInfo.processInfo.environment["MKCERTS_SERVERS"] ?? Mkcerts.packageFolder + "/.build/servers"
    let root = URL(filePath: folder + "/" + name, directoryHint: .notDirectory)
      .resolvingSymlinksInPath().path(percentEncoded: false)
    if !FileManager.default.fileExists(atPath: root + "/usr/sbin") {
      let unpacking = try Program(Mkcerts.packageFolder + "/Scripts/unpack-servers")
        .run([name], timeout: .seconds(600))
      guard unpacking.status == 0 else { throw Deployments.NotHere(description: unpacking.errors) }
    }
    return try unpacked(at: root)
  }

  /// The root directory of that release, which has to be an unpacked one, for what else lies in it.
  ///
  /// - Parameter path: a file below that root which is needed, such as `/usr/bin/mysqlrouter`.
  /// - Throws: `Deployments.NotHere` where the release cannot be had, or was unpacked without that file.
  public static func root(of name: String, with path: String) throws -> String {
    guard let root = try release(name).root else {
      throw Deployments.NotHere(description: "\(name) is installed, not unpacked")
    }
    guard FileManager.default.fileExists(atPath: root + path) else {
      throw Deployments.NotHere(
        description: "\(name) was unpacked without \(path); remove \(root), so that it is unpacked anew")
    }
    return root
  }
}
