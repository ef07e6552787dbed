/// What the lines of option files come to: of each option the last line wins, and some lines stop a program.
struct OptionSettings<Option: KnownOption> {
  private(set) var texts: [Option: OptionSetting<String>] = [:]
  private(set) var flags: [Option: OptionSetting<Bool>] = [:]
  private(set) var numbers: [Option: OptionSetting<Int>] = [:]
  private(set) var problems: [OptionProblem] = []
  private let server: Server

  /// - Parameter entries: those of the groups that the program reads, in reading order.
  /// - Parameter switches: an option that is on once one of the others was named.
  init(
    _ entries: [OptionEntry], on server: Server, switching switches: (on: Option, by: Set<Option>)? = nil
  ) {
    self.server = server
    for entry in entries {
      guard let option = take(entry), let switches, switches.by.contains(option) else { continue }
      flags[switches.on] = OptionSetting(value: true, place: entry.place, name: entry.name)
    }
  }

  private mutating func report(_ effect: OptionProblem.Effect, _ entry: OptionEntry, _ sentence: String) {
    problems.append(OptionProblem(effect, entry.place, sentence))
  }

  /// The option that the line set, if it did.
  private mutating func take(_ entry: OptionEntry) -> Option? {
    let name = OptionName<Option>(entry.name, on: server)
    // Made where something is said only: thousands of hosts have nothing to be said of.
    var written: String { quoted(entry.name) }
    switch name.meaning {
    case .other: return nil
    case .unknown:
      let end = name.isLoose ? "and passes over it, since it is loose" : "and exits"
      report(name.isLoose ? .goesOn : .exits, entry, "\(server.title) knows no option \(written) \(end)")
      return nil
    case .ambiguous(let names):
      let list = names.prefix(4).map { $0.replacing("_", with: "-") }.joined(separator: ", ")
      report(.exits, entry, "\(written) can mean \(list): \(server.title) exits")
      return nil
    case .option(let option):
      if name.isShort {
        let full = option.rawValue.replacing("_", with: "-")
        report(.goesOn, entry, "\(written) is taken for \(full), until a version has another such option")
      }
      return set(option, name, entry)
    }
  }

  private mutating func set(_ option: Option, _ name: OptionName<Option>, _ entry: OptionEntry) -> Option? {
    var written: String { quoted(entry.name) }
    // MariaDB passes over a value that does not fit a loose option. Source text (my_getopt.c).
    let effect: OptionProblem.Effect = name.isLoose && server.flavour == .mariadb ? .goesOn : .exits
    switch name.prefix {
    // Of `ssl` the value is its own maximum. Measured on MariaDB 10.5 to 11.8.
    case .maximum where option.rawValue == ServerOption.ssl.rawValue:
      return set(option, entry, entry.value.map(Argument.value) ?? .missing, effect)
    case .maximum:
      report(effect, entry, "\(written): the option has no maximum that could be set")
      return effect == .exits ? nil : option
    case .autoset:
      report(effect, entry, "\(written): the option is none that the server can set by itself")
      return nil
    case .skip, .disable: return set(option, entry, entry.value == "0" ? .on : .off)
    case .enable: return set(option, entry, entry.value == "0" ? .off : .on)
    case .loose, nil: return set(option, entry, entry.value.map(Argument.value) ?? .missing, effect)
    }
  }

  /// What stands for the value.
  private enum Argument: Hashable {
    case missing, on, off
    case value(String)
  }

  private mutating func set(
    _ option: Option, _ entry: OptionEntry, _ argument: Argument, _ effect: OptionProblem.Effect = .exits
  ) -> Option? {
    if argument == .missing, option.kind != .flag {
      report(.exits, entry, "\(quoted(entry.name)) needs a value")
      return nil
    }
    switch option.kind {
    case .flag: flags[option] = setting(flag(argument, entry), entry)
    case .text:
      guard let text = text(argument, entry) else { break }
      texts[option] = setting(text, entry)
      if let choices = option.choices, !choices.contains(where: { $0.smallASCII == text.smallASCII }) {
        let list = choices.joined(separator: ", ")
        report(.exits, entry, "\(quoted(entry.name)) takes one of \(list), not \(quoted(text))")
      }
    case .number:
      guard let number = number(argument) else {
        report(effect, entry, "\(quoted(entry.name)) needs a number, not \(quoted(entry.value ?? ""))")
        return nil
      }
      numbers[option] = setting(number, entry)
    }
    return option
  }

  private func setting<Value>(_ value: Value, _ entry: OptionEntry) -> OptionSetting<Value> {
    OptionSetting(value: value, place: entry.place, name: entry.name)
  }

  /// Anything but the six words is off, with a warning in the log. Measured, both families.
  private mutating func flag(_ argument: Argument, _ entry: OptionEntry) -> Bool {
    switch argument {
    case .missing, .on: return true
    case .off: return false
    case .value(let text):
      switch text.smallASCII {
      case "1", "on", "true": return true
      case "0", "off", "false": return false
      default:
        report(
          .goesOn, entry, "\(quoted(entry.name)): \(quoted(text)) is neither on nor off and counts as off")
        return false
      }
    }
  }

  /// `skip_ssl_ca` names a file `0`; `enable_ssl_ca` an empty one, and nothing new on MySQL. Measured.
  private mutating func text(_ argument: Argument, _ entry: OptionEntry) -> String? {
    switch argument {
    case .value(let text): return text
    case .off:
      report(.goesOn, entry, "\(quoted(entry.name)) does not unset the option: its value is now 0")
      return "0"
    case .missing, .on:
      report(.goesOn, entry, "\(quoted(entry.name)) is no way to set an option that takes a text")
      return server.flavour == .mariadb ? "" : nil
    }
  }

  /// MariaDB takes an empty number for 0, MySQL exits. Measured.
  private func number(_ argument: Argument) -> Int? {
    switch argument {
    case .on: return 1
    case .off: return 0
    case .missing: return nil
    case .value(""): return server.flavour == .mariadb ? 0 : nil
    case .value(let text):
      let digits = text.utf8.prefix { (0x30...0x39).contains($0) }
      guard let number = digits.isEmpty ? 0 : Int(Substring(digits)) else { return nil }
      guard let suffix = text.utf8.dropFirst(digits.count).first else { return number }
      guard let power = Array("kmgtpe".utf8).firstIndex(of: suffix | 0x20) else { return nil }
      let (product, isTooLarge) = number.multipliedReportingOverflow(by: 1 << (10 * (power + 1)))
      return isTooLarge ? nil : product
    }
  }
}
