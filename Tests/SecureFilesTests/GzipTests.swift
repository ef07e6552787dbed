import Foundation
import Secrets
import TestSupport
import Testing

@testable import SecureFiles

@Suite struct GzipTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// What the script leaves in `out` in the folder.
  private func made(_ script: String) throws -> [UInt8] {
    try Program("bash").output(["-c", "set -e; cd '\(folder.path)'; \(script)"])
    return try Files.read(folder("out"), limit: 1 << 24)
  }

  private func decompress(_ bytes: [UInt8], limit: Int = 1 << 20) throws(FileError) -> [UInt8] {
    try Gzip.decompress(SecretBytes(copying: bytes), called: "a.tgz", limit: limit).revealed()
  }

  private func refuses(_ bytes: [UInt8], limit: Int = 1 << 20, saying words: String) {
    let error = #expect(throws: FileError.self) { try decompress(bytes, limit: limit) }
    #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    #expect(error?.description.contains("a.tgz") == true && error?.description.contains("\n") == false)
  }

  @Test(arguments: ["", "-1", "-9", "--rsyncable"]) func `what gzip compresses comes out again`(
    option: String
  )
    throws
  {
    for size in [0, 1, 65_535, 65_536, 65_537, 300_000] {
      let bytes = try made("head -c \(size) /dev/urandom | tee in | gzip \(option) > out")
      let isCompressed = Gzip.isCompressed(SecretBytes(copying: bytes))
      #expect(isCompressed)
      #expect(try decompress(bytes) == Files.read(folder("in"), limit: 1 << 20))
    }
  }

  @Test func `names, comments and checks of the header are passed over`() throws {
    let script = """
      import gzip, struct, zlib
      head = b"\\x1f\\x8b\\x08\\x1e" + bytes(6) + struct.pack("<H", 3) + b"abc" + b"name\\0" + b"comment\\0"
      head += struct.pack("<H", zlib.crc32(head) & 0xffff)
      open("out", "wb").write(head + gzip.compress(b"text")[10:])
      """
    let bytes = try made("python3 - <<'END'\n\(script)\nEND")
    #expect(try decompress(bytes) == Array("text".utf8))
  }

  @Test func `members are one content, and zeros behind the last are nothing`() throws {
    let bytes = try made("(printf one | gzip; printf '' | gzip; printf two | gzip) > out")
    #expect(try decompress(bytes) == Array("onetwo".utf8))
    #expect(try decompress(bytes + [UInt8](repeating: 0, count: 700)) == Array("onetwo".utf8))
  }

  @Test func `something else behind the last member is refused`() throws {
    let bytes = try made("printf one | gzip > out")
    refuses(bytes + Array("garbage".utf8), saying: "7 bytes follow what was compressed in it")
    refuses(bytes + [0, 0, 1], saying: "3 bytes follow")
  }

  @Test func `an archive that is cut short anywhere is refused`() throws {
    let bytes = try made("head -c 5000 /dev/urandom | gzip > out")
    for count in [2, 9, 10, 11, 100, bytes.count - 9, bytes.count - 8, bytes.count - 1] {
      refuses(Array(bytes[..<count]), saying: "it is cut short")
    }
    refuses(bytes + bytes[..<12], saying: "it is cut short")
  }

  @Test func `every changed byte is found, but for those of the header that mean nothing`() throws {
    let bytes = try made("seq 400 | gzip -n > out")
    let right = try decompress(bytes)
    for place in bytes.indices {
      var changed = bytes
      changed[place] ^= 0x41
      // The time, the flags of the compressor and the system it ran on.
      if (4..<10).contains(place) {
        #expect(try decompress(changed) == right)
      } else {
        #expect(throws: FileError.self, "byte \(place)") { try decompress(changed) }
      }
    }
  }

  @Test func `more than the limit is refused, in memory that does not grow with it`() throws {
    let bytes = try made("head -c 65536 /dev/zero | gzip > out")
    #expect(try decompress(bytes, limit: 65_536).count == 65_536)
    refuses(bytes, limit: 65_535, saying: "it unpacks to more than 65535 bytes")
    let bomb = try made("head -c 1G /dev/zero | gzip -1 > out")
    let start = ContinuousClock.now
    refuses(bomb, limit: 1 << 24, saying: "it unpacks to more than 16777216 bytes")
    #expect(ContinuousClock.now - start < .seconds(5), "no more is decompressed than is counted")
  }

  @Test func `many members are one walk through them`() throws {
    let one = try made("printf x | gzip > out")
    let bytes = Array(repeatElement(one, count: 20_000).joined())
    #expect(try decompress(bytes) == [UInt8](repeating: UInt8(ascii: "x"), count: 20_000))
  }

  @Test func `a compressed archive is read as the archive is, and nothing else that was compressed`() throws {
    let bytes = try made("mkdir d; echo a > d/a; tar -czf out d")
    let archive = SecretBytes(copying: bytes)
    let entries = try Tar.read(gzip: archive, called: "a.tgz", limit: 1 << 20)
    #expect(entries.map(\.name) == ["d", "d/a"])
    let other = SecretBytes(copying: try made("echo a | gzip > out"))
    var error: FileError?
    do throws(FileError) { _ = try Tar.read(gzip: other, called: "a.gz", limit: 1 << 20) } catch let thrown {
      error = thrown
    }
    #expect(error?.description.contains("no tar archive") == true)
    #expect(error?.hint?.contains("gunzip a.gz") == true)
  }
}
