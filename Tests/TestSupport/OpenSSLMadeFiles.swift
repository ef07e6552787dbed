import Foundation

/// The files of an authority, a master and its slaves, made by the `openssl` command alone, for tests that
/// shall not depend on mkcerts.
public struct OpenSSLMadeFiles: Sendable {
  private let folder: TemporaryFolder

  /// Makes the authority.
  ///
  /// - Throws: `ProgramFailure` when `openssl` does not make it.
  public init() throws {
    folder = try TemporaryFolder()
    try OpenSSLCommand.output(
      ["req", "-x509", "-days", "365", "-subj", "/O=Example/CN=Replication authority"] + newKey("ca-key.pem")
        + [
          "-out", folder("cacert.pem"), "-addext", "basicConstraints=critical,CA:TRUE",
          "-addext", "keyUsage=critical,keyCertSign,cRLSign",
        ])
  }

  /// The folder of the master, with its pair and its option file.
  public func master(names: String = "DNS:master,IP:127.0.0.2", installFolder: String) throws -> HostFolder {
    let host = try makeHost("master")
    try issue(host, "server", "master", ["extendedKeyUsage=serverAuth", "subjectAltName=\(names)"])
    try folder.write(
      "[mysqld]\nssl-ca=\(installFolder)/cacert.pem\nssl-cert=\(installFolder)/server-cert.pem\n"
        + "ssl-key=\(installFolder)/server-key.pem\n",
      to: "\(host)/replication-tls.cnf")
    return HostFolder(path: folder(host), installFolder: installFolder, keptIn: folder)
  }

  /// The folder of the slave `name`, with its pair.
  public func slave(_ name: String, installFolder: String) throws -> HostFolder {
    let host = try makeHost(name)
    try issue(host, "client", name, ["extendedKeyUsage=clientAuth"])
    return HostFolder(path: folder(host), installFolder: installFolder, keptIn: folder)
  }

  /// The name, in this folder, of a new folder of the host, with the authority's certificate in it.
  private func makeHost(_ name: String) throws -> String {
    let host = "\(name)-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder(host), withIntermediateDirectories: false)
    try Program("cp").output([folder("cacert.pem"), folder(host)])
    return host
  }

  private func newKey(_ file: String) -> [String] {
    ["-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-keyout", folder(file)]
  }

  /// Issues `<kind>-cert.pem` with its key, for the common name `name`.
  private func issue(_ host: String, _ kind: String, _ name: String, _ extensions: [String]) throws {
    let request = try OpenSSLCommand.output(
      ["req", "-new", "-subj", "/O=Example/CN=\(name)"] + newKey("\(host)/\(kind)-key.pem"))
    let lines =
      [
        "basicConstraints=critical,CA:FALSE", "keyUsage=critical,digitalSignature",
        "subjectKeyIdentifier=hash", "authorityKeyIdentifier=keyid",
      ] + extensions
    try folder.write(lines.joined(separator: "\n"), to: "\(host).ext")
    try OpenSSLCommand.output(
      [
        "x509", "-req", "-days", "30", "-CA", folder("cacert.pem"), "-CAkey", folder("ca-key.pem"),
        "-extfile", folder("\(host).ext"), "-out", folder("\(host)/\(kind)-cert.pem"),
      ], input: request)
  }
}
