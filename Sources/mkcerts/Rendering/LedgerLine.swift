internal import CertificateAuthority
internal import OpenSSL

/// What `list` tells as JSON.
struct LedgerReport: Encodable {
  let format = 1
  let certificates: [LedgerLine]

  init(_ entries: [LedgerEntry]) { certificates = entries.map(LedgerLine.init) }
}

/// An entry of the ledger, as it is listed.
struct LedgerLine: Encodable {
  let host: String
  let profile: String
  let state: String
  let serial: String
  let notBefore: String
  let notAfter: String
  let names: [String]
  let keySHA256: String
  let isFromRequest: Bool

  init(_ entry: LedgerEntry) {
    host = entry.holder
    profile = entry.profile.rawValue
    state = entry.state.rawValue
    serial = entry.serial.description
    notBefore = entry.notBefore.iso8601
    notAfter = entry.notAfter.iso8601
    names = entry.names
    keySHA256 = entry.keyFingerprint.hexadecimal(separator: ":")
    isFromRequest = entry.isFromRequest
  }

  /// The entries as a table, under a heading.
  static func table(_ entries: [LedgerEntry], at now: Time) -> String {
    var table = Table()
    table.add("HOST", "KIND", "STATE", "UNTIL", "DAYS", "SERIAL", "NAMES")
    for entry in entries {
      table.add(
        entry.holder, entry.profile.rawValue, entry.state.rawValue, entry.notAfter.date,
        String(now.days(until: entry.notAfter)), entry.serial.description, entry.names.joined(separator: " "))
    }
    return table.text
  }
}
