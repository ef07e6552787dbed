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
  public var key: String { folder + "/ca-key.pem" }
  /// The key files of all generations.
  public var keys: [String] { [key] }
  public var ledger: String { folder + "/ledger.sqlite" }
  public var lock: String { folder + "/lock" }
}
