internal import Secrets

/// One block of PEM that is written just as OpenSSL and mkcerts write it: nothing around it, lines of 64
/// characters that end in LF. Its label tells what it holds, and no reader takes it for anything else, so that it
/// can be decoded without one.
enum PEMBlock {
  /// What the block with the label `label` holds that is all of `text`; nil for every other form.
  static func only(_ label: String, in text: [UInt8]) -> [UInt8]? {
    unsafe text.withUnsafeBytes { text in
      guard let body = unsafe body(label, text) else { return nil }
      var isGood = false
      let bytes = unsafe [UInt8](unsafeUninitializedCapacity: body.count / 4 * 3) { room, count in
        let decoded = unsafe decode(body, into: UnsafeMutableRawBufferPointer(room))
        isGood = decoded != nil
        count = decoded ?? 0
      }
      return isGood ? bytes : nil
    }
  }

  /// As ``only(_:in:)``, for what is to be wiped.
  static func only(_ label: String, in text: borrowing SecretBytes) -> SecretBytes? {
    unsafe text.withUnsafeBytes { text in
      guard let body = unsafe body(label, text) else { return nil }
      var isGood = false
      let bytes = unsafe SecretBytes(capacity: body.count / 4 * 3 + 3) { room in
        let decoded = unsafe decode(body, into: room)
        isGood = decoded != nil
        return decoded ?? 0
      }
      if isGood { return bytes }
      return nil
    }
  }

  /// What stands between the first and the last line.
  private static func body(_ label: String, _ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    let head = "-----BEGIN \(label)-----\n"
    let tail = "-----END \(label)-----\n"
    let length = text.count - head.utf8.count - tail.utf8.count
    guard length > 0, unsafe text.starts(with: head.utf8),
      unsafe text.suffix(tail.utf8.count).elementsEqual(tail.utf8)
    else { return nil }
    return unsafe UnsafeRawBufferPointer(rebasing: text[head.utf8.count..<head.utf8.count + length])
  }

  /// Decodes lines of base 64 (RFC 4648). Returns how many bytes they spell; nil where they are not such lines.
  private static func decode(_ body: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer) -> Int?
  {
    var (place, count) = (0, 0)
    while place < body.count {
      let width = min(64, body.count - place - 1)
      guard width > 0, width % 4 == 0, unsafe body[place + width] == UInt8(ascii: "\n") else { return nil }
      let isLast = place + width + 1 == body.count
      for group in stride(from: place, to: place + width, by: 4) {
        let (first, second) = unsafe (value(body[group]), value(body[group + 1]))
        let (third, fourth) = unsafe (value(body[group + 2]), value(body[group + 3]))
        guard first | second < 64 else { return nil }
        let bits = UInt32(first) << 18 | UInt32(second) << 12 | UInt32(third & 63) << 6 | UInt32(fourth & 63)
        unsafe room[count] = UInt8(truncatingIfNeeded: bits >> 16)
        count += 1
        if third < 64 {
          unsafe room[count] = UInt8(truncatingIfNeeded: bits >> 8)
          count += 1
        }
        if fourth < 64 {
          guard third < 64 else { return nil }
          unsafe room[count] = UInt8(truncatingIfNeeded: bits)
          count += 1
          continue
        }
        // Fill stands at the very end alone.
        guard isLast, group + 4 == place + width, unsafe body[group + 3] == UInt8(ascii: "="),
          unsafe third < 64 || body[group + 2] == UInt8(ascii: "=")
        else { return nil }
      }
      place += width + 1
    }
    return count
  }

  /// What a character stands for; 64 and more where it stands for nothing.
  @inline(__always)
  private static func value(_ character: UInt8) -> UInt8 { values[Int(character)] }

  private static let values: [UInt8] = (0...255).map { character in
    let digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    guard let place = Array(digits.utf8).firstIndex(of: UInt8(character)) else { return 64 }
    return UInt8(place)
  }
}
