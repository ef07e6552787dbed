internal import OpenSSL

/// The name of a host: of its folder, of its certificate's subject, and, where it is a DNS name, of what is
/// dialled.
public struct HostName: Sendable, Hashable, CustomStringConvertible {
  public let description: String

  /// The most characters: the limit of a common name (ub-common-name, RFC 5280 appendix A).
  public static let longest = DistinguishedName.longestCommonName

  /// Names of a pki folder's own parts, which would be mistaken for hosts.
  public static let reserved: Set = [
    "all", "authority", "ca", "ca-key", "cacert", "crl", "hosts", "ledger", "pki",
  ]

  /// Takes a name of letters, digits, `.`, `-` and `_` that begins with a letter or digit.
  ///
  /// - Throws: for any other name, and for a reserved one.
  public init(_ text: String) throws(FleetError) {
    guard !text.isEmpty else {
      throw FleetError(
        .badName, "a host's name is empty", hint: "name the host, as in `mkcerts issue slave03`")
    }
    guard text.utf8.allSatisfy(Self.isTaken), let first = text.utf8.first, !".-_".utf8.contains(first) else {
      throw FleetError(
        .badName,
        "the host name \(text.quotedForDisplay) is not made of letters, digits, '.', '-' and '_', beginning with "
          + "a letter or digit",
        hint: "give it a plain name, as in `mkcerts issue slave03`, and others with --san")
    }
    guard text.utf8.count <= Self.longest else {
      throw FleetError(
        .badName,
        "the host name \(text.quotedForDisplay) has \(text.utf8.count) characters, more than \(Self.longest)",
        hint: "give it a shorter name, and its long one with --san")
    }
    guard !Self.reserved.contains(text.lowercased()) else {
      throw FleetError(
        .reservedName, "\(text) is the name of a part of the pki folder, and no host's",
        hint: "give the host another name")
    }
    description = text
  }

  private static func isTaken(_ character: UInt8) -> Bool {
    switch character {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: ".-_".utf8.contains(character)
    }
  }
}
