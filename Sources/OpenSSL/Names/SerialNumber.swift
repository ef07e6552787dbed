internal import COpenSSL

/// The serial number of a certificate (RFC 5280, 4.1.2.2), as the octets of its unsigned value.
public struct SerialNumber: Sendable, Hashable, CustomStringConvertible {
  /// The value, most significant octet first, without leading zero octets; empty for zero.
  public let bytes: [UInt8]
  /// True where the DER holds a negative number, which RFC 5280 forbids and some old authorities issued.
  public let isNegative: Bool

  /// The serial number of the value that `bytes` spell, most significant octet first.
  public init(bytes: some Sequence<UInt8>, isNegative: Bool = false) {
    self.bytes = Array(bytes.drop { $0 == 0 })
    self.isNegative = isNegative
  }

  /// The serial number that `hexadecimal` spells, with or without colons; nil where it is not hexadecimal.
  public init?(hexadecimal: String) {
    var digits = hexadecimal.utf8.filter { $0 != UInt8(ascii: ":") }
    guard !digits.isEmpty, digits.count <= 64 else { return nil }
    if digits.count % 2 == 1 { digits.insert(UInt8(ascii: "0"), at: 0) }
    guard let bytes = [UInt8](hexadecimal: String(decoding: digits, as: UTF8.self)) else { return nil }
    self.init(bytes: bytes)
  }

  /// 159 random bits: positive and at most 20 octets, as RFC 5280 wants it, and past guessing.
  ///
  /// - Throws: what `randomness` throws; and where it keeps on giving bytes that no true generator would
  ///   give.
  public static func random(
    from randomness: (Int) throws(OpenSSLError) -> [UInt8] = Randomness.bytes
  ) throws(OpenSSLError) -> SerialNumber {
    for _ in 0..<4 {
      var bytes = try randomness(20)
      guard bytes.count == 20 else { break }
      bytes[0] &= 0x7f
      let serial = SerialNumber(bytes: bytes)
      // Zero is not a serial number, and a short one would look like a counter's: one draw in 2^31.
      if serial.bytes.count >= 16 { return serial }
    }
    throw OpenSSLError(operation: "drawing a serial number from a generator that does not work", entries: [])
  }

  /// Lower-case hexadecimal, as `openssl x509 -serial` prints it in upper case.
  public var description: String { (isNegative ? "-" : "") + (bytes.isEmpty ? "00" : bytes.hexadecimal()) }

  /// The value, as a number; nil where it is too great for one.
  public var value: Int? {
    guard bytes.count < 8 else { return nil }
    let magnitude = bytes.reduce(0) { $0 << 8 | Int($1) }
    return isNegative ? -magnitude : magnitude
  }

  /// Its first and last octets, enough to tell one from the other in a sentence.
  public var short: String {
    bytes.count <= 6 ? description : "\(bytes.prefix(3).hexadecimal())…\(bytes.suffix(2).hexadecimal())"
  }
}

extension SerialNumber {
  /// The value of an ASN1_INTEGER.
  init(_ integer: UnsafePointer<ASN1_INTEGER>?) {
    guard let integer = unsafe integer else {
      self.init(bytes: [])
      return
    }
    unsafe self.init(bytes: contents(integer), isNegative: ASN1_STRING_type(integer) == V_ASN1_NEG_INTEGER)
  }

  /// Lends the value as an ASN1_INTEGER.
  func withInteger<Result>(
    _ body: (UnsafeMutablePointer<ASN1_INTEGER>) throws(OpenSSLError) -> Result
  ) throws(OpenSSLError) -> Result {
    let integer = unsafe Owned(try nonNull("ASN1_INTEGER_new", ASN1_INTEGER_new())) {
      unsafe ASN1_INTEGER_free($0)
    }
    try unsafe check(
      "ASN1_STRING_set",
      ASN1_STRING_set(integer.pointer, bytes.isEmpty ? [0] : bytes, Int32(max(1, bytes.count))))
    if isNegative, !bytes.isEmpty { unsafe integer.pointer.pointee.type = V_ASN1_NEG_INTEGER }
    return try unsafe body(integer.pointer)
  }
}
