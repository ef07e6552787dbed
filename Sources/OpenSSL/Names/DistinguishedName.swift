internal import COpenSSL

/// The name of a subject or an issuer (RFC 5280, 4.1.2.4), kept as its DER encoding.
@safe public struct DistinguishedName: Sendable, Hashable {
  /// The DER encoding. Two names of the same meaning may be encoded differently: see ``matches(_:)``.
  public let der: [UInt8]

  /// The most characters that a common name may have (ub-common-name, RFC 5280 appendix A).
  public static let longestCommonName = 64

  /// A name of one common name (CN), encoded as UTF8String.
  ///
  /// - Throws: where `commonName` is empty or longer than ``longestCommonName``.
  public init(commonName: String) throws(OpenSSLError) {
    let name = unsafe Owned(try nonNull("X509_NAME_new", X509_NAME_new())) { unsafe X509_NAME_free($0) }
    let bytes = Array(commonName.utf8)
    try unsafe check(
      "X509_NAME_add_entry_by_NID",
      X509_NAME_add_entry_by_NID(
        name.pointer, NID_commonName, MBSTRING_UTF8, bytes, Int32(bytes.count), -1, 0))
    try unsafe self.init(copying: name.pointer)
  }

  /// The name that `pointer`, an X509_NAME, holds.
  init(copying pointer: OpaquePointer?) throws(OpenSSLError) {
    der = try unsafe encoding("i2d_X509_NAME") { unsafe i2d_X509_NAME(pointer, $0) }
  }

  /// The name that `der` encodes, which was read as one already.
  init(der: [UInt8]) { self.der = der }

  /// Lends the name as an X509_NAME.
  func withPointer<Result>(_ body: (OpaquePointer) throws(OpenSSLError) -> Result) throws(OpenSSLError)
    -> Result
  {
    let name = unsafe Owned(try nonNull("d2i_X509_NAME", decoded())) { unsafe X509_NAME_free($0) }
    return try unsafe body(name.pointer)
  }

  private func decoded() -> OpaquePointer? {
    unsafe der.withUnsafeBufferPointer { bytes in
      var start = bytes.baseAddress
      return unsafe d2i_X509_NAME(nil, &start, bytes.count)
    }
  }

  /// True where both are the same name by the rules of comparison (RFC 5280, 7.1): case and spaces do not
  /// count.
  public func matches(_ other: DistinguishedName) -> Bool {
    if der == other.der { return true }
    if let one = plainCommonName, let two = other.plainCommonName, !one.contains(" "), !two.contains(" ") {
      return one.lowercased() == two.lowercased()
    }
    defer { ERR_clear_error() }
    let order = try? unsafe withPointer { (one) throws(OpenSSLError) in
      try unsafe other.withPointer { (two) throws(OpenSSLError) in unsafe X509_NAME_cmp(one, two) }
    }
    return order == 0
  }

  /// True where both name an organisation (O), and differ in nothing but their common names (CN): what one owner
  /// calls two authorities of its own.
  public func isOfSameOwner(as other: DistinguishedName) -> Bool {
    // The commonest names have nothing but a common name.
    if plainCommonName != nil || other.plainCommonName != nil { return false }
    defer { ERR_clear_error() }
    let isSame = try? unsafe withPointer { (one) throws(OpenSSLError) -> Bool in
      try unsafe other.withPointer { (two) throws(OpenSSLError) -> Bool in
        // Each is a copy, which was decoded for this alone.
        unsafe Self.dropCommonNames(one) && Self.dropCommonNames(two) && X509_NAME_cmp(one, two) == 0
      }
    }
    return isSame ?? false
  }

  /// Takes the common names out of a name; false where it names no organisation.
  private static func dropCommonNames(_ name: OpaquePointer) -> Bool {
    while true {
      let place = unsafe X509_NAME_get_index_by_NID(name, NID_commonName, -1)
      guard place >= 0 else { break }
      unsafe X509_NAME_ENTRY_free(X509_NAME_delete_entry(name, place))
    }
    return unsafe X509_NAME_get_index_by_NID(name, NID_organizationName, -1) >= 0
  }

  /// The form that MySQL and MariaDB compare REQUIRE SUBJECT and REQUIRE ISSUER with, byte for byte:
  /// `/CN=slave01` (X509_NAME_oneline(3); sql_authentication.cc and sql_acl.cc of the servers).
  public var oneline: String {
    if let plainCommonName { return "/CN=" + plainCommonName }
    let text = try? unsafe withPointer { (name) throws(OpenSSLError) -> String in
      let text = unsafe Owned(try nonNull("X509_NAME_oneline", X509_NAME_oneline(name, nil, 0))) {
        unsafe mkcerts_OPENSSL_free($0)
      }
      return unsafe String(cString: text.pointer)
    }
    return text ?? ""
  }

  /// The form of RFC 2253: `CN=slave01`.
  public var rfc2253: String {
    if let plainCommonName { return "CN=" + plainCommonName }
    defer { ERR_clear_error() }
    let text = try? unsafe withPointer { (name) throws(OpenSSLError) -> String in
      let bio = try MemoryBIO()
      unsafe X509_NAME_print_ex(bio.pointer, name, 0, mkcerts_XN_FLAG_RFC2253())
      return bio.text
    }
    return text ?? ""
  }

  /// The last common name, as text; nil where there is none.
  public var commonName: String? {
    if let plainCommonName { return plainCommonName }
    defer { ERR_clear_error() }
    let text = try? unsafe withPointer { (name) throws(OpenSSLError) -> String? in
      var last: Int32 = -1
      while true {
        let next = unsafe X509_NAME_get_index_by_NID(name, NID_commonName, last)
        guard next >= 0 else { break }
        last = next
      }
      guard last >= 0, let entry = unsafe X509_NAME_get_entry(name, last),
        let value = unsafe X509_NAME_ENTRY_get_data(entry)
      else { return nil }
      return unsafe utf8(value)
    }
    return text ?? nil
  }
}

/// The text of an ASN.1 string of any kind; nil where it cannot be text.
func utf8(_ string: UnsafePointer<ASN1_STRING>) -> String? {
  var start: UnsafeMutablePointer<UInt8>?
  let length = unsafe ASN1_STRING_to_UTF8(&start, string)
  guard length >= 0, let start = unsafe start else { return nil }
  defer { unsafe mkcerts_OPENSSL_free(start) }
  return unsafe String(decoding: UnsafeBufferPointer(start: start, count: Int(length)), as: UTF8.self)
}

/// The DER that an i2d function writes to memory that it allocates itself.
func encoding(
  _ operation: String, _ write: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>) -> Int32
) throws(OpenSSLError) -> [UInt8] {
  ERR_clear_error()
  var start: UnsafeMutablePointer<UInt8>?
  let length = unsafe write(&start)
  guard length >= 0, let start = unsafe start else { throw .drainingQueue(operation) }
  defer { unsafe mkcerts_OPENSSL_free(start) }
  return unsafe Array(UnsafeBufferPointer(start: start, count: Int(length)))
}
