import Testing

@testable import Verification

@Suite struct RuleDescriptionTests {
  @Test func `every rule has a description`() {
    for rule in Rules.all {
      #expect(RuleDescription.known[type(of: rule).name] != nil, "\(type(of: rule).name)")
    }
  }

  @Test func `a description is sentences, and begins with its summary`() {
    for (name, description) in RuleDescription.known {
      let more = description.text.dropFirst(description.summary.count + 1)
      #expect(description.text.hasPrefix(description.summary + " ") && !more.isEmpty, "\(name)")
      for part in [description.summary[...], more] {
        #expect(part.first?.isUppercase == true && part.last == ".", "\(name): \(part)")
      }
    }
  }

  @Test func `every rule says where it is from`() {
    for (name, description) in RuleDescription.known {
      #expect(description.reference?.isEmpty == false, "\(name)")
      for source in description.sources {
        #expect(!source.words.isEmpty && source.words.last != ".", "\(name): \(source)")
      }
    }
  }

  static let sources: [(RuleSource, String, String?)] = [
    (
      RuleSource.rfc(5280, "4.2.1.9"), "RFC 5280, 4.2.1.9",
      "https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.9"
    ),
    (
      .openssl("PEM_read_bio", 3, page: "PEM_read"), "PEM_read_bio(3)",
      "https://docs.openssl.org/3.0/man3/PEM_read/"
    ),
    (
      .mysqlManual("Server System Variables, datadir", "server-system-variables.html#sysvar_datadir"),
      "manual of MySQL, \"Server System Variables, datadir\"",
      "https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html#sysvar_datadir"
    ), (.measured("on all servers"), "measured on all servers", nil),
  ]

  @Test(arguments: sources)
  func `a source is in words, and where it can be read`(source: RuleSource, words: String, uri: String?) {
    #expect(source.words == words && source.uri == uri)
  }

  @Test func `no name stands in the tables of two families`() {
    let families = [
      RuleDescription.trust, RuleDescription.certificates, RuleDescription.files, RuleDescription.servers,
      RuleDescription.live,
    ]
    #expect(families.map(\.count).reduce(0, +) == RuleDescription.known.count)
  }

  @Test func `a rule that is not known has one too`() {
    #expect(RuleDescription(of: "unheard-of").summary == "The rule unheard-of.")
  }
}
