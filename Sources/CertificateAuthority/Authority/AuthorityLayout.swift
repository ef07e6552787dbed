/// Where the files of an authority are, below a pki folder.
public struct AuthorityLayout: Sendable, Hashable {
  /// The pki folder, without a final slash.
  public let root: String

  public init(root: String) {
    var root = root[...]
    while root.count > 1, root.last == "/" { root.removeLast() }
    self.root = String(root)
  }

  /// What every host trusts.
  public var certificate: String { root + "/cacert.pem" }
  /// The revocation lists of all generations, once there is one.
  public var revocationLists: String { root + "/crl.pem" }
  /// The folder that is never deployed.
  public var folder: String { root + "/authority" }
  /// The key of the first generation.
  public var key: String { key(named: Self.firstKeyFile) }
  /// The key that the ledger knows under this name (``Generation/keyFile``).
  public func key(named name: String) -> String { folder + "/" + name }
  public var ledger: String { folder + "/ledger.sqlite" }
  public var lock: String { folder + "/lock" }

  /// The name of the first generation's key.
  public static let firstKeyFile = "ca-key.pem"
  /// The name of the key of a later generation.
  static func keyFile(ofGeneration number: Int) -> String { "ca-key-\(number).pem" }
}
