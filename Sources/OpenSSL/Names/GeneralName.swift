internal import COpenSSL
internal import Glibc

/// A name in a subjectAltName extension (RFC 5280, 4.2.1.6).
public enum GeneralName: Sendable, Hashable {
  /// A DNS name, in ASCII; may begin with `*.`.
  case dns(String)
  /// An IP address in network byte order: 4 or 16 bytes.
  case ip([UInt8])
  /// A name of another kind, which no database server looks at, as text.
  case other(String)

  /// The IP address that `text` spells, of either version; nil where it spells none.
  public static func ip(parsing text: String) -> GeneralName? {
    // inet_pton would read up to the NUL and call the rest no part of the address.
    guard !text.utf8.contains(0) else { return nil }
    for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
      var bytes = [UInt8](repeating: 0, count: count)
      if unsafe inet_pton(family, text, &bytes) == 1 { return .ip(bytes) }
    }
    return nil
  }

  /// As it is typed and shown: `db1.example.com`, `10.0.0.5`, `::1`.
  public var text: String {
    switch self {
    case .dns(let name): return name
    case .other(let text): return text
    case .ip(let bytes):
      // A certificate may hold addresses of any length, and inet_ntop reads as many bytes as the family has.
      guard Self.addressLengths.contains(bytes.count) else { return bytes.hexadecimal() }
      var room = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
      let family = bytes.count == 4 ? AF_INET : AF_INET6
      guard unsafe inet_ntop(family, bytes, &room, socklen_t(room.count)) != nil else {
        return bytes.hexadecimal()
      }
      return String(decoding: room.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }

  /// How many bytes an address has (RFC 5280, 4.2.1.6).
  static let addressLengths = [4, 16]

  /// With its kind in front, as OpenSSL's configuration spells it: `dns:db1.example.com`, `ip:10.0.0.5`.
  public var tagged: String {
    switch self {
    case .dns: "dns:\(text)"
    case .ip: "ip:\(text)"
    case .other: "other:\(text)"
    }
  }
}

extension GeneralName {
  /// What a GENERAL_NAME holds. Only the kinds whose contents are a string are read as one: the others share
  /// the same union with structures of other layouts.
  init(_ name: UnsafeMutablePointer<GENERAL_NAME>) {
    var kind: Int32 = 0
    let value = unsafe GENERAL_NAME_get0_value(name, &kind)
    let string = unsafe value?.assumingMemoryBound(to: ASN1_STRING.self)
    switch unsafe (kind, string) {
    case (GEN_DNS, let string?): self = unsafe .dns(Self.ascii(string))
    case (GEN_IPADD, let string?): self = unsafe .ip(contents(string))
    case (GEN_EMAIL, let string?): self = .other(unsafe "email:\(Self.ascii(string))")
    case (GEN_URI, let string?): self = .other(unsafe "URI:\(Self.ascii(string))")
    default: self = .other("type \(kind)")
    }
  }

  private static func ascii(_ string: UnsafePointer<ASN1_STRING>) -> String {
    unsafe String(decoding: contents(string), as: UTF8.self)
  }

  /// True for an IP address.
  var isAddress: Bool { if case .ip = self { true } else { false } }

  /// The name's bytes, where it is one that a certificate can carry and a peer can be looked up by.
  ///
  /// - Throws: where the name is empty, not in ASCII, has a NUL that would end it early for a C function, or
  ///   is an address of another length than IPv4 and IPv6 have. OpenSSL takes an empty name for "any name".
  func checkedBytes() throws(OpenSSLError) -> [UInt8] {
    switch self {
    case .dns(let name):
      let bytes = Array(name.utf8)
      if !bytes.isEmpty, bytes.allSatisfy({ $0 > 0 && $0 < 0x80 }) { return bytes }
    case .ip(let address):
      if Self.addressLengths.contains(address.count) { return address }
    case .other: break
    }
    throw OpenSSLError(operation: "encoding the name \(tagged.debugDescription)", entries: [])
  }

  /// A new GENERAL_NAME of this name, which the caller frees or hands on.
  func makePointer() throws(OpenSSLError) -> UnsafeMutablePointer<GENERAL_NAME> {
    let bytes = try checkedBytes()
    var (kind, type) = (GEN_IPADD, V_ASN1_OCTET_STRING)
    if case .dns = self { (kind, type) = (GEN_DNS, V_ASN1_IA5STRING) }
    let name = try unsafe nonNull("GENERAL_NAME_new", GENERAL_NAME_new())
    guard let string = unsafe ASN1_STRING_type_new(type) else {
      unsafe GENERAL_NAME_free(name)
      throw .drainingQueue("ASN1_STRING_type_new")
    }
    // From here on the name owns the string.
    unsafe GENERAL_NAME_set0_value(name, kind, string)
    guard unsafe ASN1_STRING_set(string, bytes, Int32(bytes.count)) == 1 else {
      unsafe GENERAL_NAME_free(name)
      throw .drainingQueue("ASN1_STRING_set")
    }
    return unsafe name
  }
}

/// The bytes of an ASN.1 string.
func contents(_ string: UnsafePointer<ASN1_STRING>) -> [UInt8] {
  unsafe Array(
    UnsafeBufferPointer(start: ASN1_STRING_get0_data(string), count: Int(ASN1_STRING_length(string))))
}
