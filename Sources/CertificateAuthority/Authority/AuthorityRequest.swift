public import OpenSSL
public import Secrets

/// What a new authority shall be.
public struct AuthorityRequest: Sendable {
  /// Its name; each generation's subject is this name and the generation's number.
  public var name: String
  public var algorithm: KeyAlgorithm
  public var days: Int
  public var protection: KeyProtection
  /// What the ledger notes about it, from the beginning.
  public var notes: [String: String]

  public init(
    name: String, algorithm: KeyAlgorithm, days: Int, protection: KeyProtection, notes: [String: String] = [:]
  ) {
    self.name = name
    self.algorithm = algorithm
    self.days = days
    self.protection = protection
    self.notes = notes
  }

  /// A name that no other authority has: servers and people tell authorities of one name apart only by their
  /// keys.
  public static func freshName(
    from randomness: (Int) throws(OpenSSLError) -> [UInt8] = Randomness.bytes
  ) throws(OpenSSLError) -> String {
    "Replication CA \(try randomness(4).hexadecimal())"
  }

  /// The subject's common name of the generation `number`.
  static func commonName(_ name: String, generation number: Int) -> String { "\(name) G\(number)" }

  /// The name of the authority whose generation has the subject's common name `subject`.
  public static func name(of subject: String) -> String {
    guard let space = subject.lastIndex(of: " ") else { return subject }
    let mark = subject[subject.index(after: space)...]
    guard mark.first == "G", mark.count > 1, mark.dropFirst().utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return subject }
    return String(subject[..<space])
  }

  /// The longest name that leaves room for the number of the generation.
  static let longestName = DistinguishedName.longestCommonName - 6

  /// Refuses names that servers would write differently from each other, and days out of range.
  ///
  /// - Throws: ``IssuanceError`` with the code `badName` or `badDays`.
  public func check() throws(IssuanceError) {
    guard !name.isEmpty, name.utf8.count <= Self.longestName, name.utf8.allSatisfy(Self.isTaken),
      name.first != " ", name.last != " "
    else {
      throw IssuanceError(
        .badName,
        "the authority's name \(name.debugDescription) is not 1 to \(Self.longestName) letters, digits, "
          + "spaces, '.', '-', '_', '(', ')' or ':'",
        hint: "give it a plain name, as in --name \"Shop replication\", or leave --name out for a fresh one")
    }
    guard (1...Profile.longestDays).contains(days) else {
      throw IssuanceError(
        .badDays, "--days \(days) is not between 1 and \(Profile.longestDays)",
        hint: "leave --days out for \(Profile.authority.defaultDays) days")
    }
  }

  private static func isTaken(_ character: UInt8) -> Bool {
    switch character {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: " .-_():".utf8.contains(character)
    }
  }
}

/// How the authority's key lies on disk.
public enum KeyProtection: Sendable {
  /// In clear; the mode of the file is all that protects it.
  case clear
  /// As encrypted PKCS#8.
  case encrypted(PassphraseSource, KeyDerivation)
}
