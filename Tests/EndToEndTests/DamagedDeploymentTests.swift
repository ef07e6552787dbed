import Foundation
import TestSupport
import Testing

/// Files of a deployment, cut short and with bits turned over.
@Suite struct `verify of damaged files` {
  private static let cases = 320

  /// Every text that a host can be told by, and the certificates and keys.
  private static func founded() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.shell(
      """
      mkdir host; cp pki/hosts/slave01/* host; cp pki/hosts/master/* host
      printf '%s\\n' '*************************** 1. row ***************************' \
        '  Master_Host: master' '  Master_User: repl' '  Master_SSL_Allowed: Yes' \
        '  Master_SSL_CA_File: /e/cacert.pem' '  Master_SSL_Cert: /e/client-cert.pem' \
        '  Master_SSL_Key: /e/client-key.pem' > host/status.txt
      printf '%s\\n' 33 bin.000001 4 master repl secret 3306 60 1 /e/cacert.pem '' /e/client-cert.pem '' \
        /e/client-key.pem 1 30.000 '' 0 '' 0 '' '' > host/master.info
      """)
    return scratch
  }

  private static func damaged(_ bytes: Data, _ generator: inout SeededGenerator) -> Data {
    var bytes = bytes
    if Bool.random(using: &generator) {
      bytes = bytes.prefix(Int.random(in: 0...bytes.count, using: &generator))
    }
    guard !bytes.isEmpty else { return bytes }
    for _ in 0..<Int.random(in: 0...6, using: &generator) {
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    }
    return bytes
  }

  @Test(.timeLimit(.minutes(5))) func `ends with 0, 1 or 2, and never by a signal or too late`() throws {
    let scratch = try Self.founded()
    let names = try FileManager.default.contentsOfDirectory(atPath: scratch.folder("host")).sorted()
    #expect(names.count > 8, "\(names)")
    var generator = SeededGenerator()
    var endings: Set<Int32> = []
    var program = try Mkcerts.program()
    program.workingDirectory = scratch.folder.path
    for number in 0..<Self.cases {
      let name = try #require(names.randomElement(using: &generator))
      let path = scratch.folder("host/" + name)
      let whole = try Data(contentsOf: URL(filePath: path))
      try Self.damaged(whole, &generator).write(to: URL(filePath: path))
      defer { try? whole.write(to: URL(filePath: path)) }
      let slave = number.isMultiple(of: 2) ? "host" : "host/" + name
      let arguments = [
        "verify", "--master", "pki/hosts/master", "--slave", slave, "--server", "mariadb-10.11",
      ]
      let result = try program.run(arguments, timeout: .seconds(10))
      let status = result.status ?? -1
      #expect(
        (0...2).contains(status),
        "seed \(generator.seed), case \(number), \(name): \(result.ending) \(result.errors.prefix(400))")
      endings.insert(status)
    }
    // Damage that nobody notices would show that the damaged files are not read.
    #expect(endings.contains(1), "seed \(generator.seed): \(endings)")
  }
}
