internal import COpenSSL
internal import Secrets

/// The curve P-256, on which almost all keys here lie, looked up once.
@safe final class CurveP256: @unchecked Sendable {
  // Sendable: nothing changes the group.
  private let group: OpaquePointer

  static let shared = CurveP256()

  /// What a SubjectPublicKeyInfo of an uncompressed point begins with (RFC 5480); the point's 65 octets follow.
  static let head: [UInt8] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86,
    0x48,
    0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
  ]
  /// How many octets an uncompressed point has (SEC 1, 2.3.3).
  static let pointLength = 65
  static let kind = KeyKind.ec(curve: "prime256v1")

  private init() {
    guard let group = unsafe EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1) else {
      fatalError("libcrypto has no P-256")
    }
    unsafe self.group = unsafe group
  }

  /// Makes `key`, an EC_KEY, one on this curve (EC_KEY_set_group(3)); false where there is no memory left.
  func lend(to key: OpaquePointer) -> Bool { unsafe EC_KEY_set_group(key, group) == 1 }

  /// Whether `point` is the uncompressed encoding of a point on the curve.
  func holds(_ point: ArraySlice<UInt8>) -> Bool {
    guard point.count == Self.pointLength, point.first == 4, let place = unsafe EC_POINT_new(group) else {
      return false
    }
    defer {
      unsafe EC_POINT_free(place)
      ERR_clear_error()
    }
    return unsafe point.withUnsafeBufferPointer {
      unsafe EC_POINT_oct2point(group, place, $0.baseAddress, $0.count, nil) == 1
    }
  }

  /// The public half that stands beside the private one in `der`, a PKCS#8 just as OpenSSL writes it for this curve:
  /// where d2i_ECPrivateKey(3) takes it from too. nil for every other form.
  static func publicHalf(ofPKCS8 der: borrowing SecretBytes) -> PublicKey? {
    unsafe der.withUnsafeBytes { bytes in
      let start = keyHead.count + scalarLength
      guard bytes.count == start + pointHead.count + pointLength, unsafe bytes.starts(with: keyHead),
        unsafe bytes[start...].starts(with: pointHead)
      else { return nil }
      let point = unsafe bytes.suffix(pointLength)
      let key = unsafe head + point
      return shared.holds(key.suffix(pointLength)) ? PublicKey(der: key, kind: kind) : nil
    }
  }

  private static let scalarLength = 32
  /// What stands before the private key (RFC 5958, RFC 5915) and before the public one.
  private static let keyHead: [UInt8] = [
    0x30, 0x81, 0x87, 0x02, 0x01, 0x00, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01,
    0x06,
    0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x04, 0x6d, 0x30, 0x6b, 0x02, 0x01, 0x01, 0x04,
    0x20,
  ]
  private static let pointHead: [UInt8] = [0xa1, 0x44, 0x03, 0x42, 0x00]
}
