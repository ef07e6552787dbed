internal import CertificateAuthority
internal import OpenSSL

/// Finds what somebody means who names a host, or a serial number, to be revoked.
struct RevocationSearch {
  let ledger: any Ledger
  let pki: PKIFolder
  let now: Time

  /// The certificates that `text` means: those that are good yet or revoked already, and not over.
  ///
  /// A host's name means all that verify under it, also those that newer ones replaced: who has the key of one
  /// can show it until it ends. A serial number, or enough of its beginning, means one.
  ///
  /// - Throws: ``FleetError`` where it is neither, means several serial numbers, or nothing that could be
  ///   revoked.
  func entries(of text: String) throws -> [LedgerEntry] {
    let history = try ledger.history(of: text)
    if !history.isEmpty { return try live(history, of: text) }
    guard let digits = Self.digits(text) else { throw unknown(text) }
    let own = try ledger.generations().filter { $0.serial.description.hasPrefix(digits) }
    let entries = try ledger.entries(withSerialPrefix: digits)
    guard own.count + entries.count <= 1 else {
      let serials = (own.map(\.serial) + entries.map(\.serial)).map(\.description).sorted()
      throw FleetError(
        .ambiguousSerial,
        "\(entries.count + own.count) serial numbers begin with \(digits): \(serials.prefix(4).joined(separator: ", "))"
          + (serials.count > 4 ? ", …" : ""), hint: "give more of it, as `mkcerts list` shows it")
    }
    if let authority = own.first {
      throw FleetError(
        .notRevocable,
        "\(authority.serial) is the serial number of the authority itself, which no list of its own revokes",
        hint: "where its key is in other hands, make a new authority: everything it signed is in doubt")
    }
    guard let entry = entries.first else { throw unknown(text) }
    return [try revocable(entry)]
  }

  private func live(_ history: [LedgerEntry], of host: String) throws(FleetError) -> [LedgerEntry] {
    let delivered = history.filter { $0.state != .planned && $0.state != .abandoned }
    guard !delivered.isEmpty else {
      throw FleetError(
        .notRevocable, "no certificate was ever delivered to \(host), so there is nothing to revoke",
        hint: "see what it had with `mkcerts list \(host)`")
    }
    let live = delivered.filter { now < $0.notAfter }
    guard live.isEmpty else { return live }
    let last = delivered.map(\.notAfter).max() ?? now
    throw FleetError(
      .notRevocable,
      "every certificate of \(host) has ended, the last one \(last.iso8601): nobody accepts it",
      hint: "there is nothing to do; see them with `mkcerts list \(host)`")
  }

  private func revocable(_ entry: LedgerEntry) throws(FleetError) -> LedgerEntry {
    switch entry.state {
    case .issued, .replaced, .revoked: break
    case .planned, .abandoned:
      throw FleetError(
        .notRevocable,
        "the serial number \(entry.serial), taken for \(entry.holder), was given up: no certificate has it",
        hint: "see what \(entry.holder) has with `mkcerts list \(entry.holder)`")
    }
    guard now < entry.notAfter else {
      throw FleetError(
        .notRevocable,
        "the certificate \(entry.serial) of \(entry.holder) ended \(entry.notAfter.iso8601): nobody accepts it",
        hint: "there is nothing to do; see what it has with `mkcerts list \(entry.holder)`")
    }
    return entry
  }

  private func unknown(_ text: String) -> FleetError {
    let isSerial = Self.digits(text) != nil
    return FleetError(
      isSerial ? .unknownSerial : .unknownHost,
      isSerial
        ? "\(text.quotedForDisplay) is neither a host nor a serial number of a certificate in \(pki.root)"
        : "nothing was ever issued to \(text.quotedForDisplay) in \(pki.root)",
      hint: "see hosts and serial numbers with `mkcerts list`")
  }

  /// The digits of a serial number as the ledger writes them, also where somebody wrote colons or capital
  /// letters; nil for what is none. Fewer than four could be a slip.
  private static func digits(_ text: String) -> String? {
    let digits = text.lowercased().filter { $0 != ":" }
    guard (4...40).contains(digits.utf8.count),
      digits.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
    else { return nil }
    return digits
  }
}
