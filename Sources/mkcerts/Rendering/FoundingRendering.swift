internal import CertificateAuthority
internal import Fleet
internal import OpenSSL

/// What `init-ca` tells.
struct FoundingRendering {
  let founded: Founded
  let pki: PKIFolder
  let isEncrypted: Bool
  let completion: CommandCompletion

  private struct JSON: Encodable {
    let format = 1
    let isNew: Bool
    let subject: String
    let serial: String
    let notAfter: String
    let keySHA256: String
    let certificate: String
    let master: IssueOutcome?
  }

  func print(_ format: Format) throws {
    let fields = founded.authority.fields
    let key = fields.publicKey?.fingerprint.hexadecimal(separator: ":") ?? ""
    switch format {
    case .json:
      try Output.result(
        json: JSON(
          isNew: founded.isNew, subject: fields.subject.rfc2253, serial: fields.serial.description,
          notAfter: fields.notAfter?.iso8601 ?? "", keySHA256: key, certificate: pki.authority.certificate,
          master: founded.master))
    case .text:
      let state = founded.isNew ? "made" : "unchanged"
      try Output.result(
        "authority: \(state): \(fields.subject.rfc2253) in \(pki.authority.certificate), until "
          + "\(fields.notAfter?.date ?? "?")\n           its key: SHA-256 \(key)\n")
      if let master = founded.master { try Output.result(master.line) }
    }
    remarks()
  }

  private func remarks() {
    if founded.isNew, !isEncrypted {
      Output.talk("the authority's key is in clear in \(pki.authority.key), mode 0600")
      Output.hint(
        completion("to encrypt it: `mkcerts passphrase set --new-passphrase-prompt`"))
    }
    if let remark = Fleet.remark(on: founded.authority, at: .now()) { Output.talk(completion(remark)) }
    guard let master = founded.master, master.isNew else { return }
    let names = master.certificates.flatMap(\.names).compactMap {
      $0.split(separator: ":", maxSplits: 1).last
    }
    Output.talk("slaves must dial \(master.host) by one of: \(names.joined(separator: ", "))")
    Output.hint(
      completion(
        "for other names in their place: `mkcerts issue \(master.host) --san NAME --replace`; "
          + "next: `mkcerts issue slave01`"
      ))
  }
}
