internal import OpenSSL
internal import SecureFiles

/// Reads a folder of authorities as servers do (ssl-capath): a certificate is found under its subject's hash
/// and a number that counts from 0 without gaps, and under no other name (openssl-rehash(1)).
struct HashedFolderReader {
  let folder: String
  let files: PEMFileReader

  func read() -> Evidence<[Certificate]> {
    let names: Set<String>
    do throws(FileError) { names = Set(try Files.list(folder)) } catch {
      return .unreadable(path: folder, reason: error.reason)
    }
    var certificates: [Certificate] = []
    for hash in Set(names.compactMap(Self.hash)).sorted() {
      var number = 0
      while names.contains("\(hash).\(number)") {
        switch files.certificates("\(folder)/\(hash).\(number)") {
        case .found(_, let found): certificates += found.filter { $0.subjectHash == hash }
        case .unreadable(let path, let reason): return .unreadable(path: path, reason: reason)
        case .absent: break
        }
        number += 1
      }
    }
    return certificates.isEmpty
      ? .unreadable(path: folder, reason: "it holds no certificate under the hash of its subject")
      : .found(path: folder, certificates)
  }

  /// The hash in a name such as `5ed36f99.0`; nil for other names.
  private static func hash(_ name: String) -> String? {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count == 8, parts[1].allSatisfy(\.isNumber), !parts[1].isEmpty
    else {
      return nil
    }
    return String(parts[0])
  }
}
