internal import OpenSSL

/// A positive serial number of at most 20 octets (RFC 5280, 4.1.2.2) that holds enough randomness not to be
/// foreseen.
struct SerialNumberLint: Lint {
  let name = "serial-number"

  func problem(in context: LintContext) -> String? {
    let serial = context.fields.serial
    if serial.isNegative || serial.bytes.isEmpty { return "the serial number is not positive" }
    // An octet of zeros goes in front where the highest bit is set.
    let octets = serial.bytes.count + (serial.bytes[0] & 0x80 == 0 ? 0 : 1)
    if octets > 20 { return "the serial number has \(octets) octets, more than 20" }
    return octets < 16 ? "the serial number has only \(octets) octets" : nil
  }
}
