/// The parts of a certificate that differ between those of one issuer and one profile, and all the rest.
///
/// Only what is written in the plainest way has parts: by DER to the octet, of version 3, for a key on P-256, with
/// one common name in plain ASCII, signed with ECDSA and SHA-256. In a certificate that has them, whatever decides
/// on its use is either one of these parts, or the same octets as in all others with the same `rest`.
struct CertificateParts {
  /// What certificates of one series have in common: all other elements, one after another.
  private(set) var rest: [UInt8] = []
  private(set) var serial = SerialNumber(bytes: [])
  private(set) var notBefore = Time(seconds: 0)
  private(set) var notAfter = Time(seconds: 0)
  private(set) var subject: Range<Int> = 0..<0
  /// The SubjectPublicKeyInfo.
  private(set) var key: Range<Int> = 0..<0
  private(set) var keyIdentifier: Range<Int>?
  private(set) var names: [GeneralName]?

  private let der: [UInt8]

  /// The parts of `der`; nil where it is not written in the plainest way.
  init?(_ der: [UInt8]) {
    guard let signed = Self.signedPart(of: der) else { return nil }
    self.init(der, signed: signed.all)
  }

  /// The parts of a certificate whose signed part stands at `signed` in `der`, be it signed yet or not.
  init?(_ der: [UInt8], signed: Range<Int>) {
    self.der = der
    var outer = DERWalk(der, in: signed)
    guard let body = outer.contents(0x30) else { return nil }
    rest.reserveCapacity(320)
    var walk = DERWalk(der, in: body)
    guard let version = walk.element(0xa0), der[version].elementsEqual(Self.version),
      let number = walk.contents(0x02), readSerial(number), let algorithm = walk.element(0x30),
      der[algorithm].elementsEqual(Self.algorithm), let issuer = walk.element(0x30),
      let validity = walk.contents(0x30), readValidity(validity), let subject = walk.element(0x30),
      Self.isPlain(der, subject), let key = walk.element(0x30), isOnCurve(key),
      let wrapped = walk.contents(0xa3), walk.isAtEnd
    else { return nil }
    self.subject = subject
    self.key = key
    rest += der[issuer]
    var inner = DERWalk(der, in: wrapped)
    guard let extensions = inner.contents(0x30), inner.isAtEnd, readExtensions(extensions) else { return nil }
  }

  /// What is signed, and the signature, by places.
  struct SignedPart {
    /// The whole of the signed part.
    let all: Range<Int>
    let signature: Range<Int>
  }

  /// Where the signed part and the signature of a certificate are; nil where it is not written in the plainest way.
  static func signedPart(of der: [UInt8]) -> SignedPart? {
    var file = DERWalk(der, in: der.indices)
    guard let whole = file.contents(0x30), file.isAtEnd else { return nil }
    var walk = DERWalk(der, in: whole)
    guard let all = walk.element(0x30), let algorithm = walk.element(0x30),
      der[algorithm].elementsEqual(Self.algorithm), let bits = walk.contents(0x03), walk.isAtEnd,
      bits.count > 1, der[bits.lowerBound] == 0
    else { return nil }
    return SignedPart(all: all, signature: bits.dropFirst())
  }

  /// Version 3.
  static let version: [UInt8] = [0xa0, 3, 2, 1, 2]
  /// ecdsa-with-SHA256 (RFC 5758, 3.2).
  static let algorithm: [UInt8] = [
    0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02,
  ]

  private mutating func readSerial(_ place: Range<Int>) -> Bool {
    let bytes = der[place]
    guard let first = bytes.first, bytes.count <= 20, first < 0x80, bytes.contains(where: { $0 != 0 }),
      first != 0 || bytes.dropFirst().first.map({ $0 >= 0x80 }) == true
    else { return false }
    serial = SerialNumber(bytes: bytes)
    return true
  }

  private mutating func readValidity(_ place: Range<Int>) -> Bool {
    var walk = DERWalk(der, in: place)
    guard let start = Self.time(der, &walk), let end = Self.time(der, &walk), walk.isAtEnd else {
      return false
    }
    (notBefore, notAfter) = (start, end)
    return true
  }

