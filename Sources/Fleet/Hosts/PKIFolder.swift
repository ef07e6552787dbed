public import CertificateAuthority

/// Where things are in a pki folder.
public struct PKIFolder: Sendable, Hashable {
  /// The authority's part.
  public let authority: AuthorityLayout

  public init(_ root: String) { authority = AuthorityLayout(root: root) }

  public var root: String { authority.root }
  /// The folder of all host folders.
  public var hosts: String { root + "/hosts" }
  /// The folder of one host: exactly what that host gets.
  public func host(_ name: String) -> String { hosts + "/" + name }
}
