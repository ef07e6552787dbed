public import OpenSSL

/// One generation of the authority in the ledger: a key with its certificate.
public struct Generation: Sendable {
  /// How far it has come.
  public enum State: String, Sendable, Hashable {
    /// Its serial number is taken; it may be signed already, and its files may be there.
    case planned
    /// Its files are in place.
    case issued
    /// Its files never came to be.
    case abandoned
  }

  /// Where in its life it is, once its files are in place.
  public enum Stage: String, Sendable, Hashable, Encodable {
    /// Hosts trust it, and it signs nothing yet.
    case next
    /// Hosts trust it, and all that is issued is signed by it.
    case signing
    /// Hosts trust it, and another signs in its place.
    case retiring
    /// Hosts trust it no more. Its key is kept.
    case retired
  }

  /// 1 for the first.
  public let number: Int
  public let serial: SerialNumber
  public let state: State
  public let stage: Stage
  /// SHA-256 of the SubjectPublicKeyInfo.
  public let keyFingerprint: [UInt8]
  /// The name of its key's file in the authority's folder.
  public let keyFile: String
  /// DER; nil until it is signed.
  public let certificate: [UInt8]?
  /// When it was begun; a renewal of its certificate does not change that.
  public let plannedAt: Time

  public init(
    number: Int, serial: SerialNumber, state: State, stage: Stage = .signing, keyFingerprint: [UInt8],
    keyFile: String = AuthorityLayout.firstKeyFile, certificate: [UInt8]? = nil,
    plannedAt: Time = Time(seconds: 0)
  ) {
    self.number = number
    self.serial = serial
    self.state = state
    self.stage = stage
    self.keyFingerprint = keyFingerprint
    self.keyFile = keyFile
    self.certificate = certificate
    self.plannedAt = plannedAt
  }

  /// Whether its certificate stands in cacert.pem.
  public var isTrusted: Bool { state == .issued && stage != .retired }
}