  /// UTCTime of two digits for the year, GeneralizedTime of four (RFC 5280, 4.1.2.5).
  private static func time(_ der: [UInt8], _ walk: inout DERWalk) -> Time? {
    let isShort = walk.position < der.count && der[walk.position] == 0x17
    guard let place = walk.contents(isShort ? 0x17 : 0x18), place.count == (isShort ? 13 : 15),
      der[place.upperBound - 1] == UInt8(ascii: "Z")
    else { return nil }
    return Time(digits: der[place].dropLast())
  }

  /// Whether a name is one common name, of printable ASCII in a UTF8String.
  private static func isPlain(_ der: [UInt8], _ name: Range<Int>) -> Bool {
    DistinguishedName.plainCommonName(der, name) != nil
  }

  private func isOnCurve(_ key: Range<Int>) -> Bool {
    let head = CurveP256.head
    return key.count == head.count + CurveP256.pointLength && der[key].starts(with: head)
      && CurveP256.shared.holds(der[key].dropFirst(head.count))
  }

  private mutating func readExtensions(_ place: Range<Int>) -> Bool {
    var walk = DERWalk(der, in: place)
    var objects: [ArraySlice<UInt8>] = []
    while !walk.isAtEnd {
      let start = walk.position
      guard let contents = walk.contents(0x30) else { return false }
      let element = start..<contents.upperBound
      var inner = DERWalk(der, in: contents)
      // An extension that stands there twice has no value (RFC 5280, 4.2), which is OpenSSL's to say.
      guard let object = inner.element(0x06), !objects.contains(der[object]) else { return false }
      objects.append(der[object])
      let bytes = der[element]
      if keyIdentifier == nil, bytes.count == Self.identifierHead.count + 20,
        bytes.starts(with: Self.identifierHead)
      {
        keyIdentifier = element.dropFirst(Self.identifierHead.count)
        rest += Self.identifierHead
      } else if names == nil, let found = Self.names(der, element) {
        names = found
        rest += Self.namesObject
      } else {
        rest += bytes
      }
    }
    return true
  }

  /// subjectKeyIdentifier of 20 octets, up to them.
  static let identifierHead: [UInt8] = [
    0x30, 0x1d, 0x06, 0x03, 0x55, 0x1d, 0x0e, 0x04, 0x16, 0x04, 0x14,
  ]
  private static let namesObject: [UInt8] = [0x06, 0x03, 0x55, 0x1d, 0x11]

  /// The names of a subjectAltName of plain host names and addresses that is not critical; nil for every other
  /// extension.
  private static func names(_ der: [UInt8], _ element: Range<Int>) -> [GeneralName]? {
    var outer = DERWalk(der, in: element)
    guard let contents = outer.contents(0x30) else { return nil }
    var walk = DERWalk(der, in: contents)
    guard let object = walk.element(0x06), der[object].elementsEqual(namesObject),
      let octets = walk.contents(0x04), walk.isAtEnd
    else { return nil }
    var value = DERWalk(der, in: octets)
    guard let list = value.contents(0x30), value.isAtEnd, !list.isEmpty else { return nil }
    var names: [GeneralName] = []
    var entries = DERWalk(der, in: list)
    while !entries.isAtEnd {
      // Asked by its tag alone: an entry that is not plain must not be passed over.
      if der[entries.position] == 0x82 {
        guard let host = entries.contents(0x82), !host.isEmpty, der[host].allSatisfy(isOfHost) else {
          return nil
        }
        names.append(.dns(String(decoding: der[host], as: UTF8.self)))
      } else {
        guard let address = entries.contents(0x87), GeneralName.addressLengths.contains(address.count) else {
          return nil
        }
        names.append(.ip(Array(der[address])))
      }
    }
    return names
  }

  private static func isOfHost(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "*"):
      true
    default: false
    }
  }
}

extension Range<Int> {
  /// Without its first elements, of which there are so many.
  fileprivate func dropFirst(_ count: Int = 1) -> Range<Int> { lowerBound + count..<upperBound }
}
