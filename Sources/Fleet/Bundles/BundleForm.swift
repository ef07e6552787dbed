public import Secrets
public import SecureFiles

/// In what form a host's files are bundled.
public enum BundleForm: Sendable {
  /// A tar archive of the host's folder, for this owner.
  case tar(ArchiveOwner)
  /// A PKCS#12 key store with the host's key, its certificate and the authority's as trusted, and the place
  /// of its password.
  case keyStore(PassphraseSource)
  /// A PKCS#12 store of the authority's certificates alone, as trusted.
  case trustStore(PassphraseSource)
}

extension ArchiveOwner {
  /// The user that servers run as, where the packages of MySQL and MariaDB made them.
  public static let mysql = ArchiveOwner(user: "mysql", group: "mysql")

  /// The mode of a private key: for its owner alone, or, where root owns it, for the group too.
  var keyMode: FileMode { user == "root" || user.isEmpty && userNumber == 0 ? FileMode(0o640) : .key }

  /// The owner that `text` spells: `USER`, `USER:GROUP`, names or numbers; without a group, the one of the
  /// user's name or number.
  ///
  /// - Throws: where a part is empty, longer than the 31 bytes of ustar, or no plain name.
  public init(parsing text: String) throws(FleetError) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    let isPlain = parts.allSatisfy { part in
      (1...31).contains(part.utf8.count)
        && part.utf8.allSatisfy { (0x21...0x7e).contains($0) && !"/\\\"'`".utf8.contains($0) }
    }
    guard (1...2).contains(parts.count), isPlain, let user = parts.first, let group = parts.last else {
      throw FleetError(
        .badName, "the owner \(text.quotedForDisplay) is not USER or USER:GROUP",
        hint: "name it as in --owner mysql or --owner root:mysql, or by number as in --owner 999:999")
    }
    // Seven octal digits are what ustar has room for.
    func number(_ part: String) -> UInt32? { UInt32(part).flatMap { $0 < 1 << 21 ? $0 : nil } }
    self.init(
      user: number(user) == nil ? user : "", group: number(group) == nil ? group : "",
      userNumber: number(user) ?? 0, groupNumber: number(group) ?? 0)
  }
}
