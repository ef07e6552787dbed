internal import OpenSSL
internal import SecureFiles

/// Reads a folder of authorities as servers do (ssl-capath): a certificate is found under its subject's hash
/// and a number that counts from 0 without gaps, and under no other name (openssl-rehash(1)).
struct HashedFolderReader {
  let folder: String
  let files: PEMFileReader
  /// Why the server may not read a file, where that is known.
  var refusal: (_ path: String) -> String? = { _ in nil }

  /// The certificates that servers find there.
  func read() -> Evidence<[Certificate]> {
    read(mark: "") { path, hash in
      files.certificates(path).map { $0.filter { $0.subjectHash == hash } }
    }
  }

  /// The revocation lists that servers find there: the hash is their issuer's, and an r stands before the number.
  func readRevocationLists() -> Evidence<[RevocationList]> {
    read(mark: "r") { path, _ in files.revocationLists(path) }
  }

  /// A folder that is not there, or has nothing under a hash, is one that nothing is found in: servers look into
  /// it only when they search for an issuer (X509_LOOKUP_hash_dir(3)). They pass over what they cannot load there, and
  /// look no further than a name that leads to nothing (measured): only where nothing else is found is that said.
  private func read<Value>(
    mark: String, _ contents: (_ path: String, _ hash: String) -> Evidence<[Value]>
  ) -> Evidence<[Value]> {
    let names: Set<String>
    do throws(FileError) {
      guard try files.tree.exists(folder) else { return .absent(path: folder) }
      names = Set(try files.tree.list(folder))
    } catch {
      return .unreadable(path: folder, reason: error.reason)
    }
    var found: [Value] = []
    var passedOver: (path: String, reason: String)?
    for hash in Set(names.compactMap(Self.hash)).sorted() {
      var number = 0
      while names.contains("\(hash).\(mark)\(number)") {
        let path = "\(folder)/\(hash).\(mark)\(number)"
        guard files.tree.kind(path) != nil else {
          // A link that leads nowhere, or out of an archive.
          if case .unreadable(let path, let reason) = contents(path, hash) {
            passedOver = passedOver ?? (path, reason)
          }
          break
        }
        number += 1
        switch contents(path, hash) {
        case .found(_, let values):
          if let reason = refusal(path) { passedOver = passedOver ?? (path, reason) } else { found += values }
        case .unreadable(let path, let reason): passedOver = passedOver ?? (path, reason)
        case .absent: break
        }
      }
    }
    if found.isEmpty, let passedOver { return .unreadable(path: passedOver.path, reason: passedOver.reason) }
    return .found(path: folder, found)
  }

  /// The hash in a name such as `5ed36f99.0`; nil for other names.
  private static func hash(_ name: String) -> String? {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count == 8, !parts[1].isEmpty else {
      return nil
    }
    return String(parts[0])
  }
}
