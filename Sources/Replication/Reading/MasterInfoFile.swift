/// The file `master.info`, in which MySQL 5.7 and MariaDB keep what a slave is told of its connection.
///
/// The first line is a number of lines; each further line is one value, unquoted. Lines 2 to 15 are the same
/// in both flavours, 21 and 22 too; MySQL goes on with the channel (24), TLS version (25) and cipher suites
/// (31), where MariaDB writes empty lines and then `key=value` up to `END_MARKER` (measured on MariaDB 10.5,
/// 10.11 and 11.8; MySQL 5.7 manual, "Replication Metadata Repositories").
public enum MasterInfoFile {
  /// What the file says; nil for what is no such file. The password in it is passed over.
  ///
  /// - Parameter channel: the name of the connection, which MariaDB puts only into the file's name:
  ///   `master-NAME.info`.
  public static func options(in bytes: [UInt8], channel: String = "") -> ReplicationOptions? {
    guard bytes.count <= longest, let lines = lines(bytes) else { return nil }
    let isMariaDBs = lines.contains { $0.elementsEqual("END_MARKER".utf8) }
    let named = isMariaDBs ? nil : text(lines, 24)
    var options = ReplicationOptions(channel: named ?? channel, line: 1)
    for (name, line) in common {
      guard let value = text(lines, line) else { continue }
      options.entries[name] = .init(value: .text(value), line: line)
    }
    for (name, line) in [(ReplicationOptions.Name.port, 7), (.ssl, 9), (.verifyServerCert, 15)] {
      guard let number = text(lines, line).flatMap({ Int($0) }) else { continue }
      options.entries[name] = .init(value: .number(number), line: line)
    }
    guard !isMariaDBs else { return options }
    if let version = text(lines, 25) {
      options.entries[.tlsVersion] = .init(value: .text(version), line: 25)
    }
    if let suites = text(lines, 31) {
      options.entries[.tlsCiphersuites] = .init(
        value: suites == "NULL" ? .byDefault : .text(suites), line: 31)
    }
    return options
  }

  /// Far beyond what a server writes: about thirty values of at most some hundred bytes, and lists of ids.
  private static let longest = 1 << 20

  private static let common: [(ReplicationOptions.Name, Int)] = [
    (.host, 4), (.user, 5), (.ca, 10), (.caPath, 11), (.cert, 12), (.cipher, 13), (.key, 14), (.crl, 21),
    (.crlPath, 22),
  ]

  /// The lines of the file, where numbers stand where they must: the count, the position, the port, the
  /// seconds between attempts, and the switch for TLS.
  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>]? {
    // Most texts that are read are none, and tell so at once.
    guard bytes.first.map(ASCII.isDigit) == true else { return nil }
    let lines = bytes.split(separator: ASCII.newline, maxSplits: 200, omittingEmptySubsequences: false)
    guard lines.count >= 15, let count = number(lines[0]), (14...99).contains(count) else { return nil }
    guard [2, 6, 7].allSatisfy({ number(lines[$0]) != nil }), let ssl = number(lines[8]), ssl <= 1 else {
      return nil
    }
    return lines
  }

  private static func number(_ line: ArraySlice<UInt8>) -> UInt64? {
    line.count <= 20 && line.allSatisfy(ASCII.isDigit) ? UInt64(ASCII.text(line)) : nil
  }

  /// The line `number`, from 1; nil behind the last one.
  private static func text(_ lines: [ArraySlice<UInt8>], _ number: Int) -> String? {
    // What follows the last line end is no line.
    number < lines.count ? ASCII.text(lines[number - 1]) : nil
  }
}
