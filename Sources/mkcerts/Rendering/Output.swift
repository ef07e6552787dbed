internal import FoundationEssentials
internal import SecureFiles

/// Where commands speak: the result to standard output, talk to standard error. Nothing else prints.
enum Output {
  /// A part of the result, which is all there or an error.
  static func result(_ text: String) throws { try StandardStream.output.write(text) }

  /// The result as JSON, two spaces a level, keys sorted.
  static func result(json value: some Encodable) throws { try result(json(value)) }

  /// A value as JSON, two spaces a level, keys sorted.
  static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try String(decoding: encoder.encode(value), as: UTF8.self) + "\n"
  }

  /// Something worth telling that is no result. That nobody hears it is no error.
  static func talk(_ sentence: String) { try? StandardStream.error.write("mkcerts: \(sentence)\n") }

  /// A hint on what to do next.
  static func hint(_ hint: String) { talk("hint: \(hint)") }

  /// Why a command did not do what it was asked.
  static func explain(_ error: any Error, _ completion: CommandCompletion) {
    let explained = Explanation.of(error)
    for sentence in [explained.description] + explained.others { talk("error: \(sentence)") }
    if let hint = explained.hint { self.hint(completion(hint)) }
  }
}
