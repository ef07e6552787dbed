internal import OpenSSL
internal import Replication
internal import SecureFiles
internal import Verification

/// What is served, held against the files.
extension ProbeJudge {
  /// Whether a server has loaded what lies on disk.
  func loaded(_ subject: Subject, _ served: Probed.Served, _ leaf: Certificate) -> [Finding] {
    guard let expectation else { return [] }
    guard !expectation.isOther(subject.probed.endpoint) else { return [notMeant(subject, leaf)] }
    guard let host = subject.host else {
      return [
        subject.finding(
          "unknown-server", .breaks,
          "\(subject.name) serves \(leaf.fields.subject.rfc2253), serial \(leaf.fields.serial.short), which no host of "
            + "\(expectation.source) has",
          fix: "call it by the name of its host, or issue it one: `mkcerts issue NAME`")
      ]
    }
    if leaf == host.leaf { return partlyLoaded(subject, served, host) }
    if let other = expectation.presenting(subject.probed), other.name != host.name, other.leaf == leaf {
      return [
        subject.finding(
          "other-holder", .breaks, "\(host.name) serves the certificate of \(other.name)", file: host.file,
          fix: "bring \(host.name) its own files, \(host.file) and those beside it, and \(subject.reload)")
      ]
    }
    // That it is another authority's says more.
    let isOurs = served.chain.contains { certificate in
      expectation.authority.contains { $0.fields.publicKey.map(certificate.isSigned) ?? false }
    }
    return isOurs ? [notLoaded(subject, leaf, host)] : []
  }

  /// A slave that has a server's certificate from somewhere else, such as one that it made for itself.
  private func notMeant(_ subject: Subject, _ leaf: Certificate) -> Finding {
    subject.finding(
      "unknown-server", .note,
      "\(subject.name) has no server's certificate in \(expectation?.source ?? "the files"), and serves "
        + "\(leaf.fields.subject.rfc2253)",
      fix: "for the day that it is promoted, issue it as both: `mkcerts issue NAME --role both --replace`")
  }

  /// Another leaf than the file's: an older one was not reloaded, a newer one was not brought back here.
  private func notLoaded(_ subject: Subject, _ leaf: Certificate, _ host: Expectation.Host) -> Finding {
    let (running, onDisk) = (leaf.fields, host.leaf.fields)
    let isNewer = (running.notBefore?.seconds ?? 0) > (onDisk.notBefore?.seconds ?? 0)
    let file = host.file.lastPathComponent
    let serials = "serial \(running.serial.short)"
    guard !isNewer else {
      return subject.finding(
        "not-reloaded", .exposed,
        "\(host.name) serves \(serials), which is newer than \(file) here, \(onDisk.serial.short)",
        file: host.file,
        fix: "hold it against the files that \(host.name) has, or bring it those that are here")
    }
    return subject.finding(
      "not-reloaded", .exposed,
      "\(host.name) still serves \(serials); \(file) on disk is \(onDisk.serial.short)", file: host.file,
      fix: "bring it there, if it is not there yet; then \(subject.reload)")
  }

  /// The right leaf, with something else behind it than the files would have there.
  private func partlyLoaded(
    _ subject: Subject, _ served: Probed.Served, _ host: Expectation.Host
  ) -> [Finding] {
    var findings: [Finding] = []
    let sends = subject.probed.release?.server?.sendsChain ?? true
    if sends, let missing = host.chain.first(where: { !served.chain.contains($0) }) {
      findings.append(
        subject.finding(
          "not-reloaded", .exposed,
          "\(host.name) does not serve \(missing.fields.subject.rfc2253), which stands behind its certificate on disk",
          file: host.file, fix: subject.reload))
    }
    // A root is served where ssl-ca holds it, and is the one of the ssl-ca that was loaded.
    if let root = served.chain.last, served.chain.count > 1, root.isSelfIssued, !host.trusted.isEmpty,
      !host.trusted.contains(root)
    {
      let file = host.trustFile ?? expectationFile
      findings.append(
        subject.finding(
          "not-reloaded", .exposed,
          "\(host.name) has loaded the authority \(root.fields.subject.rfc2253), serial \(root.fields.serial.short); "
            + "\(file) does not hold it", file: file,
          fix: "bring it there, if it is not there yet; then \(subject.reload)"))
    }
    return findings
  }

  private var expectationFile: String { expectation?.authorityFile ?? "cacert.pem" }

