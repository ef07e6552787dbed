/// A value that SQLite stores (https://www.sqlite.org/datatype3.html); the house has no use for REAL.
public enum Value: Sendable, Hashable {
  /// SQL's NULL.
  case null
  /// A signed number of 64 bits.
  case integer(Int64)
  /// Text, stored as UTF-8; it may hold NUL.
  case text(String)
  /// Bytes as they are; none is a value too, and is not NULL.
  case blob([UInt8])

  /// The text, or NULL where there is none.
  public static func text(orNull text: String?) -> Value { text.map(Value.text) ?? .null }

  /// The number, or NULL where there is none.
  public static func integer(orNull number: Int64?) -> Value { number.map(Value.integer) ?? .null }

  /// The bytes, or NULL where there are none.
  public static func blob(orNull bytes: [UInt8]?) -> Value { bytes.map(Value.blob) ?? .null }
}
