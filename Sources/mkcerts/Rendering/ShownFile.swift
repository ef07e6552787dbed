internal import OpenSSL
internal import SecureFiles
internal import Secrets

/// What `show` finds in a file.
struct ShownFile {
  /// One thing in the file: its kind, and its fields in the order in which they are shown.
  struct Object: Encodable {
    let kind: String
    let fields: [Field]

    struct Field: Encodable {
      let name: String
      let value: String
    }
  }

  let objects: [Object]

  /// Reads `path`: every certificate in it, or else its private key, request or revocation list.
  ///
  /// - Throws: where it holds none of these.
  init(path: String) throws {
    let secret = try Files.readSecret(path)
    let key = Self.key(secret)
    // The bytes leave their wiped memory only where they are no private key.
    let bytes = key == nil || Self.hasMore(secret) ? secret.withUnsafeBytes { Array($0) } : []
    let objects = Self.certificates(bytes) + [key, Self.request(bytes), Self.revocationList(bytes)].compactMap { $0 }
    guard !objects.isEmpty else {
      throw CommandError(
        "\(path) holds no certificate, private key, request or revocation list",
        hint: "see what it is with `file \(path)`")
    }
    self.objects = objects
  }

  /// As lines: the kind, and its fields below.
  var text: String {
    objects.map { object in
      var table = Table()
      for field in object.fields { table.add("  " + field.name, field.value) }
      return object.kind + "\n" + table.text
    }.joined(separator: "\n")
  }
}
