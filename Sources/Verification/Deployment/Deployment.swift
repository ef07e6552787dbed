public import OpenSSL

/// What was found where a file should be.
public enum Evidence<Value: Sendable>: Sendable {
  /// There is no such file.
  case absent(path: String)
  /// It cannot be read, or is not what it should be; the reason stands behind the path and a colon.
  case unreadable(path: String, reason: String)
  case found(path: String, Value)

  /// The file, there or not.
  public var path: String {
    switch self {
    case .absent(let path), .unreadable(let path, _), .found(let path, _): path
    }
  }

  /// What the file holds; nil where that is not known.
  public var value: Value? {
    if case .found(_, let value) = self { value } else { nil }
  }
}

/// What shows that a host has the private key of its certificate.
public enum KeyEvidence: Sendable {
  /// The key itself is there, in clear.
  case key(PublicKey)
  /// The key is there, encrypted; whose it is cannot be told.
  case encrypted
  /// The key stays on its host, which has proven with this request that it has it.
  case request(CertificateRequest)
}

/// A certificate with its chain and its key, as one side of a connection presents it.
public struct Presentation: Sendable {
  /// The leaf first, then intermediates.
  public var chain: Evidence<[Certificate]>
  public var key: Evidence<KeyEvidence>

  public init(chain: Evidence<[Certificate]>, key: Evidence<KeyEvidence>) {
    self.chain = chain
    self.key = key
  }
}

/// A file of a host that holds a private key, and who may open it.
public struct KeyFile: Sendable {
  public let path: String
  /// nil where the key is encrypted.
  public let key: PublicKey?
  /// The permission bits.
  public let permissions: UInt32

  public init(path: String, key: PublicKey?, permissions: UInt32) {
    self.path = path
    self.key = key
    self.permissions = permissions
  }
}

/// A file that may matter, and that nothing can be said about.
public struct UnreadableFile: Sendable {
  public let path: String
  /// Why it cannot be read, or is not what it should be.
  public let reason: String

  public init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }
}

/// One host of a deployment, as far as TLS goes.
public struct DeployedHost: Sendable {
  public var name: String
  /// What it accepts chains under: ssl-ca.
  public var trust: Evidence<[Certificate]>
  /// What it shows to the slaves that dial it; nil where it is no master.
  public var asMaster: Presentation?
  /// What it shows to the master that it dials; nil where it is no slave.
  public var asSlave: Presentation?
  /// The name or address that it dials, from its CHANGE MASTER statement; nil where that is not known.
  public var dials: String?
  /// Every private key that was found with it.
  public var keyFiles: [KeyFile]
  /// What could not be read beside its trust, chains and keys: each fails the verification.
  public var unreadable: [UnreadableFile]

  public init(
    name: String, trust: Evidence<[Certificate]>, asMaster: Presentation?, asSlave: Presentation?,
    dials: String?, keyFiles: [KeyFile], unreadable: [UnreadableFile] = []
  ) {
    self.name = name
    self.trust = trust
    self.asMaster = asMaster
    self.asSlave = asSlave
    self.dials = dials
    self.keyFiles = keyFiles
    self.unreadable = unreadable
  }

  /// What it presents, and for which purpose; a peer presents one certificate for both.
  var presentations: [(purpose: TrustStore.Purpose, presentation: Presentation)] {
    [asMaster.map { (.server, $0) }, asSlave.map { (.client, $0) }].compactMap { $0 }
  }
}

/// What a verification reads: hosts, and what they have for TLS, wherever it comes from.
public struct Deployment: Sendable {
  /// Where it was read from.
  public var source: String
  public var hosts: [DeployedHost]
  /// The authority that all are meant to share, where the source says so: the pki folder's cacert.pem.
  public var authority: Evidence<[Certificate]>?
  /// Private keys that were found outside the hosts' folders and the authority's own.
  public var keyFiles: [KeyFile]
  /// What could not be read there: each fails the verification.
  public var unreadable: [UnreadableFile]

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
