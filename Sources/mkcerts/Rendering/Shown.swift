internal import CertificateAuthority
internal import Fleet
internal import OpenSSL
internal import SecureFiles
internal import Secrets

/// What `show` finds in a file, or in the ledger.
struct Shown: Encodable {
  let format = 1
  let objects: [ShownObject]

  /// Reads `path`: every certificate in it, or else its private key, request or revocation list.
  ///
  /// - Throws: where it holds none of these.
  init(path: String) throws {
    let text = try Files.readSecret(path)
    let key = ShownObjects.key(text)
    // Beside a key there are certificates in PEM only, and what is around them stays in memory that is wiped.
    let objects =
      ((try? Certificate.parse(pem: text)) ?? []).map({ ShownObjects.certificate($0) })
      + [key].compactMap { $0 }
      + (key == nil ? ShownObjects.others(text.revealed()) : [])
    guard !objects.isEmpty else {
      throw CommandError(
        "\(path) holds no certificate, private key, request or revocation list",
        hint: "see what it is with `file \(path)`")
    }
    self.objects = objects
  }

  /// What the ledger holds under `name`: a serial number, or a host with its present certificates; nil for
  /// neither.
  init?(_ name: String, in ledger: any Ledger) throws {
    let bySerial = try SerialNumber(hexadecimal: name).flatMap { try ledger.entry(of: $0) }
    let entries = try bySerial.map { [$0] } ?? Fleet.present(in: ledger, of: name)
    objects = try entries.compactMap { entry in
      try ledger.certificate(of: entry.serial).map {
        ShownObjects.certificate(try Certificate(der: $0), entry.revocation)
      }
    }
    if objects.isEmpty { return nil }
  }

  /// As lines: the kind, and below it the fields that are not empty.
  var text: String {
    objects.map { object in
      var table = Table()
      for field in object.fields where !field.value.text.isEmpty {
        table.add("  " + field.label, field.value.text)
      }
      return object.kind + "\n" + table.text
    }.joined(separator: "\n")
  }
}
