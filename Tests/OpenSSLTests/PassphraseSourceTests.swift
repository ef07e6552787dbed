import Foundation
import Secrets
import TestSupport
import Testing

@Suite struct PassphraseSourceTests {
  private func read(_ source: PassphraseSource) throws(PassphraseError) -> String {
    text(try source.read(purpose: "a test", confirming: false))
  }

  private func expect(
    _ code: PassphraseError.Code, from source: PassphraseSource,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let error = #expect(throws: PassphraseError.self, sourceLocation: sourceLocation) { try read(source) }
    #expect(error?.code == code, "\(String(describing: error))", sourceLocation: sourceLocation)
  }

  static let longest = String(repeating: "x", count: PassphraseSource.longest)

  @Test(arguments: [
    ("secret", "secret"), ("secret\n", "secret"), ("secret\r\n", "secret"),
    ("  two words \n", "  two words "),
    ("pässwörd\n", "pässwörd"), ("ends in\r", "ends in\r"), (longest, longest), (longest + "\n", longest),
    (longest + "\r\n", longest),
  ])
  func `a file of one line is the passphrase, without the line end`(content: String, passphrase: String)
    throws
  {
    let folder = try TemporaryFolder()
    #expect(try read(.file(folder.write(content, to: "passphrase"))) == passphrase)
  }

  @Test(
    arguments: [
      ("", .empty), ("\n", .empty), ("\r\n", .empty), ("one\ntwo\n", .severalLines),
      ("one\n\n", .severalLines),
      ("\nsecret\n", .severalLines), (longest + "x", .tooLong), (longest + "x\r\n", .tooLong),
      (longest + "\r\n\n", .tooLong), (longest + longest + longest, .tooLong),
    ] as [(String, PassphraseError.Code)])
  func `a file that is empty, too long or of several lines is refused`(
    content: String, code: PassphraseError.Code
  ) throws {
    let folder = try TemporaryFolder()
    expect(code, from: .file(try folder.write(content, to: "passphrase")))
  }

  @Test func `a missing file, a folder and a device without an end are refused`() throws {
    let folder = try TemporaryFolder()
    expect(.unreadable, from: .file(folder("nothing")))
    expect(.unreadable, from: .file(folder.path))
    expect(.tooLong, from: .file("/dev/zero"))
    expect(.empty, from: .file("/dev/null"))
    let error = #expect(throws: PassphraseError.self) { try read(.file(folder("nothing"))) }
    #expect(error?.description.contains(folder("nothing")) == true)
  }

  @Test(.timeLimit(.minutes(5))) func `a FIFO that nobody writes to is empty, and does not block`() throws {
    let folder = try TemporaryFolder()
    try #require(unsafe mkfifo(folder("fifo"), 0o600) == 0)
    expect(.empty, from: .file(folder("fifo")))
  }

  @Test(.timeLimit(.minutes(5))) func `a FIFO is waited for while its writer has not written yet`() throws {
    let folder = try TemporaryFolder()
    try #require(unsafe mkfifo(folder("fifo"), 0o600) == 0)
    // Opened for both, so that the FIFO has a writer before its reader comes.
    let writer = unsafe open(folder("fifo"), O_RDWR | O_CLOEXEC)
    try #require(writer >= 0)
    Thread.detachNewThread {
      usleep(100_000)
      _ = unsafe write(writer, "sec", 3)
      usleep(100_000)
      _ = unsafe write(writer, "ret\n", 4)
      usleep(100_000)
      close(writer)
    }
    #expect(try read(.file(folder("fifo"))) == "secret")
  }

  @Test func `a descriptor is read to its end and left open`() throws {
    let folder = try TemporaryFolder()
    let number = unsafe open(try folder.write("secret\n", to: "passphrase"), O_RDONLY | O_CLOEXEC)
    #expect(try read(.descriptor(number)) == "secret")
    #expect(lseek(number, 0, SEEK_CUR) == 7)
    expect(.empty, from: .descriptor(number))
    close(number)
    expect(.unreadable, from: .descriptor(-1))
  }

  @Test func `an environment variable is removed once it is read, whatever it holds`() async {
    // In a process of its own: other tests read the environment while this one writes to it.
    await #expect(processExitsWith: .success) {
      let long = String(repeating: "x", count: PassphraseSource.longest + 1)
      for (value, code) in [("secret", nil), ("", .empty), ("a\nb", .severalLines), (long, .tooLong)]
        as [(String, PassphraseError.Code?)]
      {
        let source = PassphraseSource.environment("MKCERTS_TEST")
        unsafe setenv("MKCERTS_TEST", value, 1)
        do {
          let read = try source.read(purpose: "a test", confirming: false)
          let passphrase = text(read)
          #expect(code == nil && passphrase == value)
        } catch {
          #expect((error as? PassphraseError)?.code == code && code != nil)
        }
        #expect(unsafe getenv("MKCERTS_TEST") == nil)
        let error = #expect(throws: PassphraseError.self) {
          try source.read(purpose: "a test", confirming: false).count
        }
        #expect(error?.code == .missing)
      }
    }
  }

  @Test func `no error holds a part of the passphrase`() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("hunter2\nhunter3\n", to: "passphrase")
    let error = #expect(throws: PassphraseError.self) { try read(.file(file)) }
    #expect("\(String(describing: error)) \(error?.hint ?? "")".contains("hunter") == false)
  }
}