  /// Whether the chain leads to the authority, and the server knows that authority itself.
  func trusted(_ subject: Subject, _ served: Probed.Served, _ leaf: Certificate) -> [Finding] {
    let isAlone = served.chain.count == 1 && !leaf.isSelfIssued
    var findings: [Finding] = []
    // Only a server that lacks the issuer among its own authorities sends a leaf by itself (measured on MySQL 5.7 and
    // 9.7, MariaDB 10.11 and 11.8).
    if isAlone, subject.probed.opening != .tls {
      findings.append(
        subject.finding(
          "served-alone", .breaks,
          "\(subject.name) serves \(leaf.fields.subject.rfc2253) without its issuer, so its ssl-ca is not set, or of "
            + "another authority, and it refuses the certificates of its slaves",
          fix:
            "where `SELECT @@ssl_ca` names a file, put the authority's certificate there, and \(subject.reload); "
            + "where it names none: \(subject.naming("ssl-ca"))"))
    }
    guard let expectation, !expectation.isOther(subject.probed.endpoint),
      let refusal = refusal(leaf, served, expectation)
    else { return findings }
    findings.append(outside(subject, leaf, refusal, expectation))
    return findings
  }

  private func refusal(
    _ leaf: Certificate, _ served: Probed.Served, _ expectation: Expectation
  ) -> Refusal? {
    guard let store = try? TrustStore(expectation.authority, revocationLists: expectation.lists),
      case .refused(let refusal)? = try? store.judge(
        leaf, intermediates: Array(served.chain.dropFirst()), as: .server, at: time)
    else { return nil }
    // Times have a finding of their own.
    return refusal.isExpired || refusal.isNotYetValid ? nil : refusal
  }

  private func outside(
    _ subject: Subject, _ leaf: Certificate, _ refusal: Refusal, _ expectation: Expectation
  ) -> Finding {
    let reissue =
      subject.host.map {
        $0.isOfPKI ? "`mkcerts issue \($0.name) --replace`, bring it there, and \(subject.reload)" : nil
      }
      ?? nil
    let isNamesake = expectation.authority.contains { $0.fields.subject.matches(leaf.fields.issuer) }
    switch refusal.cause {
    case _ where leaf.isMadeByServer:
      return subject.finding(
        "another-authority", .breaks,
        "\(subject.name) serves a certificate that the server made for itself, \(leaf.fields.subject.rfc2253), so its "
          + "options name no other", file: subject.host?.file ?? expectation.authorityFile,
        fix:
          "see that it reads the option file of its host, or \(subject.naming("ssl-ca, ssl-cert and ssl-key"))"
      )
    case .missingIssuer, .selfSignedLeaf, .selfSignedInChain, .badSignature:
      return subject.finding(
        "another-authority", .breaks,
        "what \(subject.name) serves is from another authority than \(expectation.authorityFile): it is issued by "
          + leaf.fields.issuer.rfc2253 + (isNamesake ? ", of the same name and with a different key" : ""),
        file: subject.host?.file ?? expectation.authorityFile,
        fix:
          "bring it the files that are on disk here, and \(subject.reload); where its options name other files: "
          + subject.naming("ssl-ca, ssl-cert and ssl-key"))
    case .revoked:
      return subject.finding(
        "revoked", .breaks,
        "\(subject.name) serves \(leaf.fields.subject.rfc2253), serial \(leaf.fields.serial.short), which is revoked",
        fix: reissue)
    case let cause where cause.isAboutRevocation:
      return subject.finding(
        "revocation-list", .breaks,
        "whether the certificate of \(subject.name) is revoked is not known: \(refusal.reason)",
        fix: "write the list anew with `mkcerts crl`")
    default:
      return subject.finding(
        "broken-link", .breaks, "slaves refuse what \(subject.name) serves: \(refusal.reason)", fix: reissue)
    }
  }

  /// Whether the certificate is for the name that was dialled. Only where slaves dial that name too does it break
  /// anything.
  func names(_ subject: Subject, _ leaf: Certificate) -> [Finding] {
    guard let dialled = subject.probed.endpoint.host, !leaf.isFor(dialled) else { return [] }
    let names = (leaf.fields.subjectAlternativeNames ?? []).map(\.text)
    let known = names.isEmpty ? [leaf.fields.subject.commonName].compactMap(\.self) : names
    let isDialled = expectation?.dialled.contains(dialled.lowercased()) ?? false
    return [
      subject.finding(
        "dialled-name", isDialled ? .breaks : .note,
        "the certificate is not for \(dialled), but for "
          + known.prefix(8).joined(separator: ", ") + (known.count > 8 ? " …" : ""),
        fix: leaf.isMadeByServer
          ? "the server made it for itself, for no name: have it serve one that is issued for \(dialled)"
          : "dial one of these names where the certificate is verified, or issue it for \(dialled) too")
    ]
  }
}
