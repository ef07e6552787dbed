internal import OpenSSL

/// Proof that every lint passed on exactly this list. It can be redeemed for a signature once.
struct PreparedRevocationList: ~Copyable {
  private let unsigned: UnsignedRevocationList

  /// Builds the list that `template` describes and lints it.
  ///
  /// - Throws: ``IssuanceError`` with the findings of all lints that did not pass.
  init(_ template: RevocationListTemplate, authority: CertificateFields) throws {
    let findings = RevocationListLint(list: template, authority: authority).findings
    guard findings.isEmpty else {
      throw IssuanceError(
        .lint,
        "refusing to sign the revocation list number \(template.number): "
          + findings.map { "\($0.sentence) (\($0.lint))" }.joined(separator: "; "))
    }
    unsigned = try UnsignedRevocationList(template)
  }

  /// Signs what was linted, and makes sure that the list, decoded anew, says just that.
  consuming func sign(with key: borrowing PrivateKey) throws -> RevocationList {
    let expected = unsigned.contents
    let list = try unsigned.sign(with: key)
    guard list.isSigned(by: key.publicKey), Self.says(list, expected) else {
      throw IssuanceError(.selfCheck, "the signed revocation list differs from the one that was linted")
    }
    return list
  }

  private static func says(_ list: RevocationList, _ template: RevocationListTemplate) -> Bool {
    let entries = template.entries.map { entry in
      RevocationList.Entry(
        serial: entry.serial, date: entry.date, reason: entry.reason == .unspecified ? nil : entry.reason)
    }
    return list.issuer == template.issuer && list.thisUpdate == template.thisUpdate
      && list.nextUpdate == template.nextUpdate && list.number == SerialNumber(template.number)
      && list.authorityKeyIdentifier?.keyIdentifier == template.authorityKeyIdentifier
      && !list.isDelta && list.scope == nil && Set(list.entries) == Set(entries)
      && list.entries.count == entries.count
  }
}

extension SerialNumber {
  /// The number `value`, which is not negative.
  init(_ value: Int) {
    self.init(bytes: stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> $0) })
  }
}
