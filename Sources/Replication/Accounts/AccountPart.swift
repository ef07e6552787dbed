/// The parts of statements about accounts.
enum AccountPart {
  /// A name as a statement has it.
  struct Written {
    let user: String
    /// In small letters; nil where none is said.
    let host: String?
    /// Whether it is who runs the statement, of whom a script knows nothing.
    var isCurrent = false
    let line: Int

    /// As an account, which is for every host where none is named.
    var account: MasterAccount.Name { MasterAccount.Name(user: user, host: host ?? "%") }
  }

  /// Takes `'u'@'h'`, `u@h`, `u`; nothing may stand between `@` and the host (measured).
  static func name(from cursor: inout TokenCursor) throws(ReadingProblem) -> Written {
    let line = cursor.line
    guard let user = cursor.next, user.isNameLike else { throw cursor.refusal("a user name") }
    _ = cursor.take()
    if user.isWord("CURRENT_USER") {
      if cursor.takeSign("("), !cursor.takeSign(")") { throw cursor.refusal(")") }
      return Written(user: user.text, host: nil, isCurrent: true, line: line)
    }
    guard cursor.takeSign("@") else { return Written(user: user.text, host: nil, line: line) }
    guard let host = cursor.take(), host.isNameLike, !host.isEmptyWord else {
      throw cursor.refusal("a host name right behind @")
    }
    return Written(user: user.text, host: host.text.lowercased(), line: line)
  }

  /// Takes names between commas.
  static func names(from cursor: inout TokenCursor) throws(ReadingProblem) -> [Written] {
    var names: [Written] = []
    repeat { names.append(try name(from: &cursor)) } while cursor.takeSign(",")
    return names
  }

  /// Takes a secret in quotes, or a placeholder for one.
  static func secret(
    from cursor: inout TokenCursor, remarks: inout [ReadingProblem]
  ) throws(ReadingProblem) -> String? {
    if let line = cursor.takePlaceholder() {
      remarks.append(.init(.placeholder, line: line, "a placeholder stands where the password belongs"))
      return nil
    }
    guard let text = cursor.take(.string) else {
      throw cursor.refusal("a string in quotes", isSecret: true)
    }
    return text.text
  }

  /// Takes what stands behind `REQUIRE`; nil where there is no such word.
  static func requirement(
    from cursor: inout TokenCursor, server: Server?
  ) throws(ReadingProblem) -> MasterAccount.Requirement? {
    guard cursor.take("REQUIRE") else { return nil }
    if cursor.take("NONE") { return MasterAccount.Requirement.none }
    if cursor.take("SSL") { return .ssl }
    if cursor.take("X509") { return .x509 }
    var found: [String: String] = [:]
    var mustFollow = true
    while let word = cursor.take(oneOf: ["SUBJECT", "ISSUER", "CIPHER"]) {
      guard let text = cursor.take(.string)?.text else { throw cursor.refusal("a string in quotes") }
      guard found.updateValue(text, forKey: word) == nil else {
        throw .refused(1225, line: cursor.line, "\(word) is named twice, which servers refuse")
      }
      mustFollow = cursor.take("AND")
    }
    guard !mustFollow else { throw cursor.refusal("NONE, SSL, X509, SUBJECT, ISSUER or CIPHER") }
    let requirement = MasterAccount.Requirement.specified(
      subject: found["SUBJECT"], issuer: found["ISSUER"], cipher: found["CIPHER"])
    return server?.flavour == .mariadb ? requirement.withoutEmptyNames(on: .mariadb) : requirement
  }
}

extension SQLToken {
  /// Whether a name may stand so.
  var isNameLike: Bool { kind == .word || kind == .string || kind == .name }

  fileprivate var isEmptyWord: Bool { kind == .word && text.isEmpty }
}
