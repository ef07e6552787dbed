/// An option as it stands in a file.
public struct OptionEntry: Sendable, Hashable {
  /// The group it stands in, as written, without blanks at the end.
  public let group: String
  /// The name as written: `ssl-ca`, `loose_skip_ssl`.
  public let name: String
  /// The value without its quotes and escapes; nil where there is no `=`.
  public let value: String?
  /// Where it stands.
  public let place: OptionPlace

  /// An option that a test or another reader found.
  public init(group: String, name: String, value: String?, place: OptionPlace) {
    self.group = group
    self.name = name
    self.value = value
    self.place = place
  }
}

/// A line of a file.
public struct OptionPlace: Sendable, Hashable, CustomStringConvertible {
  /// The path as it was named: by the caller or by an include.
  public let file: String
  /// The number of the line, from 1.
  public let line: Int

  /// The line `line` of `file`.
  public init(file: String, line: Int) {
    self.file = file
    self.line = line
  }

  /// As in `/etc/mysql/my.cnf:12`.
  public var description: String { "\(file):\(line)" }
}
