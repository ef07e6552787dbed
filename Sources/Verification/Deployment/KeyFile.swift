public import OpenSSL

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
  /// Whether it is a text that may say how the host connects, but in a form that is not known here.
  public let mayTellOfLinks: Bool
  /// What makes it readable; nil where that is the matter of whoever may read it.
  public let fix: String?

  public init(path: String, reason: String, mayTellOfLinks: Bool = false, fix: String? = nil) {
    self.path = path
    self.reason = reason
    self.mayTellOfLinks = mayTellOfLinks
    self.fix = fix
  }
}
