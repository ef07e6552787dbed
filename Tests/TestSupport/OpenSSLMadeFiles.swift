import Foundation

/// The files of an authority, a master and its slaves, made by the `openssl` command alone: what a careful DBA
/// would write by hand.
public struct OpenSSLMadeFiles: Sendable {
  /// What the replication account demands.
  public enum Requirement: String, Sendable, CaseIterable {
    /// Nothing.
    case none = "NONE"
    /// Any TLS.
    case ssl = "SSL"
    /// A client certificate of the authority.
    case x509 = "X509"
    /// A client certificate with this subject.
    case subject = "SUBJECT"
    /// A client certificate with this issuer.
    case issuer = "ISSUER"
  }

  /// How a slave's statement names the files.
  public enum Form: Sendable {
    /// All files in the statement.
    case long
    /// `MASTER_SSL=1` alone.
    case short
    /// `MASTER_SSL=0`, for what must not pass as encrypted.
    case plain
    /// As the long form, with the folder of CA certificates in place of the CA's file.
    case folderOfAuthorities
  }

  private let folder: TemporaryFolder
  private let key: [String]

  /// Makes the authority.
  ///
  /// - Parameter key: the key's type, in the words of `openssl req -newkey`.
  /// - Throws: `ProgramFailure` when `openssl` does not make it.
  public init(key: [String] = ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"]) throws {
    folder = try TemporaryFolder()
    self.key = key
    try OpenSSLCommand.output(
      ["req", "-x509", "-days", "365", "-subj", "/O=Example/CN=Replication authority"] + newKey("ca-key.pem")
        + [
          "-out", folder("cacert.pem"), "-addext", "basicConstraints=critical,CA:TRUE",
          "-addext", "keyUsage=critical,keyCertSign,cRLSign",
        ])
  }

  /// The folder of the master, with the account that the slaves are to use.
  public func master(
    names: String = "DNS:master,IP:127.0.0.2", requirement: Requirement = .x509, form: Form = .long,
    installFolder: String
  ) throws -> HostFolder {
    let host = try makeHost("master")
    try issue(host, "server", "master", ["extendedKeyUsage=serverAuth", "subjectAltName=\(names)"])
    let trust = try trust(host, form)
    try folder.write(
      "[mysqld]\n\(trust.option)=\(installFolder)/\(trust.name)\nssl-cert=\(installFolder)/server-cert.pem\n"
        + "ssl-key=\(installFolder)/server-key.pem\n",
      to: "\(host)/replication-tls.cnf")
    let clause =
      switch requirement {
      case .none, .ssl, .x509: requirement.rawValue
      case .subject: "SUBJECT '/O=Example/CN=slave01'"
      case .issuer: "ISSUER '/O=Example/CN=Replication authority'"
      }
    try folder.write(
      "CREATE USER 'repl'@'%' IDENTIFIED BY '<password>' REQUIRE \(clause);\n"
        + "GRANT REPLICATION SLAVE ON *.* TO 'repl'@'%';\n",
      to: "\(host)/accounts.sql")
    return HostFolder(path: folder(host), installFolder: installFolder, keptIn: folder)
  }

  /// The folder of the slave `name`.
  public func slave(_ name: String, form: Form = .long, installFolder: String) throws -> HostFolder {
    let host = try makeHost(name)
    try issue(host, "client", name, ["extendedKeyUsage=clientAuth"])
    let trust = try trust(host, form)
    try folder.write(
      "[client]\n\(trust.option)=\(installFolder)/\(trust.name)\nssl-cert=\(installFolder)/client-cert.pem\n"
        + "ssl-key=\(installFolder)/client-key.pem\n",
      to: "\(host)/replication-tls.cnf")
    let files =
      switch form {
      case .plain: "MASTER_SSL=0, MASTER_SSL_VERIFY_SERVER_CERT=0"
      case .short: "MASTER_SSL=1"
      case .long: statement(installFolder, authority: "cacert.pem", authorities: nil)
      case .folderOfAuthorities: statement(installFolder, authority: nil, authorities: "capath")
      }
    try folder.write(
      """
      STOP SLAVE;
      CHANGE MASTER TO MASTER_HOST='master', MASTER_PORT=3306, MASTER_USER='repl', MASTER_PASSWORD='<password>',
        \(files);
      START SLAVE;

      """, to: "\(host)/change-master.sql")
    return HostFolder(path: folder(host), installFolder: installFolder, keptIn: folder)
  }

  /// The TLS part of the long form; every option is named, since MariaDB keeps those that are not.
  private func statement(_ place: String, authority: String?, authorities: String?) -> String {
    """
    MASTER_SSL=1, MASTER_SSL_CA='\(authority.map { "\(place)/\($0)" } ?? "")',
      MASTER_SSL_CAPATH='\(authorities.map { "\(place)/\($0)" } ?? "")', MASTER_SSL_CRL='',
      MASTER_SSL_CRLPATH='', MASTER_SSL_CIPHER='', MASTER_SSL_CERT='\(place)/client-cert.pem',
      MASTER_SSL_KEY='\(place)/client-key.pem', MASTER_SSL_VERIFY_SERVER_CERT=1
    """
  }

  /// The name, in this folder, of a new folder of the host, with the authority's certificate in it.
  private func makeHost(_ name: String) throws -> String {
    let host = "\(name)-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder(host), withIntermediateDirectories: false)
    try Program("cp").output([folder("cacert.pem"), folder(host)])
    return host
  }

  private func newKey(_ file: String) -> [String] {
    ["-nodes", "-newkey"] + key + ["-keyout", folder(file)]
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

  /// What names the authority in an option file; makes the hashed folder where the form asks for it.
  private func trust(_ host: String, _ form: Form) throws -> (option: String, name: String) {
    guard form == .folderOfAuthorities else { return ("ssl-ca", "cacert.pem") }
    try FileManager.default.createDirectory(
      atPath: folder("\(host)/capath"), withIntermediateDirectories: false)
    try Program("cp").output([folder("cacert.pem"), folder("\(host)/capath")])
    try OpenSSLCommand.output(["rehash", folder("\(host)/capath")])
    return ("ssl-capath", "capath")
  }
}
