public import OpenSSL

/// What a verification reads: hosts, and what they have for TLS, wherever it comes from.
public struct Deployment: Sendable {
  /// Where it was read from.
  public var source: String
  public var hosts: [DeployedHost]
  /// The authority that all are meant to share, where the source says so: the pki folder's cacert.pem.
  public var authority: Evidence<[Certificate]>?
  /// What that authority revoked, where the source says so: the pki folder's crl.pem. Nil where there is none.
  public var revocations: Evidence<[RevocationList]>?
  /// Private keys that were found outside the hosts' folders and the authority's own.
  public var keyFiles: [KeyFile]
  /// What could not be read there: each fails the verification.
  public var unreadable: [UnreadableFile]

  /// What the files that were read hold beside what servers take from them, by path; only those that hold
  /// something.
  public var oddFiles: [String: PEMContents] = [:]
  /// Which host replicates from which, where that was said: slave and master by name.
  public var declaredLinks: [DeclaredLink] = []
  /// The hosts that the authority has issued certificates to, by its ledger; empty where that was not looked at.
  public var hostsOnRecord: [String] = []
  /// The authority's own key in its place; nil where it lies elsewhere, as on a machine without a network, or
  /// may not be looked at.
  public var authorityKeyFile: KeyFile?

  public init(
    source: String, hosts: [DeployedHost], authority: Evidence<[Certificate]>?, keyFiles: [KeyFile] = [],
    unreadable: [UnreadableFile] = [], authorityKeyFile: KeyFile? = nil
  ) {
    self.authorityKeyFile = authorityKeyFile
    self.source = source
    self.hosts = hosts
    self.authority = authority
    self.keyFiles = keyFiles
    self.unreadable = unreadable
  }
}

/// That one host replicates from another, as somebody said.
public struct DeclaredLink: Sendable, Hashable {
  public let slave: String
  public let master: String

  public init(slave: String, master: String) {
    self.slave = slave
    self.master = master
  }
}
