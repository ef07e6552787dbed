/// Something in the option files that does not do what it looks like.
public struct OptionProblem: Sendable, Hashable, CustomStringConvertible {
  /// What the programs do about it.
  public enum Effect: Sendable, Hashable {
    /// The program says so and exits: the server does not start, the tool does not connect.
    case exits
    /// The rest of an included file is not read; the program starts.
    case fileEnds
    /// The line does nothing, or not what it says; the program starts.
    case goesOn
  }

  /// What happens.
  public let effect: Effect
  /// The line.
  public let place: OptionPlace
  /// One sentence, without capital and full stop, without the place.
  public let description: String
  /// Whether it is a folder of option files that cannot be read, for which servers have other words than for an
  /// option.
  public let isOfFolder: Bool

  init(_ effect: Effect, _ place: OptionPlace, _ description: String, isOfFolder: Bool = false) {
    self.effect = effect
    self.place = place
    self.description = description
    self.isOfFolder = isOfFolder
  }
}
