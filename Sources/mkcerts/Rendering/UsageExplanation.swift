internal import ArgumentParser

/// What the argument parser says of a command that it does not understand, in the voice of all other errors.
struct UsageExplanation: Explained {
  let description: String
  let hint: String?

  /// Takes the parser's own message, and the whole text that it would print, which names the help to see.
  init(message: String, full: String) {
    let lines = message.split(separator: "\n").map(String.init)
    var sentence = lines.first ?? "the command is not understood"
    var choices = lines.dropFirst().filter { $0.hasPrefix("  - ") }.map { String($0.dropFirst(4)) }
    if let place = sentence.firstIndex(of: "."), sentence[place...].hasPrefix(". Please provide one of") {
      let rest = sentence[place...].dropFirst(". Please provide one of ".count)
      if choices.isEmpty { choices = [String(rest)] }
      sentence = String(sentence[..<place])
    }
    if let first = sentence.first, sentence.dropFirst().first?.isLowercase == true {
      sentence = first.lowercased() + sentence.dropFirst()
    }
    let help = full.split(separator: "'").map(String.init).last {
      $0.hasPrefix("mkcerts") && $0.hasSuffix("--help")
    }
    if help == "mkcerts --help", sentence.contains("unexpected argument"),
      let word = sentence.split(separator: "'").dropFirst().first
    {
      sentence = "there is no command '\(word)'"
      choices = MkCerts.configuration.subcommands.compactMap { $0.configuration.commandName }
    }
    description = sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
    let see = "see `\(help ?? "mkcerts --help")`"
    let known = choices.joined(separator: ", ")
    hint =
      choices.isEmpty
      ? see : "it is one of \(known.hasSuffix(".") ? String(known.dropLast()) : known); \(see)"
  }
}
