public import OpenSSL

/// Where an authority stands between two of its generations.
public struct Rollover: Sendable {
  /// How far the way from one generation to another is.
  public enum Phase: String, Sendable, Hashable, Encodable {
    /// There is one generation: no rollover is under way.
    case none
    /// Hosts are to trust the next generation too, which signs nothing yet.
    case begun
    /// The newer generation signs, and hosts still trust the older one.
    case promoted
    /// The older generation signs again, and hosts still trust the newer one.
    case goingBack = "going-back"
  }

  public let phase: Phase
  /// The one that signs.
  public let signing: TrustedGeneration
  /// The other one that hosts are to trust; nil where no rollover is under way.
  public let other: TrustedGeneration?

  /// - Parameter trusted: the generations that hosts are to trust, the one that signs first.
  /// - Returns: nil where there is no authority.
  public init?(_ trusted: [TrustedGeneration]) {
    guard let signing = trusted.first else { return nil }
    self.signing = signing
    other = trusted.dropFirst().first
    phase =
      switch other {
      case nil: .none
      case .some(let other) where other.stage == .next: .begun
      case .some(let other): other.number < signing.number ? .promoted : .goingBack
      }
  }
}

/// What the next generation of an authority shall be.
public struct GenerationRequest: Sendable {
  /// nil for the kind of the present generation's key.
  public var algorithm: KeyAlgorithm?
  public var days: Int
  /// How the passphrase becomes the key that the new key is encrypted with.
  public var derivation: KeyDerivation

  public init(algorithm: KeyAlgorithm? = nil, days: Int? = nil, derivation: KeyDerivation = .scrypt) {
    self.algorithm = algorithm
    self.days = days ?? Profile.authority.defaultDays
    self.derivation = derivation
  }

  /// - Throws: ``IssuanceError`` with the code `badDays`.
  func check() throws(IssuanceError) {
    guard (1...Profile.longestDays).contains(days) else {
      throw IssuanceError(
        .badDays, "--days \(days) is not between 1 and \(Profile.longestDays)",
        hint: "leave --days out for \(Profile.authority.defaultDays) days")
    }
  }
}
