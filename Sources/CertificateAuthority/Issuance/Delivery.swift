public import OpenSSL

/// What brings signed certificates to where their holders take them from.
public protocol Delivery {
  /// Brings all of `orders` to their place. When this returns, every order is there whole and would survive a
  /// loss of power; when it throws, each order is there whole or not at all.
  func deliver(_ orders: [FilledOrder]) throws

  /// The certificate with this serial number that a delivery brought to `holder`, if its pair is there whole.
  func delivered(_ serial: SerialNumber, to holder: String) throws -> Certificate?

  /// Removes what a delivery that was killed left behind.
  ///
  /// - Returns: a sentence for each thing that was removed.
  func removeLeftovers() throws -> [String]
}
