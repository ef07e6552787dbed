internal import Fleet
internal import SecureFiles

/// The hosts that a command is given.
enum HostArguments {
  /// The names of `words`, in which `-` stands for those on standard input, one a line.
  static func names(_ words: [String]) throws -> [HostName] {
    guard words.contains("-") else { return try words.map { try HostName($0) } }
    let read = try StandardStream.inputLines().map { $0.trimming() }.filter {
      !$0.isEmpty && !$0.hasPrefix("#")
    }
    let all = words.filter { $0 != "-" } + read
    guard !all.isEmpty else {
      throw CommandError("standard input names no host", hint: "give one name a line")
    }
    return try all.map { try HostName($0) }
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
