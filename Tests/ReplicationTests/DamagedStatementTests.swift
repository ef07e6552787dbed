import TestSupport
import Testing

@testable import Replication

/// Texts that nobody meant.
@Suite struct DamagedStatementTests {
  private static let script = #"""
    -- accounts and connections
    /*!40101 SET @OLD=@@SQL_MODE, SQL_MODE='ANSI_QUOTES,NO_ENGINE_SUBSTITUTION' */; DELIMITER //
    CREATE USER IF NOT EXISTS 'u'@'%.x', `v`@h IDENTIFIED BY <password>
      REQUIRE SUBJECT '/CN=\\xC3' AND ISSUER "b"//
    DELIMITER ;
    CHANGE REPLICATION SOURCE TO SOURCE_HOST='it''s', SOURCE_PORT=0x1F, SOURCE_SSL=1.5,
      IGNORE_SERVER_IDS=(1,2),
      SOURCE_TLS_CIPHERSUITES=NULL /* a */ FOR CHANNEL 'e'\G
    CHANGE MASTER 'w' TO MASTER_SSL=1, MASTER_SSL_CA=DEFAULT; # end
    RESET SLAVE ALL; SET GLOBAL require_secure_transport=ON; GRANT USAGE ON *.* TO a@h REQUIRE SSL;
    """#

  private func readAll(_ bytes: [UInt8]) -> Int {
    let script = ReplicationScript(reading: bytes)
    return script.connections.count + script.accounts.count + script.problems.count
      + ReplicationStatus.rows(in: bytes).count + (MasterInfoFile.options(in: bytes) == nil ? 0 : 1)
      + (TextKind(of: bytes) == nil ? 0 : 1)
  }

  @Test func `truncated and flipped texts are read to their end`() throws {
    var generator = SeededGenerator()
    let texts =
      [Array(Self.script.utf8)]
      + (try ["mariadb-10.11.master.info", "mysql-9.7.replica-status.tsv"].map(Fixture.bytes))
      + [Array(try Fixture.bytes("mariadb-10.11.slave-status.txt").prefix(2100))]
    for number in 0..<10_000 {
      var bytes = texts[number % texts.count]
      // Half of them from somewhere in the middle.
      if Bool.random(using: &generator) {
        bytes.removeFirst(.random(in: 0..<bytes.count, using: &generator))
      }
      bytes = Array(bytes.prefix(.random(in: 0...min(bytes.count, 400), using: &generator)))
      for _ in 0..<Int.random(in: 0...4, using: &generator) where !bytes.isEmpty {
        bytes[.random(in: bytes.indices, using: &generator)] ^=
          1 << UInt8.random(in: 0...7, using: &generator)
      }
      // What comes out is bounded by what goes in.
      #expect(readAll(bytes) <= bytes.count + 2, "TEST_SEED=\(generator.seed), case \(number)")
    }
  }

  @Test(arguments: [
    "'", "''", "/*", "/*!", "*/", "/*!*/", "\\", "@", "(", ",", ";", "-- \n", "--", "DELIMITER a\n",
    "delimiter ",
    "use a\n", "SET a=(", "CHANGE MASTER TO ", "CREATE USER a,", "SET sql_mode=4;", "a\t", "*** 1. row ***\n",
    "***** 1. row *****\nMaster_Host: a\n", "Last_IO_Error: a\n", "\n", "\0", "1", "a",
    "CHANGE MASTER TO MASTER_SSL=1,", "CHANGE MASTER 'a' TO MASTER_SSL=1;", "CREATE USER IF NOT EXISTS a@h;",
    "GRANT a TO b REQUIRE ", "SET @a=@@sql_mode,",
  ])
  func `a long text is read in time that grows with its size`(piece: String) {
    // A 32nd of the text, and all of it: where the time grew with the square, it would be a thousandfold.
    func time(_ size: Int) -> Duration {
      let bytes = Array(String(repeating: piece, count: size / piece.utf8.count).utf8)
      let start = processorTime()
      _ = readAll(bytes)
      return processorTime() - start
    }
    let (short, long) = (time(1 << 11), time(1 << 16))
    #expect(long < .milliseconds(100) || long < short * 300, "\(piece): \(short), \(long)")
  }
}
