internal import CertificateAuthority
public import Replication

/// What a host's option file and SQL are written for. Kept in the ledger as notes: those of the authority hold for
/// every host that has none of its own.
public struct HostSettings: Sendable, Hashable {
  public var server: Server?
  public var directory: InstallDirectory?
  public var trust: TrustForm?
  public var requiresSecureTransport: Bool?

  public init(
    server: Server? = nil, directory: InstallDirectory? = nil, trust: TrustForm? = nil,
    requiresSecureTransport: Bool? = nil
  ) {
    self.server = server
    self.directory = directory
    self.trust = trust
    self.requiresSecureTransport = requiresSecureTransport
  }

  /// These, and for each that is missing the one of `others`.
  func filled(from others: HostSettings) -> HostSettings {
    HostSettings(
      server: server ?? others.server, directory: directory ?? others.directory, trust: trust ?? others.trust,
      requiresSecureTransport: requiresSecureTransport ?? others.requiresSecureTransport)
  }

  /// As notes of the ledger.
  var notes: [String: String] {
    var notes: [String: String] = [:]
    notes["server"] = server?.description
    notes["install-dir"] = directory?.description
    notes["trust"] = trust?.name
    notes["require-secure-transport"] = requiresSecureTransport.map { $0 ? "on" : "off" }
    return notes
  }

  /// What the ledger noted about `holder`; "" is the authority.
  init(of holder: String, in ledger: any Ledger) throws {
    server = try ledger.note("server", of: holder).map { try Server(parsing: $0) }
    directory = try ledger.note("install-dir", of: holder).map { try InstallDirectory($0) }
    trust = try ledger.note("trust", of: holder).map { $0 == TrustForm.folder.name ? .folder : .file }
    requiresSecureTransport = try ledger.note("require-secure-transport", of: holder).map { $0 == "on" }
  }
}
