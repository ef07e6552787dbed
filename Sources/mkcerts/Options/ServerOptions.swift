internal import ArgumentParser
internal import Fleet
internal import Replication

/// What the option files and the SQL are written for.
struct ServerOptions: ParsableArguments {
  static let title = "Option files and SQL (kept: init-ca's for all hosts, issue's for a host)"

  @Option(
    help: ArgumentHelp(
      "The server whose dialect the files speak, such as mariadb-10.11 or mysql-8.4. Default: as kept, else mariadb-10.11.",
      valueName: "server"))
  var server: String?

  @Option(
    help: ArgumentHelp(
      "Where the files will lie on the host, for the paths in them. Default: as kept, else /etc/mysql/tls.",
      valueName: "dir"))
  var installDir: String?

  @Flag(
    inversion: .prefixedNo,
    help:
      "Name a hashed folder (ssl-capath) instead of one file of trusted authorities (ssl-ca). Default: as kept, else no."
  )
  var capath: Bool?

  @Flag(
    inversion: .prefixedNo,
    help:
      "Have the server refuse every connection without TLS, not only replication's. Default: as kept, else no."
  )
  var requireSecureTransport: Bool?

  func settings() throws -> HostSettings {
    var settings = HostSettings()
    settings.server = try server.map { try Server(parsing: $0) }
    settings.directory = try installDir.map { try InstallDirectory($0) }
    settings.trust = capath.map { $0 ? .folder : .file }
    settings.requiresSecureTransport = requireSecureTransport
    return settings
  }
}
