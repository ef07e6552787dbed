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
  /// The number of the authority's generation that signed it.
  let generation: Int
  let serial: String
  let notBefore: String
  let notAfter: String
  let names: [String]
  let keySHA256: String
  let isFromRequest: Bool
  /// nil where it is not revoked.
  let revokedAt: String?
  let revocationReason: String?

  init(_ entry: LedgerEntry) {
    host = entry.holder
    profile = entry.profile.rawValue
    state = entry.state.rawValue
    generation = entry.generation
    serial = entry.serial.description
    notBefore = entry.notBefore.iso8601
    notAfter = entry.notAfter.iso8601
    names = entry.names
    keySHA256 = entry.keyFingerprint.hexadecimal(separator: ":")
    isFromRequest = entry.isFromRequest
    revokedAt = entry.revocation?.time.iso8601
    revocationReason = entry.revocation?.reason.name
  }

  private static func state(of entry: LedgerEntry) -> String {
    guard let revocation = entry.revocation else { return entry.state.rawValue }
    return "\(entry.state.rawValue) \(revocation.time.date) (\(revocation.reason.name))"
  }

  /// The entries as a table, under a heading.
  static func table(_ entries: [LedgerEntry], at now: Time) -> String {
    var table = Table()
    table.add("HOST", "KIND", "STATE", "UNTIL", "DAYS", "SERIAL", "NAMES")
    for entry in entries {
      table.add(
        entry.holder, entry.profile.rawValue, state(of: entry), entry.notAfter.date,
        String(now.days(until: entry.notAfter)), entry.serial.description, entry.names.joined(separator: " "))
    }
    return table.text
  }
}
