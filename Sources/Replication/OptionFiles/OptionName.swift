/// The name of an option as a program takes it: which option it means, and what its prefixes say.
struct OptionName<Option: KnownOption> {
  /// What a name stands for.
  enum Meaning: Hashable {
    case option(Option)
    /// An option that is no matter of this room, if it is one at all.
    case other
    /// No program of this version knows it.
    case unknown
    /// The first letters of these and maybe others.
    case ambiguous([String])
  }

  /// `skip_` and its like, the last of them: it decides, where several stand before a name (measured).
  enum Prefix: String, Hashable, CaseIterable {
    case skip, disable, enable, maximum, loose, autoset
  }

  private(set) var meaning = Meaning.other
  private(set) var prefix: Prefix?
  /// Whether `loose_` stands anywhere before the name: then an unknown one is passed over.
  private(set) var isLoose = false
  /// Whether it is the start of the option's name only.
  private(set) var isShort = false

  init(_ written: String, on server: Server) {
    var name = OptionName.plain(written, on: server)
    while true {
      let found = OptionName.find(name, on: server)
      if let found {
        meaning = found
        if case .option(let option) = found { isShort = option.rawValue != name }
        return
      }
      guard let prefix = OptionName.prefix(of: name, on: server) else { break }
      self.prefix = prefix
      isLoose = isLoose || prefix == .loose
      name.removeFirst(prefix.rawValue.count + 1)
    }
    meaning = OptionName.isOfFamily(name) ? .unknown : .other
  }

  /// With `_` for `-`, and small where case says nothing.
  private static func plain(_ written: String, on server: Server) -> String {
    // The program sees name and value as one word, and the name ends at its first `=`.
    let ahead = written.utf8.prefix { $0 != UInt8(ascii: "=") }
    var name = String(
      decoding: ahead.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0 }, as: UTF8.self)
    if server.ignoresCaseOfOptions { name = name.smallASCII }
    if server.takesComponentNames, let dot = name.dropFirst().firstIndex(of: "."),
      name.index(after: dot) < name.endIndex
    {
      name = String(name[name.index(after: dot)...])
    }
    return name
  }

  /// Nil where no name is or begins with `name`.
  private static func find(_ name: String, on server: Server) -> Meaning? {
    if let option = Option(rawValue: name), option.exists(on: server) { return .option(option) }
    guard !name.isEmpty else { return .unknown }
    guard server.takesShortNames else { return nil }
    let others = Option.neighbours(on: server)
    if others.contains(name) { return .other }
    let options = Option.allCases.filter { $0.exists(on: server) && $0.rawValue.hasPrefix(name) }
    let neighbours = others.filter { $0.hasPrefix(name) }
    switch (options.first, options.count + neighbours.count) {
    case (nil, 0): return nil
    case (nil, 1): return .other
    case (nil, _): return .ambiguous(neighbours)
    case (let option?, 1): return .option(option)
    default: return .ambiguous(options.map(\.rawValue) + neighbours)
    }
  }

  private static func prefix(of name: String, on server: Server) -> Prefix? {
    Prefix.allCases.first {
      name.hasPrefix($0.rawValue + "_") && ($0 != .autoset || server.takesAutoset)
    }
  }

  private static func isOfFamily(_ name: String) -> Bool {
    let small = name.smallASCII
    return Option(rawValue: small) != nil || Option.families.contains(where: small.hasPrefix)
  }
}
