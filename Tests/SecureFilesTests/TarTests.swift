import Foundation
import Secrets
import TestSupport
import Testing

@testable import SecureFiles

@Suite struct TarTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func text(_ entry: ArchiveEntry) -> String {
    String(decoding: entry.content.revealed(), as: UTF8.self)
  }

  private func read(_ bytes: [UInt8], limits: Tar.Limits = Tar.Limits()) throws(FileError) -> [ArchiveEntry] {
    try Tar.read(SecretBytes(copying: bytes), called: "a.tar", limits: limits)
  }

  /// What tar(1) packs in the folder.
  private func packed(_ script: String) throws -> [UInt8] {
    try Program("bash").output(["-c", "set -e; cd '\(folder.path)'; \(script)"])
    return try Files.read(folder("a.tar"), limit: 1 << 24)
  }

  @Test func `what is written is read the same, here and by tar and Python`() throws {
    let entries = [
      ArchiveEntry("key.pem", mode: .key, Array("secret".utf8)), ArchiveEntry(folder: "capath"),
      ArchiveEntry("capath/\(String(repeating: "x", count: 90)).0", [UInt8](repeating: 7, count: 513)),
      ArchiveEntry("\(String(repeating: "y", count: 150))/\(String(repeating: "z", count: 99))", []),
    ]
    let bytes = try Tar.archive(
      entries, owner: ArchiveOwner(user: "mysql", group: "mysql"), modified: 1_800_000_000)
    try Files.writeNew(folder("a.tar"), secret: bytes)
    let found = try read(bytes.revealed())
    #expect(found.map(\.name) == entries.map(\.name) && found.map(\.mode) == entries.map(\.mode))
    #expect(found.map { $0.content.revealed() } == entries.map { $0.content.revealed() })
    let list = try Program("tar").output(["-tvf", folder("a.tar")])
    #expect(["-rw------- mysql/mysql", "2027-01-15", "drwxr-xr-x"].allSatisfy(list.contains))
    try Program("python3").output(
      ["-c", "import sys, tarfile; assert len(list(tarfile.open(sys.argv[1]))) == 4", folder("a.tar")])
  }

  @Test func `a name that ustar has no room for is refused`() throws {
    let entry = ArchiveEntry(String(repeating: "x", count: 101), [])
    let error = #expect(throws: FileError.self) { _ = try Tar.archive([entry], modified: 0).count }
    #expect(error?.code == .nameTooLong)
  }

  @Test(arguments: ["ustar", "pax", "gnu", "posix"])
  func `every form that tar writes is read`(form: String) throws {
    let long = form == "ustar" ? "n" : String(repeating: "n", count: 200)
    let bytes = try packed(
      "mkdir -p d; echo -n one > d/\(long); echo -n two > 'd/ü'; chmod 640 d/*; tar --format=\(form) -cf a.tar ./d"
    )
    let entries = try read(bytes)
    #expect(Set(entries.map(\.name)) == ["d", "d/\(long)", "d/ü"])
    #expect(entries.filter { $0.kind == .file }.map(text).sorted() == ["one", "two"])
    #expect(entries.first { $0.name == "d/ü" }?.mode == FileMode(0o640))
  }

  static let hostile: [(make: String, says: String)] = [
    ("ln -s /etc/passwd l; tar -cf a.tar l", "is a symbolic link"),
    ("echo x > f; ln f g; tar -cf a.tar f g", "is a hard link"),
    ("mkfifo p; tar -cf a.tar p", "is a pipe"),
    ("echo x > f; tar -P -cf a.tar \"$PWD/f\"", "is an absolute path"),
    ("mkdir d; echo x > f; tar -P -cf a.tar d/../f", "leads out of the archive"),
    ("echo x > f; tar -cf a.tar f; tar -rf a.tar f", "twice"),
    ("echo x > f; tar -cf a.tar f; rm f; mkdir f; echo y > f/g; tar -rf a.tar f/g", "a file and a folder"),
    ("echo x > f; tar -cf a.tar f; truncate -s 700 a.tar", "cut short"),
    ("echo x > f; tar -cf a.tar f; truncate -s 1024 a.tar", "cut short"),
    (
      "echo x > f; tar -cf a.tar f; printf '77777777777' | dd of=a.tar bs=1 seek=124 conv=notrunc 2>&1",
      "damaged"
    ),
    ("truncate -s 2M f; tar --format=gnu -cf a.tar f", "at most 1048576 are read"),
    ("truncate -s 1G f; tar -S --format=gnu -cf a.tar f", "another kind"),
    ("truncate -s 1G f; tar -S --format=pax -cf a.tar f", "holes"),
    ("head -c 4096 /dev/urandom > a.tar", "no tar archive"), ("echo x > a.tar", "cut short"),
    ("for i in $(seq 60); do echo > $i; done; tar -cf a.tar *", "more than 50 entries"),
    ("echo x > f; tar -cf a.tar --transform='s/f/a\\nb/' f", "which is no text"),
    (
      "echo x > f; tar -cf a.tar --transform=\"s,f,$(printf 'd/%.0s' $(seq 101)),;s,/$,/f,\" f",
      "more than 100 folders deep"
    ), ("echo x > f; tar -cf a.tar --transform=\"s,f,$(printf 'n%.0s' $(seq 4100)),\" f", "4100 bytes"),
  ]

  @Test(arguments: hostile)
  func `what is no plain archive of files is refused`(archive: (make: String, says: String)) throws {
    let bytes = try packed(archive.make)
    let error = #expect(throws: FileError.self, "\(archive)") {
      _ = try read(bytes, limits: Tar.Limits(count: 50))
    }
    #expect(error?.code == .badArchive && error?.reason.contains(archive.says) == true, "\(error as Any)")
    #expect(error?.description.contains("\n") == false)
  }

  @Test(arguments: ["ustar", "pax", "gnu"])
  func `links are kept where that is asked for, and nothing is looked up behind them`(form: String) throws {
    let long = form == "ustar" ? "t" : String(repeating: "t", count: 150)
    let bytes = try packed(
      "mkdir d; echo x > d/f; ln d/f d/g; ln -s /etc/passwd d/h; ln -s \(long) d/i; ln -s .. d/j; "
        + "tar --format=\(form) --sort=name -cf a.tar d")
    let entries = try Tar.read(SecretBytes(copying: bytes), called: "a.tar", links: .kept)
    let kinds = Dictionary(uniqueKeysWithValues: entries.map { ($0.name, $0.kind) })
    #expect(
      kinds == [
        "d": .folder, "d/f": .file, "d/g": .hardLink("d/f"), "d/h": .symbolicLink("/etc/passwd"),
        "d/i": .symbolicLink(long), "d/j": .symbolicLink(".."),
      ])
    #expect(entries.allSatisfy { $0.kind == .file || $0.content.count == 0 })
  }

  @Test(arguments: [
    ("echo x > f; ln f g; tar -cf a.tar f g; tar --delete -f a.tar f", "no file before it"),
    (
      "ln -s d l; tar -cf a.tar l; rm l; mkdir l; echo y > l/g; tar -rf a.tar l/g",
      "a link and a folder in it"
    ),
    ("ln -s d l; tar -cf a.tar l; tar -rf a.tar l", "twice"),
    ("ln -s $'a\\nb' l; tar -cf a.tar l", "which is no text"), ("mkfifo p; tar -cf a.tar p", "is a pipe"),
  ])
  func `a link that is no plain one is refused even so`(make: String, says: String) throws {
    let bytes = try packed(make)
    let error = #expect(throws: FileError.self, "\(make)") {
      _ = try Tar.read(SecretBytes(copying: bytes), called: "a.tar", links: .kept)
    }
    #expect(error?.code == .badArchive && error?.reason.contains(says) == true, "\(error as Any)")
  }

  @Test func `damage crashes nothing, and never makes a name that leads elsewhere`() throws {
    let bytes = try packed(
      "mkdir -p d/e; for i in 1 2 3; do echo $i > d/$i; done; ln d/1 d/4; ln -s 2 d/5; echo x > d/e/\(String(repeating: "n", count: 180)); "
        + "tar --format=pax --pax-option=exthdr.name=%d/%f -cf a.tar d; tar --format=gnu -rf a.tar d/e || true"
    )
    var random = SeededGenerator()
    print("TarTests: TEST_SEED=\(random.seed)")
    for turn in 0..<2_000 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        damaged[Int.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
      }
      // As hostile as can be: each header's checksum is right.
      for start in stride(from: 0, to: damaged.count, by: 512) where damaged[start + 257] == 0x75 {
        let digits = String(Tar.checksum(of: damaged[start..<start + 512]), radix: 8)
        let field = Array((String(repeating: "0", count: 6 - digits.count) + digits + "\0 ").utf8)
        damaged.replaceSubrange(start + 148..<start + 156, with: field)
      }
      if turn % 3 == 0 { damaged = Array(damaged.prefix(Int.random(in: 0...damaged.count, using: &random))) }
      let archive = SecretBytes(copying: damaged)
      guard let entries = try? Tar.read(archive, called: "a.tar", links: .kept) else { continue }
      for entry in entries {
        let parts = entry.name.split(separator: "/", omittingEmptySubsequences: false)
        #expect(
          !parts.contains("..") && !parts.contains("") && !parts.contains("."),
          "seed \(random.seed), turn \(turn): \(entry.name)")
      }
    }
  }
}
