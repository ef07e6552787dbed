import Foundation
import TestSupport
import Testing

@Suite struct `backups` {
  private let scratch: Scratch
  private static let passphrase = ["--passphrase-file", "one"]

  /// A copy of a pki with its backup `b`, made once.
  private static let made = Result<Scratch, any Error> {
    let scratch = try Scratch()
    for name in ["one", "two"] { try scratch.folder.write(name + "-passphrase\n", to: name) }
    let result = try scratch.run(["backup", "b"] + passphrase)
    #expect(result.succeeded, "\(result.errors)")
    return scratch
  }

  init() throws {
    scratch = try Scratch()
    for name in ["one", "two", "b"] {
      try FileManager.default.copyItem(
        atPath: try Self.made.get().folder(name), toPath: scratch.folder(name))
    }
  }

  private func restore(_ arguments: String...) throws -> ProgramResult {
    try scratch.run(["restore", "b"] + Self.passphrase + arguments)
  }

  @Test func `bring back an authority that goes on where it was`() throws {
    let restored = try restore("--pki", "new/pki")
    #expect(restored.succeeded, "\(restored.errors)")
    for name in ["cacert.pem", "authority/ca-key.pem"] {
      #expect(try scratch.text("new/pki/\(name)") == scratch.text("pki/\(name)"))
    }
    let list = try scratch.run(["list"]).output
    #expect(try scratch.run(["list", "--pki", "new/pki"]).output == list)
    #expect(try scratch.run(["issue", "s9", "--pki", "new/pki"]).succeeded)
    // The hosts' folders are not in it.
    #expect(try scratch.run(["issue", "slave01", "--pki", "new/pki"]).errors.contains("its folder"))
    let mode = { try FileManager.default.attributesOfItem(atPath: scratch.folder($0))[.posixPermissions] }
    #expect(try mode("new/pki/authority/ca-key.pem") as? Int == 0o600)
    #expect(try mode("new/pki/authority") as? Int == 0o700)
    #expect(try mode("b") as? Int == 0o600)
  }

