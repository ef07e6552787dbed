internal import OpenSSL

extension PEMFileReader {
  /// The text of a file; nil where it cannot be read.
  func text(_ path: String) -> [UInt8]? { try? tree.read(path) }

  /// The names in a folder; nil where it cannot be listed.
  func names(in folder: String) -> [String]? { try? tree.list(folder) }

  func exists(_ path: String) -> Bool { (try? tree.exists(path)) ?? false }

  /// Whether the first certificate in the file is an authority's.
  func isAuthority(_ path: String) -> Bool {
    guard let fields = certificates(path).value?.first?.fields else { return false }
    return fields.basicConstraints?.isAuthority ?? fields.issuer.matches(fields.subject)
  }

  func holdsCertificate(_ path: String) -> Bool { certificates(path).value?.isEmpty == false }

  func holdsKey(_ path: String) -> Bool {
    if case .absent = key(path) { return false }
    return key(path).value != nil
  }

  func holdsRevocationLists(_ path: String) -> Bool { revocationLists(path).value?.isEmpty == false }
}
