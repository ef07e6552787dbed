internal import SecureFiles

/// The colours of verdicts and severities.
struct Palette {
  /// None, as in a file or a pipe.
  static let plain = Palette(isOn: false)

  /// Those that standard output bears: some on a terminal that has colours, unless `NO_COLOR` is set
  /// (https://no-color.org).
  static var ofOutput: Palette {
    let isUnwanted = ProcessEnvironment.value("NO_COLOR")?.isEmpty == false
    return Palette(
      isOn: !isUnwanted && ProcessEnvironment.value("TERM") != "dumb" && StandardStream.output.isTerminal)
  }

  /// A colour by its number for a terminal (ECMA-48, SGR).
  enum Colour: String {
    case red = "31"
    case yellow = "33"
    case green = "32"
  }

  let isOn: Bool

  func callAsFunction(_ text: String, _ colour: Colour) -> String {
    isOn ? "\u{1b}[\(colour.rawValue)m\(text)\u{1b}[0m" : text
  }
}
