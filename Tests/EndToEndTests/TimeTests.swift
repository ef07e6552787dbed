import Foundation
import TestSupport
import Testing

@Suite(.disabled(if: Sanitizer.isOn, "libfaketime does not work under AddressSanitizer")) struct `the clock` {
  /// Runs the program as if the clock were `offset` from now.
  private func at(_ offset: String, _ words: String, in scratch: Scratch) throws -> ProgramResult {
    try scratch.shell("faketime -f '\(offset)' \"$MKCERTS\" \(words)")
  }

  @Test func `before the authority's first second stops everything, and is said to be the cause`() throws {
    let scratch = try Scratch()
    let before = try scratch.tree()
    let issued = try at("-2 hours", "issue s9", in: scratch)
    #expect(issued.status == 2 && issued.errors.contains("this machine's clock says"), "\(issued.errors)")
    let verified = try at("-2 hours", "verify", in: scratch)
    #expect(verified.status == 1 && verified.output.contains("is not valid before"))
    #expect(
      verified.output.contains("date -u") && !verified.output.contains("--replace"), "\(verified.output)")
    #expect(try scratch.tree() == before)
  }

  @Test func `within the hour before is forgiven`() throws {
    let scratch = try Scratch()
    #expect(try at("-50 minutes", "verify", in: scratch).succeeded)
    #expect(try at("-50 minutes", "issue s9", in: scratch).succeeded)
  }

  @Test func `one day before and after a leaf's end`() throws {
    let scratch = try Scratch()
    let before = try at("+396 days", "verify", in: scratch)
    #expect(before.succeeded && before.output.contains("due: the certificate ends"), "\(before.output)")
    #expect(try at("+396 days", "verify --strict", in: scratch).status == 1)
    let after = try at("+398 days", "verify", in: scratch)
    #expect(after.status == 1 && after.output.contains("the certificate expired"), "\(after.output)")
    for host in ["master", "slave01", "slave02"] { #expect(after.output.contains("FAILED \(host)")) }
    let left = try at("+398 days", "issue slave01", in: scratch)
    #expect(left.succeeded && left.output.contains("(expired)"), "\(left.output)")
    #expect(left.errors.contains("`mkcerts issue slave01 --replace`"), "\(left.errors)")
    // The printed fixes, run as they are.
    for host in ["master", "slave01", "slave02"] {
      #expect(after.output.contains("`mkcerts issue \(host) --replace`"))
      #expect(try at("+398 days", "issue \(host) --replace", in: scratch).succeeded)
    }
    #expect(try at("+398 days", "verify", in: scratch).succeeded)
  }

  @Test func `near and after the authority's end`() throws {
    let scratch = try Scratch()
    let near = try at("+3640 days", "issue s9", in: scratch)
    #expect(near.status == 2 && near.errors.contains("hint: pass --days 9"), "\(near.errors)")
    #expect(try at("+3640 days", "issue s9 --days 9", in: scratch).succeeded)
    let after = try at("+3651 days", "issue s8", in: scratch)
    #expect(after.status == 2 && after.errors.contains("expired"), "\(after.errors)")
    let verified = try at("+3651 days", "verify", in: scratch)
    #expect(verified.status == 1 && verified.output.contains("the authority's certificate expired"))
  }
}
