public import OpenSSL
internal import Replication

/// What `renew` is asked for.
public struct RenewRequest: Sendable {
  /// Whose certificates are renewed.
  public enum Selection: Sendable {
    case hosts([HostName])
    /// All that have certificates.
    case all
    /// Those of which a certificate ends within so many seconds, or is over.
    case within(Int64)
  }

  public var selection: Selection
  /// Whether the new certificates are over the keys of the old ones.
  public var keepsKeys: Bool
  /// nil for as many days as the certificates that are there were ordered for.
  public var days: Int?
  /// The new request of the one host that is named.
  public var request: CertificateRequest?

  public init(
    _ selection: Selection, keepsKeys: Bool = false, days: Int? = nil, request: CertificateRequest? = nil
  ) {
    self.selection = selection
    self.keepsKeys = keepsKeys
    self.days = days
    self.request = request
  }
}

/// What `renew` did.
public struct Renewed: Sendable, Encodable {
  let format = 1
  /// Those that have new certificates, in the order of the request, or by name.
  public let hosts: [RenewedHost]
  /// What is to be done on the hosts, those together for which it is the same.
  public let steps: [HostTask]
  /// Those that were meant but cannot be renewed without something that only their administrator has.
  public let leftOut: [LeftOut]
  /// Where none was renewed: when the first of all present certificates ends, in RFC 3339.
  public let nextEnd: String?

  /// A host that was not renewed.
  public struct LeftOut: Sendable, Encodable {
    public let host: String
    /// Why, in a sentence.
    public let reason: String
    /// What to do about it.
    public let fix: String?
  }
}
