internal import Fleet
internal import SecureFiles

/// The hosts that a command is given.
enum HostArguments {
  /// The names of `words`, in which `-` stands for those on standard input, one a line.
  static func names(_ words: [String]) throws -> [HostName] { try self.words(words).map { try HostName($0) } }

  /// `words`, in which `-` stands for those on standard input, one a line; lines that are empty or begin with `#`
  /// do not count.
  static func words(_ words: [String]) throws -> [String] {
    guard words.contains("-") else { return words }
    let read = try StandardStream.inputLines().map { $0.trimming() }.filter {
      !$0.isEmpty && !$0.hasPrefix("#")
    }
    let all = words.filter { $0 != "-" } + read
    guard !all.isEmpty else {
      throw CommandError("standard input names no host", hint: "give one name a line")
    }
    return all
  }
}

extension String {
  /// The text without white space at both ends.
  fileprivate func trimming() -> String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
