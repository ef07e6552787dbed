import Foundation
import TestSupport
import Testing

@Suite struct `bundles` {
  private let scratch: Scratch
  private static let password = ["--passphrase-file", "password"]

  init() throws {
    scratch = try Scratch()
    try scratch.folder.write("one-password\n", to: "password")
  }

  @Test func `are the same for the same folder, with owners, modes and checksums`() throws {
    #expect(try scratch.run(["issue", "b1", "--role", "both", "--capath"]).succeeded)
    let result = try scratch.shell(
      """
      set -e; "$MKCERTS" bundle b1 > one.tar; sleep 1.1; touch pki/hosts/b1/*; "$MKCERTS" bundle b1 --output two.tar
      cmp one.tar two.tar; mkdir out; tar -C out -xf one.tar; (cd out; sha256sum --quiet -c SHA256SUMS)
      diff -r out pki/hosts/b1 || true; tar -tvf one.tar; stat -c %a two.tar
      """)
    #expect(result.succeeded, "\(result.errors)")
    #expect(result.output.contains("Only in out: SHA256SUMS\n") && result.output.hasSuffix("600\n"))
    let lines = result.output.split(separator: "\n")
    #expect(lines.filter { $0.contains("mysql/mysql") }.count == 11, "\(result.output)")
    #expect(lines.filter { $0.contains("-key.pem") }.allSatisfy { $0.hasPrefix("-rw------- mysql/mysql") })
    #expect(lines.contains { $0.hasPrefix("drwxr-xr-x") && $0.hasSuffix(" capath/") })
    // Python's reader shares no code with GNU tar.
    let python = try scratch.shell(
      "python3 -c \"import tarfile; t = tarfile.open('one.tar'); print([m.uname for m in t if m.isreg()])\"")
    #expect(python.succeeded && !python.output.contains("root"), "\(python.errors)")
  }

  @Test(arguments: [
    ("root:mysql", "-rw-r----- root/mysql"), ("999:998", "-rw------- 999/998"), ("db", "-rw------- db/db"),
  ])
  func `are for the owner that is named`(owner: (named: String, shown: String)) throws {
    let list = try scratch.shell("\"$MKCERTS\" bundle slave01 --owner \(owner.named) | tar -tv").output
    let key = list.split(separator: "\n").first { $0.hasSuffix("client-key.pem") }
    #expect(key?.hasPrefix(owner.shown) == true, "\(list)")
  }

  @Test(arguments: [
    (["nobody"], "", "nothing is issued to nobody"),
    (["slave01", "--output", "password"], "", "exists already"),
    (["slave01", "--owner", "a:b:c"], "", "is not USER or USER:GROUP"),
    (["slave01", "--owner", ""], "", "is not USER or USER:GROUP"),
    (["slave01"], "cp pki/authority/ca-key.pem H/old.txt", "holds the authority's key"),
    (
      ["slave01"], "openssl pkey -in pki/authority/ca-key.pem -outform DER -out H/old.bin",
      "holds the authority's key"
    ),
    (
      ["slave01"], "cat pki/hosts/slave01/client-key.pem pki/authority/ca-key.pem > H/both.txt",
      "holds the authority's key"
    ),
    (["slave01"], "cp pki/hosts/slave02/client-key.pem H/", "is not the key of client-cert.pem"),
    (["slave01"], "rm H/client-key.pem", "client-key.pem is missing"),
    (["slave01"], "cp pki/hosts/slave02/client-cert.pem H/", "and the ledger's is"),
    (["slave01"], "ln -s /etc/passwd H/users", "is a symbolic link"),
    (["slave01"], "mkfifo H/p", "is a pipe"),
    (["slave01", "--format", "pkcs12", "--passphrase-file", "short"], "echo four > short", "shorter than 6"),
    (["slave01", "--format", "pkcs12", "--passphrase-file", "short"], "echo pässword > short", "ASCII"),
  ])
  func `are refused for what is not whole or does not belong`(
    words: [String], make: String, says: String
  ) throws {
    try scratch.shell(make.replacing("H/", with: "pki/hosts/slave01/"))
    try scratch.refuses(["bundle"] + words, saying: [says])
  }

  @Test func `of the command line are used rightly`() throws {
    try scratch.refuses(["bundle", "slave01", "--format", "pkcs12"], status: 64, saying: ["is missing"])
    try scratch.refuses(["bundle", "slave01"] + Self.password, status: 64)
    try scratch.refuses(
      ["bundle", "slave01", "--format", "truststore", "--owner", "x"] + Self.password, status: 64)
    let terminal = try scratch.shell("script -qec '\"$MKCERTS\" bundle slave01' /dev/null")
    #expect(terminal.status == 2 && terminal.output.contains("is a terminal"), "\(terminal.output)")
  }

  @Test func `for Java are opened by openssl and keytool`() throws {
    let script = """
      set -e
      "$MKCERTS" bundle slave01 --format pkcs12 --output k.p12 --passphrase-file password
      "$MKCERTS" bundle slave01 --format truststore --passphrase-file password > t.p12
      openssl pkcs12 -in k.p12 -passin file:password -info -noenc -nocerts | openssl pkey -out key.pem
      openssl pkcs12 -in k.p12 -passin file:password -nokeys -clcerts -out cert.pem
      "$MKCERTS" match key.pem cert.pem pki/hosts/slave01/client-key.pem pki/hosts/slave01/client-cert.pem
      certtool --p12-info --infile k.p12 --inder --password one-password > /dev/null
      keytool -list -v -storetype PKCS12 -keystore k.p12 -storepass one-password
      keytool -list -v -storetype PKCS12 -keystore t.p12 -storepass one-password
      """
    let result = try scratch.shell(script)
    #expect(result.succeeded, "\(result.errors)\(result.output)")
    for algorithm in ["MAC: sha256, Iteration 10000", "PBES2, PBKDF2, AES-256-CBC, Iteration 10000"] {
      #expect(result.errors.contains(algorithm), "\(result.errors)")
    }
    let lines = result.output.split(separator: "\n").filter { $0.hasPrefix("Entry type") }
    #expect(
      lines.sorted() == [
        "Entry type: PrivateKeyEntry", "Entry type: trustedCertEntry", "Entry type: trustedCertEntry",
      ])
    #expect(result.output.contains("Certificate chain length: 2"))
    let wrong = try scratch.shell("keytool -list -keystore k.p12 -storepass another")
    #expect(!wrong.succeeded)
    let mode = try FileManager.default.attributesOfItem(atPath: scratch.folder("k.p12"))[.posixPermissions]
    #expect(mode as? Int == 0o600)
  }

  @Test func `of a host that kept its key have none`() throws {
    try scratch.shell(
      """
      openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout k.pem -out r.pem -subj /CN=s9
      "$MKCERTS" issue s9 --csr r.pem
      """)
    let tar = try scratch.shell("\"$MKCERTS\" bundle s9 | tar -t")
    #expect(tar.succeeded && tar.output.contains("client-req.pem") && !tar.output.contains("client-key.pem"))
    #expect(tar.errors.contains("never left it"))
    try scratch.refuses(
      ["bundle", "s9", "--format", "pkcs12"] + Self.password,
      saying: ["never left it", "openssl pkcs12 -export"])
    #expect(try scratch.run(["bundle", "s9", "--format", "truststore"] + Self.password).succeeded)
  }
}
