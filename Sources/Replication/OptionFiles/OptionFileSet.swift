/// What a program reads from its option files, includes followed: the lines of all groups in reading order.
///
/// The room does not touch the disk: the caller says what a path holds.
public struct OptionFileSet: Sendable, Hashable {
  /// All options, in the order in which the program reads them. The last of those that it takes wins.
  public private(set) var entries: [OptionEntry] = []
  /// What is wrong with the files as files; what is wrong with an option is found when it is resolved.
  public private(set) var problems: [OptionProblem] = []
  /// The paths of the files that were read, each once, in order.
  public private(set) var files: [String] = []

  /// From this depth on no include is followed. Measured.
  static let deepest = 10
  /// A file that includes itself several times is read thousands of times; here the reading is given up.
  static let mostFiles = 4096
  /// The same for a few large files; no configuration comes near.
  static let mostBytes = 1 << 26
  /// Longer paths are passed over (FN_REFLEN of both families).
  static let longestPath = 508

  /// Reads files as the servers do: an included file that is missing or cannot be read is passed over, an
  /// included folder gives its names that end in `.cnf`, in the order of their bytes, and one that is missing
  /// ends the reading of the file that names it. An error ends a program where it is in one of `paths`, and
  /// only the file where that was included. (Measured on MariaDB 10.11 and 11.8 and MySQL 9.7.)
  ///
  /// - Parameters:
  ///   - paths: the files that the program opens itself, in its order.
  ///   - server: the one that reads, or whose tools do.
  ///   - areRequired: whether a missing one is an error, as with `--defaults-file`.
  ///   - texts: a file as that server reads it; nil where there is none, where it cannot be read, or where any
  ///     user may write it, since servers pass over such a file. A relative path and `~/` come as written: a
  ///     server looks from the folder that it was started in, whichever file the path stands in.
  ///   - names: the names in a folder, in any order; nil where it cannot be read.
  public init(
    _ paths: [String], for server: Server, areRequired: Bool = true, texts: (String) -> OptionFileText?,
    names: (String) -> [String]?
  ) {
    // The closures are not kept: the walk lives as long as this call.
    withoutActuallyEscaping(texts) { texts in
      withoutActuallyEscaping(names) { names in
        var walk = Walk(texts: texts, names: names)
        for path in paths { walk.open(path, areRequired: areRequired) }
        entries = walk.entries
        problems = walk.problems
        files = walk.files
      }
    }
  }

  /// The same, by the bytes of each file.
  public init(
    _ paths: [String], for server: Server, areRequired: Bool = true, contents: (String) -> [UInt8]?,
    names: (String) -> [String]?
  ) {
    self.init(
      paths, for: server, areRequired: areRequired,
      texts: { contents($0).map { OptionFileText($0, for: server) } }, names: names)
  }

  /// The options of the groups that a program reads, as `Server.serverGroups(suffix:)` gives them.
  ///
  /// Names of groups are compared without regard to case. Measured.
  public func entries(of groups: [String]) -> [OptionEntry] {
    let groups = Set(groups.map(\.smallASCII))
    return entries.filter { groups.contains($0.group.smallASCII) }
  }
}

extension OptionFileSet {
  /// The walk over the files.
  private struct Walk {
    let texts: (String) -> OptionFileText?
    let names: (String) -> [String]?
    var entries: [OptionEntry] = []
    var problems: [OptionProblem] = []
    var files: [String] = []
    /// Each file is asked for once.
    private var known: [String: OptionFileText] = [:]
    private var reported: Set<OptionProblem> = []
    private var filesRead = 0
    private var bytesRead = 0
    private var isGivenUp = false

    init(texts: @escaping (String) -> OptionFileText?, names: @escaping (String) -> [String]?) {
      self.texts = texts
      self.names = names
    }

    mutating func open(_ path: String, areRequired: Bool) {
      if !take(path, depth: 0), areRequired {
        report(.exits, OptionPlace(file: path, line: 0), "the option file cannot be read")
      }
    }

    private mutating func report(
      _ effect: OptionProblem.Effect, _ place: OptionPlace, _ sentence: String, isOfFolder: Bool = false
    ) {
      let problem = OptionProblem(effect, place, sentence, isOfFolder: isOfFolder)
      if reported.insert(problem).inserted { problems.append(problem) }
    }

    private mutating func read(_ path: String) -> [OptionFileText.Item]? {
      if known[path] == nil, let text = texts(path) {
        known[path] = text
        files.append(path)
      }
      guard let file = known[path] else { return nil }
      filesRead += 1
      bytesRead += file.length
      return file.items
    }

    /// Returns false where the file cannot be read.
    private mutating func take(_ path: String, depth: Int) -> Bool {
      guard let items = read(path) else { return false }
      for item in items where !isGivenUp {
        let place = OptionPlace(file: path, line: item.line)
        switch item.content {
        case .option(let group, let name, let value):
          entries.append(OptionEntry(group: group, name: name, value: value, place: place))
        case .include(let path): include(path, at: place, depth: depth)
        case .includeFolder(let folder):
          if !include(folder: folder, at: place, depth: depth) { return true }
        case .end(let sentence): report(depth == 0 ? .exits : .fileEnds, place, sentence)
        case .remark(let sentence): report(.goesOn, place, sentence)
        }
      }
      return true
    }

    private mutating func include(_ path: String, at place: OptionPlace, depth: Int) {
      guard mayFollow(path, at: place, depth: depth) else { return }
      remarkRelative(path, at: place)
      if !take(path, depth: depth + 1) {
        report(.goesOn, place, "\(quoted(path)) cannot be read and is passed over")
      }
    }

    /// Returns false where the file ends with this line.
    private mutating func include(folder: String, at place: OptionPlace, depth: Int) -> Bool {
      let isShort = folder.utf8.count <= OptionFileSet.longestPath
      guard !isShort || mayFollow(folder, at: place, depth: depth) else { return true }
      remarkRelative(folder, at: place)
      guard isShort, let found = names(folder) else {
        let counted = Self.isRelative(folder) ? ", counted from where the server is started" : ""
        report(
          depth == 0 ? .exits : .fileEnds, place, "the folder \(quoted(folder)) cannot be read\(counted)",
          isOfFolder: true)
        return false
      }
      let chosen = found.filter { $0.utf8.suffix(4).elementsEqual(".cnf".utf8) }
      for name in chosen.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) where !isGivenUp {
        let path = folder.utf8.last == UInt8(ascii: "/") ? folder + name : folder + "/" + name
        if mayFollow(path, at: place, depth: depth) { _ = take(path, depth: depth + 1) }
      }
      return true
    }

    private mutating func mayFollow(_ path: String, at place: OptionPlace, depth: Int) -> Bool {
      if depth >= OptionFileSet.deepest {
        report(.goesOn, place, "nothing is included here: the files include one another too deep")
        return false
      }
      if path.utf8.count > OptionFileSet.longestPath {
        report(.goesOn, place, "\(quoted(path)) is too long a path and is passed over")
        return false
      }
      guard filesRead < OptionFileSet.mostFiles, bytesRead < OptionFileSet.mostBytes else {
        isGivenUp = true
        report(.exits, place, "the option files include one another without end")
        return false
      }
      return true
    }

    private mutating func remarkRelative(_ path: String, at place: OptionPlace) {
      guard Self.isRelative(path) else { return }
      report(.goesOn, place, "servers look for \(quoted(path)) from the folder they are started in")
    }

    private static func isRelative(_ path: String) -> Bool {
      path.utf8.first.map { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "~") } ?? false
    }
  }
}