  @Test func `with the hosts bring back all of it`() throws {
    let folder = scratch.folder
    try folder.write("mine\n", to: "pki/hosts/slave01/notes.txt")
    #expect(try scratch.run(["issue", "s9", "--capath"]).succeeded)
    #expect(try scratch.run(["backup", "all", "--with-hosts"] + Self.passphrase).succeeded)
    #expect(try scratch.run(["restore", "all", "--pki", "new"] + Self.passphrase).succeeded)
    let difference = try scratch.shell("diff -r pki new")
    #expect(
      !difference.output.contains("Only in") && !difference.output.contains("hosts"), "\(difference.output)")
    #expect(try scratch.run(["verify", "--pki", "new"]).succeeded)
  }

  @Test func `are opened by openssl and tar alone`() throws {
    let result = try scratch.shell(
      """
      mkdir out && openssl cms -decrypt -inform PEM -in b -pwri_password one-passphrase | tar -C out -xpf - &&
        cmp out/cacert.pem pki/cacert.pem && cmp out/authority/ca-key.pem pki/authority/ca-key.pem &&
        python3 -c "import sqlite3; print(sqlite3.connect('out/authority/ledger.sqlite')
          .execute('pragma integrity_check').fetchall())"
      """)
    #expect(result.succeeded && result.output.contains("ok"), "\(result.errors)\(result.output)")
    #expect(try !scratch.text("b").contains("PRIVATE KEY"))
  }

  @Test func `can be drilled without anything being written`() throws {
    let before = try scratch.tree()
    let drilled = try scratch.run(["restore", "b", "--drill", "--format", "json"] + Self.passphrase)
    #expect(drilled.succeeded, "\(drilled.errors)")
    #expect(drilled.output.contains("\"canSign\" : true") && drilled.output.contains("\"hosts\" : 3"))
    #expect(try scratch.tree() == before)
    let late = try scratch.shell("faketime 2060-01-01 \"$MKCERTS\" restore b --drill --passphrase-file one")
    #expect(late.status == 1 && late.output.contains("cannot sign: it ended"), "\(late.errors)\(late.output)")
  }

  @Test func `of an encrypted key need its passphrase to sign, and not to restore`() throws {
    #expect(try scratch.run(["passphrase", "set", "--new-passphrase-file", "two"]).succeeded)
    #expect(try scratch.run(["backup", "e"] + Self.passphrase).succeeded)
    let drill = ["restore", "e", "--drill"] + Self.passphrase
    try scratch.refuses(drill, saying: ["no passphrase of the key was given"])
    try scratch.refuses(drill + ["--key-passphrase-file", "one"], saying: ["does not decrypt"])
    #expect(try scratch.run(drill + ["--key-passphrase-file", "two"]).output.contains("can sign"))
    #expect(try scratch.run(["restore", "e", "--pki", "new"] + Self.passphrase).succeeded)
    #expect(try scratch.run(["issue", "s9", "--pki", "new", "--passphrase-file", "two"]).succeeded)
  }

  @Test func `never take the place of anything`() throws {
    try scratch.refuses(["backup", "b"] + Self.passphrase, saying: ["b exists already"])
    try scratch.refuses(["restore", "b"] + Self.passphrase, saying: ["pki/authority already"])
    try scratch.shell("mkdir other && echo another > other/cacert.pem")
    try scratch.refuses(
      ["restore", "b", "--pki", "other"] + Self.passphrase, saying: ["other/cacert.pem is there already"])
    try scratch.refuses(["restore", "b", "--passphrase-file", "two"], saying: ["does not open b"])
    try scratch.refuses(["restore", "b"], status: 64, saying: ["is missing"])
    try scratch.refuses(["backup", "c"], status: 64, saying: ["is missing"])
    try scratch.refuses(["backup", "c", "--pki", "none"] + Self.passphrase, saying: ["no authority in none"])
    try scratch.refuses(["restore", "one"] + Self.passphrase, saying: ["one is no backup of mkcerts"])
    try scratch.refuses(["restore", "pki"] + Self.passphrase, saying: ["pki: it is a directory"])
  }

  @Test func `with one flipped bit anywhere, or cut short, are refused`() throws {
    var random = SeededGenerator()
    print("backups: TEST_SEED=\(random.seed)")
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: scratch.folder("b"))))
    let damaged =
      (0..<200).map { turn -> [UInt8] in
        var copy = bytes
        // The text in front is as likely as all the rest.
        let place = Int.random(in: turn % 4 == 0 ? 0..<400 : 0..<bytes.count, using: &random)
        copy[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
        return copy
      } + (0..<20).map { _ in Array(bytes.prefix(Int.random(in: 0..<bytes.count, using: &random))) }
    for (number, bytes) in damaged.enumerated() {
      try scratch.folder.write(bytes: bytes, to: "d")
      let result = try scratch.run(["restore", "d", "--pki", "new"] + Self.passphrase)
      #expect(result.status == 2, "seed \(random.seed), \(number): \(result.ending) \(result.errors)")
      #expect(result.errors.hasPrefix("mkcerts: error: d is "), "\(number): \(result.errors)")
    }
    #expect(!FileManager.default.fileExists(atPath: scratch.folder("new")))
  }

  /// What has the right checksum and is not what a backup holds: made with openssl.
  @Test(arguments: [
    ("tar -cf t -C pki cacert.pem", "lacks BACKUP"),
    (
      "echo 'made = 2026-01-01' > BACKUP; tar -cf t BACKUP -C pki cacert.pem", "lacks authority/ledger.sqlite"
    ),
    ("echo 'made = 2026-01-01' > BACKUP; tar -cf t BACKUP -C pki cacert.pem authority hosts/../../b", ".."),
    (
      "echo 'made = 2026-01-01' > BACKUP; echo x > evil; tar -cf t BACKUP evil -C pki cacert.pem authority",
      "no place in a pki folder"
    ),
    (
      "echo 'made = 2026-01-01' > BACKUP; openssl genpkey -algorithm ED25519 > pki/authority/ca-key.pem; "
        + "tar -cf t BACKUP -C pki cacert.pem authority", "is not a key of its ledger"
    ),
    ("echo x > t", "cut short"), (": > t", "cut short"),
  ])
  func `that hold something else are refused`(case: (make: String, says: String)) throws {
    try scratch.shell(`case`.make.replacing("tar ", with: "tar -P "))
    try scratch.folder.write(Self.sealer, to: "seal.py")
    let sealed = try scratch.shell("python3 seal.py one-passphrase t > s")
    try #require(sealed.succeeded, "\(sealed.errors)")
    let result = try scratch.run(["restore", "s", "--pki", "new"] + Self.passphrase)
    #expect(result.status == 2 && result.errors.contains(`case`.says), "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: scratch.folder("new")))
  }

  /// Makes a backup of any bytes: with the functions of libcrypto, but none of this program.
  private static let sealer = """
    import ctypes, hashlib, sys
    crypto = ctypes.CDLL('libcrypto.so.3')
    pointer = ctypes.c_void_p
    def call(name, *arguments, returns=pointer):
        function = getattr(crypto, name)
        function.restype = returns
        return function(*arguments)
    password, data = sys.argv[1].encode(), open(sys.argv[2], 'rb').read()
    cms = pointer(call('CMS_AuthEnvelopedData_create', pointer(call('EVP_aes_256_gcm'))))
    call('CMS_set_detached', cms, 0, returns=ctypes.c_int)
    copy = pointer(call('CRYPTO_memdup', password, ctypes.c_size_t(len(password)), None, 0))
    assert call('CMS_add0_recipient_password', cms, 1000, 893, -1, copy, ctypes.c_ssize_t(len(password)),
                pointer(call('EVP_aes_256_cbc')))
    source = pointer(call('BIO_new_mem_buf', data, len(data)))
    assert call('CMS_final', cms, source, None, 0x80, returns=ctypes.c_int)
    sink = pointer(call('BIO_new', pointer(call('BIO_s_mem'))))
    assert call('PEM_write_bio_CMS', sink, cms, returns=ctypes.c_int)
    room = ctypes.create_string_buffer(len(data) * 2 + 10000)
    count = call('BIO_read', sink, room, len(room), returns=ctypes.c_int)
    body = room.raw[:count]
    sys.stdout.write('mkcerts backup 1\\nsha256 of all that follows: '
                     + hashlib.sha256(body).hexdigest() + '\\n' + body.decode())
    """
}
