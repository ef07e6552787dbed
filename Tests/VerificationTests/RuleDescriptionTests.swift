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

  @Test func `a rule that is not known has one too`() {
    #expect(RuleDescription(of: "unheard-of").summary == "The rule unheard-of.")
  }
}
