internal import COpenSSL

/// How a client compares the name that it dials with a certificate: measured on MySQL 5.7 to 9.7 and MariaDB
/// 10.5 to 11.8, and read in their sources.
public enum NameMatching: Sendable, Hashable, CaseIterable {
  /// MySQL 8.0 and later: a text that spells an address is looked for among the addresses alone, anything else as
  /// a host name (X509_VERIFY_PARAM_set1_ip_asc, else X509_VERIFY_PARAM_set1_host; vio/viosslfactories.cc).
  case addressOrHost
  /// MySQL 5.7 and MariaDB: as a host name first, and then as an address (X509_check_host, then
  /// X509_check_ip_asc; sql-common/client.c), so that a DNS name `127.0.0.2` is found too.
  case hostThenAddress
  /// MySQL before 5.7.18: the last common name alone, octet for octet (sql-common/client.c).
  case commonNameOnly
}

extension Certificate {
  /// True where a client that dials `name` and compares as `matching` takes this certificate for it.
  ///
  /// As a host name, it is looked for among the DNS names, and in the common name where there is no DNS name;
  /// case does not count, and a wildcard may stand for a part of the first label (X509_check_host(3), without
  /// flags).
  ///
  /// - Returns: false for a name that is empty or has a NUL in it, which none of the servers can be told to dial.
  public func matches(dialled name: String, as matching: NameMatching) -> Bool {
    // OpenSSL takes an empty name for "any name", and a C function reads up to the NUL.
    guard !name.isEmpty, !name.utf8.contains(0) else { return false }
    defer { ERR_clear_error() }
    switch matching {
    case .addressOrHost:
      let answer = unsafe X509_check_ip_asc(pointer, name, 0)
      return answer == Self.isNoAddress ? isHost(name) : answer == 1
    case .hostThenAddress: return unsafe isHost(name) || X509_check_ip_asc(pointer, name, 0) == 1
    case .commonNameOnly: return fields.subject.commonName == name
    }
  }

  /// As the newer servers compare: ``matches(dialled:as:)`` with ``NameMatching/addressOrHost``.
  public func isFor(_ name: String) -> Bool { matches(dialled: name, as: .addressOrHost) }

  private func isHost(_ name: String) -> Bool {
    unsafe X509_check_host(pointer, name, name.utf8.count, 0, nil) == 1
  }

  /// What X509_check_ip_asc(3) answers where the text does not spell an address.
  private static let isNoAddress: Int32 = -2
}
