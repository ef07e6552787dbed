import TestSupport

/// Statements put together at random, of which a server takes about half.
enum RandomStatement {
  /// A `CHANGE MASTER` for the connection without a name.
  static func change(_ generator: inout SeededGenerator) -> String {
    let options = (0..<Int.random(in: 1...4, using: &generator)).map { _ in option(&generator) }
    let separator = pick([", ", ",", " ,\n", " /* c */ , ", "  "], weights: [6, 6, 6, 6, 1], &generator)
    let end = pick(
      [";", "", "\\G", " ;;", " # c\n;", ",", " x"], weights: [6, 6, 6, 6, 6, 1, 1], &generator)
    return shaken("CHANGE MASTER TO ", &generator) + options.joined(separator: separator) + end
  }

  /// A `CREATE USER` for one account of `name`.
  static func createUser(_ name: String, _ generator: inout SeededGenerator) -> String {
    let quote = pick(["'", "`", "\"", ""], &generator)
    let host = pick(
      ["", "@'h'", "@`h`", "@h", "@'%.x'", "@ h", " @'h'", "@%"], weights: [3, 3, 3, 3, 3, 1, 3, 1],
      &generator)
    let identified = pick(
      ["", " IDENTIFIED BY 'it''s'", " IDENTIFIED VIA mysql_native_password", " IDENTIFIED 'p'"],
      weights: [6, 6, 6, 1], &generator)
    let end = pick(
      ["", " WITH MAX_USER_CONNECTIONS 2", " ACCOUNT LOCK", " -- c\n", " LOCK"], weights: [6, 3, 3, 3, 1],
      &generator)
    return shaken("CREATE USER ", &generator) + quote + name + quote + host + identified
      + requirement(&generator) + end
  }

  private static func requirement(_ generator: inout SeededGenerator) -> String {
    guard Bool.random(using: &generator) else {
      return shaken(
        pick([" REQUIRE SSL", " REQUIRE X509", " REQUIRE NONE", "", " REQUIRE"], &generator), &generator)
    }
    let parts = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
      pick(
        ["SUBJECT '/CN=a'", "ISSUER \"/O=b/CN=c\"", "CIPHER 'c'", #"SUBJECT '/CN=\\xC3'"#, "SSL"],
        weights: [4, 4, 4, 4, 1], &generator)
    }
    return " REQUIRE "
      + parts.joined(separator: pick([" ", " AND ", "\n", " , "], weights: [4, 4, 4, 1], &generator))
  }

  private static func option(_ generator: inout SeededGenerator) -> String {
    let texts = [
      "HOST", "USER", "SSL_CA", "SSL_CAPATH", "SSL_CERT", "SSL_KEY", "SSL_CIPHER", "SSL_CRL", "SSL_CRLPATH",
    ]
    let equals = pick(["=", " = ", "\n=", "/**/=\t"], &generator)
    let isText = Bool.random(using: &generator)
    let name = shaken(
      "MASTER_" + pick(isText ? texts : ["PORT", "SSL", "SSL_VERIFY_SERVER_CERT"], &generator), &generator)
    let strings = [
      "'a'", "\"b\"", "'it''s'", #"'c\\d'"#, "'/* e */'", "'f;g'", "\"-- h\"", "'x' 'y'", "bare", "NULL", "1",
    ]
    let numbers = ["0", "1", "2", "0x2", "1.5", "0.5", "3306", "'1'", "ON", "-1", "1a"]
    let weights = [6, 6, 6, 6, 6, 6, 6, 1, 1, 1, 1]
    return name + equals + pick(isText ? strings : numbers, weights: weights, &generator)
  }

  /// `text` with letters of any case.
  private static func shaken(_ text: String, _ generator: inout SeededGenerator) -> String {
    guard Bool.random(using: &generator) else { return text }
    return String(text.map { Bool.random(using: &generator) ? Character($0.lowercased()) : $0 })
  }

  private static func pick(_ choices: [String], weights: [Int]? = nil, _ generator: inout SeededGenerator)
    -> String
  {
    guard let weights else { return choices[Int.random(in: choices.indices, using: &generator)] }
    var rest = Int.random(in: 0..<weights.reduce(0, +), using: &generator)
    for (choice, weight) in zip(choices, weights) {
      rest -= weight
      if rest < 0 { return choice }
    }
    return choices[0]
  }
}
