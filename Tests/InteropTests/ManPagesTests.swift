import TestSupport
import Testing

/// What is installed beside the program.
@Suite struct ManPagesTests {
  @Test func `the man pages say what the help of the commands says`() throws {
    let check = try Program(Mkcerts.packageFolder + "/Scripts/man-pages")
    let result = try check.run(
      ["--check", Mkcerts.program().path, Mkcerts.packageFolder + "/Documentation/man"])
    #expect(result.succeeded, "\(result.errors)")
  }
}
