/// The value that an option has in the end, and the line that gave it.
public struct OptionSetting<Value: Sendable & Hashable>: Sendable, Hashable {
  /// The value as the program takes it.
  public let value: Value
  /// The line that won.
  public let place: OptionPlace
  /// The option's name as it is written there.
  public let name: String
}
