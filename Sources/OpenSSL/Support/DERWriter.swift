/// Writes DER elements (X.690).
enum DERWriter {
  /// An element of the tag `tag`, its length written as short as it can be (10.1).
  static func element(_ tag: UInt8, _ contents: [UInt8]) -> [UInt8] {
    let length = contents.count
    var head = [tag]
    if length < 0x80 {
      head.append(UInt8(length))
    } else {
      let octets = (0..<8).map { UInt8(truncatingIfNeeded: length >> (56 - 8 * $0)) }.drop { $0 == 0 }
      head.append(0x80 | UInt8(octets.count))
      head += octets
    }
    return head + contents
  }

  /// An INTEGER that is not negative, of the octets of its value without leading zeros (8.3).
  static func integer(_ octets: [UInt8]) -> [UInt8] {
    element(0x02, octets.first.map { $0 < 0x80 } == true ? octets : [0] + octets)
  }

  /// A moment as certificates write it (RFC 5280, 4.1.2.5): UTCTime from 1950 to 2049, else GeneralizedTime.
  static func time(_ time: Time) -> [UInt8] {
    let digits = time.iso8601.utf8.filter { (0x30...0x39).contains($0) }
    let zone = [UInt8(ascii: "Z")]
    return (Time.firstOfUTCTime..<Time.endOfUTCTime).contains(time)
      ? element(0x17, digits.dropFirst(2) + zone) : element(0x18, digits + zone)
  }
}

extension Time {
  /// 1950-01-01.
  fileprivate static let firstOfUTCTime = Time(seconds: -631_152_000)
  /// 2050-01-01.
  fileprivate static let endOfUTCTime = Time(seconds: 2_524_608_000)
}
