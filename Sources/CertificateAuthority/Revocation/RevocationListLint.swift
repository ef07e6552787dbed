internal import OpenSSL

/// What must be so in every revocation list before it is signed.
struct RevocationListLint {
  let list: RevocationListTemplate
  /// The certificate of the authority that signs it.
  let authority: CertificateFields

  /// What is wrong; empty where it may be signed. In the order of the fields of a list (RFC 5280, 5.1).
  var findings: [LintFinding] {
    [
      ("list-issuer", issuer), ("list-validity", validity), ("list-entries", entries),
      ("list-key-identifier", keyIdentifier), ("list-number", number),
    ].compactMap { lint, problem in problem.map { LintFinding(lint: lint, sentence: $0) } }
  }

  /// The authority's own name and right (RFC 5280, 5.1.2.3 and 4.2.1.3): a list of another name is not looked at,
  /// and one of a key that may not sign lists is refused.
  private var issuer: String? {
    guard list.issuer == authority.subject else { return "its issuer is not the authority's name" }
    return authority.keyUsage?.contains(.cRLSign) == false ? "the authority's key may not sign lists" : nil
  }

  /// After nextUpdate servers refuse everything, and after the authority's end there is none who would sign
  /// another list.
  private var validity: String? {
    guard list.thisUpdate < list.nextUpdate else {
      return "it ends \(list.nextUpdate.iso8601), not after its beginning, \(list.thisUpdate.iso8601)"
    }
    guard let end = authority.notAfter, list.nextUpdate <= end else {
      return "it ends \(list.nextUpdate.iso8601), after its authority"
    }
    return nil
  }

  /// A serial number stands in a list once (RFC 5280, 5.1.2.6), with a reason that can be final for a leaf
  /// (5.3.1) and was there when the list was made.
  private var entries: String? {
    if Set(list.entries.map(\.serial)).count != list.entries.count { return "a serial number is in it twice" }
    for entry in list.entries {
      let serial = entry.serial
      if serial.isNegative || serial.bytes.isEmpty || serial == authority.serial {
        return "\(serial) is no serial number of a leaf"
      }
      guard let date = entry.date, date <= list.thisUpdate else {
        return "\(serial) is revoked after its date"
      }
      if let reason = entry.reason, !RevocationReason.ofLeaves.contains(reason) {
        return "\(serial) is revoked for \(reason.name), which is no reason for a leaf"
      }
    }
    return nil
  }

  /// Tells lists of two keys of one name apart (RFC 5280, 5.2.1).
  private var keyIdentifier: String? {
    !list.authorityKeyIdentifier.isEmpty && list.authorityKeyIdentifier == authority.subjectKeyIdentifier
      ? nil : "its authority key identifier is not that of the authority's key"
  }

  private var number: String? { list.number > 0 ? nil : "its number is \(list.number), not positive" }
}
