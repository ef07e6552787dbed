import Foundation
import TestSupport
import Testing

/// What a long command says of how far it is: to a terminal alone, and nothing of it stays there.
@Suite(.serialized) struct ProgressTests {
  /// What a command writes on a terminal of its own (script(1), of bsdutils), with its standard output in a file.
  private func watched(_ scratch: Scratch, _ settings: String = "") throws -> String {
    let result = try scratch.shell(
      """
      export mkcerts="$MKCERTS"; unset CI NO_COLOR; export TERM=xterm \(settings); seq -f p%g 1000 > names
      script -qec '"$mkcerts" issue - < names > out' typescript > /dev/null; cat typescript
      """)
    #expect(result.status == 0, "\(result.errors)")
    let output = try scratch.shell("cat out").output
    #expect(!output.contains(" s left") && output.contains("p1000: issued as slave"))
    return result.output
  }

  @Test func `on a terminal a long command tells how far it is, and clears that away`() throws {
    let shown = try watched(Scratch())
    let told = shown.components(separatedBy: "\r").filter { $0.contains(" s left") }
    for part in told {
      #expect(part.firstMatch(of: #/^\d+ of 1000 hosts, \d+ a second, \d+ s left/#) != nil, "\(part)")
    }
    // A machine on which all of it takes less than a second shows nothing.
    if !told.isEmpty { #expect(shown.contains("\r\u{1b}[K")) }
  }

  @Test(arguments: ["NO_COLOR=1", "CI=true", "TERM=dumb"])
  func `nothing is told where that is unwanted`(setting: String) throws {
    #expect(try !watched(Scratch(), setting).contains(" s left"))
  }
}
