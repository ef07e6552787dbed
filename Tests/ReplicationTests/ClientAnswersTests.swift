import Foundation
import TestSupport
import Testing

@testable import Replication

/// What command-line clients print is read as it is meant, and anything else does no harm.
@Suite struct ClientAnswersTests {
  private static let mariadb = ClientScript(for: ServerRelease("10.11.18-MariaDB-0+deb12u1"))

  /// As the client of MariaDB 10.11 printed it, shortened (measured).
  private static let output = """
    mkcerts
    variables
    Variable_name\tValue
    performance_schema\tON
    require_secure_transport\tOFF
    ssl_cert\t/etc/mysql/tls/server-cert.pem
    tls_version\tTLSv1.2,TLSv1.3
    mkcerts
    accounts
    user\thost\tssl_type\tssl_cipher\tx509_issuer\tx509_subject
    root\tlocalhost\t\t\t\t
    repl\t%.Example.com\tX509\t\t\t
    s2\t%\tSPECIFIED\t\t\t/CN=a\\tb\\\\xC3
    any\t%\tANY\t\t\t
    mkcerts
    senders
    id\tuser\thost\tconnection_type\tversion\tcipher
    7\trepl\t192.0.2.1\tSSL/TLS\tTLSv1.3\tTLS_AES_256_GCM_SHA384
    8\trepl\t192.0.2.2\tTCP/IP\t\t
    9\trepl\tlocalhost\tSocket\tNULL\tNULL

    """
  private static let errors = """
    --------------
    SHOW ALL SLAVES STATUS
    --------------

    ERROR 1227 (42000) at line \((mariadb.questions.firstIndex(of: .connections) ?? 9) + 1): Access denied; you need (at least one of) the SUPER, SLAVE MONITOR privilege(s) for \
    this operation

    """

  private static let answers = ClientAnswers(
    to: mariadb, output: Array(output.utf8), errors: Array(errors.utf8))

  private func table(_ question: ServerQuestion) throws -> ClientTable {
    guard case .table(let table)? = Self.answers[question] else { throw CancellationError() }
    return table
  }

  @Test func `each release is asked what it knows, in its own words`() {
    func statements(_ version: String) -> [ServerQuestion: String] {
      let release = ServerRelease(version)
      return Dictionary(
        uniqueKeysWithValues: ClientScript(for: release).questions.map {
          ($0, $0.statement(on: release) ?? "")
        })
    }
    let status = [
      "5.7.42": "SHOW SLAVE STATUS", "8.0.21": "SHOW SLAVE STATUS", "8.0.22": "SHOW REPLICA STATUS",
      "8.4.10": "SHOW REPLICA STATUS", "9.7.4-2": "SHOW REPLICA STATUS",
      "10.5.23-MariaDB": "SHOW ALL SLAVES STATUS",
      "5.5.5-10.11.18-MariaDB": "SHOW ALL SLAVES STATUS", "11.8.6-MariaDB": "SHOW ALL SLAVES STATUS",
    ]
    for (version, statement) in status {
      #expect(statements(version)[.connections] == statement, "\(version)")
    }
    #expect(["8.0.21", "8.0.22", "9.7.4"].allSatisfy { statements($0)[.loaded] != nil })
    #expect(["5.7.42", "8.0.20", "10.11.18-MariaDB"].allSatisfy { statements($0)[.loaded] == nil })
    #expect(statements("10.4.30-MariaDB")[.senders] == nil && statements("10.5.23-MariaDB")[.senders] != nil)
    #expect(statements("8.4.10")[.accounts]?.contains("account_locked AS locked") == true)
    #expect(statements("10.11.18-MariaDB")[.accounts]?.contains("account_locked") == false)
    #expect(statements("10.4.1-MariaDB")[.locks]?.contains("mysql.global_priv") == true)
    #expect(["8.4.10", "10.3.39-MariaDB"].allSatisfy { statements($0)[.locks] == nil })
  }

  @Test func `no statement changes anything, and each has a line of its own`() {
    for version in ["5.7.42", "8.0.36", "8.4.10", "9.7.4", "10.4.1-MariaDB", "10.11.18-MariaDB", "nonsense"] {
      let script = ClientScript(for: ServerRelease(version))
      let lines = script.text.split(separator: "\n")
      #expect(lines.count == script.questions.count)
      for statement in lines.flatMap({ $0.split(separator: ";") }) {
        let words = statement.trimmingCharacters(in: .whitespaces)
        #expect(words.hasPrefix("SELECT ") || words.hasPrefix("SHOW "), "\(words)")
        #expect(!words.contains("\"") && !words.contains(" INTO ") && !words.contains("\\"))
      }
    }
  }

  @Test func `the privilege that is missing is the one that the release has`() {
    func privilege(_ version: String) -> String? {
      ServerQuestion.connections.privileges(on: ServerRelease(version)).first
    }
    #expect(privilege("10.11.18-MariaDB") == "SLAVE MONITOR ON *.*")
    #expect(privilege("10.4.30-MariaDB") == "REPLICATION CLIENT ON *.*")
    #expect(privilege("8.4.10") == "REPLICATION CLIENT ON *.*")
    #expect(ServerQuestion.variables.privileges(on: ServerRelease("8.4.10")).isEmpty)
  }

  @Test func `accounts that are there and may not replicate are told from those that may`() throws {
    let head = "mkcerts\naccounts\nuser\thost\tssl_type\treplicates\tlocked\n"
    let rows = "repl\t%\tX509\tY\tN\nrepl2\t%\tX509\tN\tN\nrepl3\t%\tX509\tY\tY\n"
    let answers = ClientAnswers(
      to: ClientScript(for: ServerRelease("8.4.10")), output: Array((head + rows).utf8), errors: [])
    guard case .table(let table)? = answers[.accounts] else { throw CancellationError() }
    let roles = ClientTable(["kind\tuser\thost\trole\trole_host"].map { Array($0.utf8)[...] })
    let accounts = MasterAccount.all(in: table, roles: roles)
    #expect(accounts.map(\.replication) == [.granted, .withheld, .granted])
    #expect(accounts.map(\.isLocked) == [false, false, true])
    let locks = ClientTable(
      ["user\thost\tlocked", "repl2\t%\t1", "repl3\t%\t0", "repl\tdb1\t1"].map { Array($0.utf8)[...] })
    #expect(MasterAccount.all(in: table, locks: locks).map(\.isLocked) == [false, true, true])
  }

  @Test func `whether an account takes a password, and when that is too old, is read from what a server has`()
  {
    func table(_ lines: String...) -> ClientTable { ClientTable(lines.map { Array($0.utf8)[...] }) }
    let accounts = table("user\thost\treplicates", "a\t%\tY")
    let head = "user\thost\tlocked\tplugin\tothers\tchanged\tlifetime\ttakes_none\tplugins"
    let days = ServerVariables(
      table("variable_name\tvalue", "default_password_lifetime\t2"), loaded: nil)
    func account(_ row: String) -> MasterAccount? {
      MasterAccount.all(in: accounts, locks: table(head, "a\t%\t0\t" + row), variables: days).first
    }
    let day: Int64 = 86_400
    let loaded = "mysql_native_password,unix_socket"
    let ends: [(String, Int64?)] = [
      ("mysql_native_password\tNULL\t1000\t-1\t0", 1000 + 2 * day),
      ("NULL\tNULL\t1000\tNULL\t0", 1000 + 2 * day),
      ("x\tNULL\t1000\t7\t0", 1000 + 7 * day), ("x\tNULL\t1000\t0\t0", nil), ("x\tNULL\tnonsense\t7\t0", nil),
      ("x\tNULL\t9223372036854775807\t9223372036854775807\t0", nil),
      ("x\tNULL\t9223372036854775807\t7\t0", nil),
    ]
    for (row, end) in ends { #expect(account("\(row)\t\(loaded)")?.passwordEnd == end, "\(row)") }
    let refusals: [(String, PasswordRefusal?)] = [
      ("mysql_native_password\tNULL\t1\t0\t0\t\(loaded)", nil), ("NULL\tNULL\t1\t0\t0\t\(loaded)", nil),
      ("mysql_native_password\tNULL\t1\t0\t1\t\(loaded)", .nobody), ("gone\tNULL\t1\t0\t0\tNULL", nil),
      ("gone\tNULL\t1\t0\t0\t\(loaded)", .notLoaded("gone")),
      ("unix_socket\tNULL\t1\t0\t0\t\(loaded)", .socketAlone("unix_socket")),
      ("unix_socket\t[\"mysql_native_password\"]\t1\t0\t0\t\(loaded)", nil),
      ("mysql_native_password\t[\"unix_socket\"]\t1\t0\t1\t\(loaded)", .socketAlone("unix_socket")),
      ("gone\t[\"unix_socket\", \"lost\"]\t1\t0\t0\t\(loaded)", .socketAlone("unix_socket")),
    ]
    for (row, refusal) in refusals { #expect(account(row)?.passwordRefusal == refusal, "\(row)") }
  }

  @Test func `an account has what its default roles have, and nothing of other roles`() {
    func table(_ lines: String...) -> ClientTable { ClientTable(lines.map { Array($0.utf8)[...] }) }
    let accounts = table(
      "user\thost\treplicates\tis_role", "a\t%\tN\tN", "b\t%\tN\tN", "c\t%\tN\tN", "\t%\tN\tN", "r\t\tY\tY",
      "s\t\tN\tY")
    let roles = table(
      "kind\tuser\thost\trole\trole_host", "has\ta\t%\ts\t", "takes\ta\t%\ts\t", "has\ts\t\tr\t",
      "has\tr\t\ts\t",
      "has\tb\t%\tr\t")
    func replication(_ roles: ClientTable?, _ variables: String...) -> [MasterAccount.Replication] {
      let lines = ["variable_name\tvalue"] + variables
      let variables = ServerVariables(ClientTable(lines.map { Array($0.utf8)[...] }), loaded: nil)
      return MasterAccount.all(in: accounts, roles: roles, variables: variables).map(\.replication)
    }
    #expect(replication(roles) == [.granted, .withheld, .withheld, .withheld])
    #expect(replication(nil) == [.unsaid, .unsaid, .unsaid, .withheld])
    #expect(
      replication(roles, "activate_all_roles_on_login\tON").prefix(3) == [.granted, .granted, .withheld])
    let mysql = table("user\thost\treplicates\tlocked", "a\t%\tN\tN", "r\t%\tY\tY")
    let none = table("kind\tuser\thost\trole\trole_host")
    let all = ServerVariables(table("variable_name\tvalue", "mandatory_roles\t`r`@`%`,x"), loaded: nil)
    #expect(MasterAccount.all(in: mysql, roles: none, variables: all).first?.replication == .granted)
    #expect(MasterAccount.all(in: mysql, roles: none).first?.replication == .withheld)
    let toAll = table("user\thost\treplicates\tis_role", "a\t%\tN\tN", "PUBLIC\t\tY\tY")
    #expect(MasterAccount.all(in: toAll).map(\.replication) == [.granted])
  }

  @Test func `accounts come with what they require, their escapes undone`() throws {
    let accounts = MasterAccount.all(in: try table(.accounts))
    #expect(accounts.map(\.user) == ["root", "repl", "s2", "any"] && accounts[1].host == "%.example.com")
    #expect(
      accounts.map(\.requirement) == [
        .none, .x509, .specified(subject: "/CN=a\tb\\xC3", issuer: nil, cipher: nil), .ssl,
      ])
  }

  @Test func `a connection in the clear is told from one with TLS and one on the machine itself`() throws {
    #expect(SendingThread.all(in: try table(.senders)).map(\.isPlain) == [false, true, false])
  }

  @Test func `readers are told from nobody being seen for want of a privilege`() {
    func readers(_ rows: [String], by login: String = "audit@%") -> BinlogReaders {
      let lines = ["kind\tuser\thost\tid"] + rows
      return BinlogReaders(ClientTable(lines.map { Array($0.utf8)[...] }), login: login)
    }
    let two = readers(["sees\t\t\t1", "reads\trepl\t192.0.2.1:4711\t7", "reads\trepl\t2001:db8::1:4712\t8"])
    #expect(two.isComplete && two.readers.map(\.host) == ["192.0.2.1", "2001:db8::1"])
    #expect(two.readers.map(\.id) == ["7", "8"] && two.readers.map(\.user) == ["repl", "repl"])
    #expect(!readers(["sees\t\t\t0"]).isComplete && readers(["sees\t\t\t1"]).isComplete)
    // A privilege by a role is not listed, and shows by what is seen.
    #expect(readers(["sees\t\t\t0", "reads\trepl\tlocalhost\t7"]).isComplete)
    #expect(!readers(["sees\t\t\t0", "reads\taudit\tlocalhost\t7"]).isComplete)
  }

  @Test func `variables are what was loaded, where that is told`() throws {
    let variables = ServerVariables(try table(.variables), loaded: nil)
    #expect(variables.value(of: .sslCertificate) == "/etc/mysql/tls/server-cert.pem")
    #expect(variables.hasPerformanceSchema == true && variables.value(of: .tlsCipherSuites) == nil)
    let loaded = ClientTable(["name\tvalue", "Current_tls_cert\told.pem"].map { Array($0.utf8)[...] })
    #expect(ServerVariables(try table(.variables), loaded: loaded).value(of: .sslCertificate) == "old.pem")
  }

  @Test func `an error is that of its own line, and its privilege is known`() {
    guard case .refused(let failure)? = Self.answers[.connections] else {
      Issue.record("\(String(describing: Self.answers[.connections]))")
      return
    }
    #expect(failure.number == 1227 && failure.isForWantOfPrivilege && failure.text.hasPrefix("Access denied"))
    let login = ClientFailure.all(in: Array("ERROR 1045 (28000): Access denied for user 'a'@'b'\n".utf8))
    #expect(login.map(\.number) == [1045] && login[0].line == nil && !login[0].isUnreachable)
    let lost = ClientAnswers(
      to: Self.mariadb, output: [], errors: Array("ERROR 2013 (HY000): Lost connection to server\n".utf8))
    #expect(
      ServerQuestion.allCases.allSatisfy {
        lost[$0] == nil || lost[$0].map { "\($0)".contains("2013") } == true
      })
  }

  @Test func `a slave's status is read from the table that it is in`() throws {
    let names = ["Connection_name", "Master_Host", "Master_User", "Master_Port", "Slave_IO_Running"]
    let more = ["Master_SSL_Allowed", "Master_SSL_CA_File", "Last_IO_Errno", "Last_IO_Error", "x", "y"]
    let row = ["", "db1", "repl", "3306", "Connecting", "Yes", "/a\\tb", "2026", "a\\nb", "NULL", ""]
    let output =
      "mkcerts\nconnections\n\((names + more).joined(separator: "\t"))\n\(row.joined(separator: "\t"))\n"
    let answers = ClientAnswers(to: Self.mariadb, output: Array(output.utf8), errors: [])
    guard case .table(let table)? = answers[.connections] else { throw CancellationError() }
    let status = try #require(ReplicationStatus.rows(in: table.text).first)
    #expect(status.options.host == "db1" && status.options.ca == "/a\tb" && status.errorNumber == 2026)
    #expect(status.error == "a\nb" && status.receiving == "Connecting")
  }

  @Test func `who answers is told from the first line that says so`() throws {
    let output = Array("some banner\nversion\tlogin\n8.4.10\ta@%\n".utf8)
    let introduction = try #require(ClientAnswers.introduction(in: output))
    #expect(introduction.release.description == "MySQL 8.4.10" && introduction.login == "a@%")
    for text in ["", "version\tlogin", "version\tlogin\n", "version\tlogin\nNULL\tNULL\n", "a\tb\nc\td\n"] {
      #expect(ClientAnswers.introduction(in: Array(text.utf8)) == nil, "\(text)")
    }
  }

  @Test func `damaged output is read to its end, and never answers what was not asked`() {
    var random = SeededGenerator()
    let (output, errors) = (Array(Self.output.utf8), Array(Self.errors.utf8))
    for _ in 0..<2000 {
      let answers = ClientAnswers(
        to: Self.mariadb, output: Self.damaged(output, &random), errors: Self.damaged(errors, &random))
      #expect(answers[.loaded] == nil)
      for question in ServerQuestion.allCases {
        guard case .table(let table)? = answers[question] else { continue }
        _ = MasterAccount.all(in: table).map(\.requirement.clause)
        _ = SendingThread.all(in: table).filter(\.isPlain)
        _ = ServerVariables(table, loaded: table).value(of: .sslKey)
        _ = ReplicationStatus.rows(in: table.text)
      }
      _ = ClientAnswers.introduction(in: Self.damaged(output, &random))
    }
  }

  @Test func `a huge row and a huge number of rows take no longer than their length`() {
    let long = String(repeating: "\\t\\\\x", count: 1 << 18)
    let rows = String(repeating: "u\th\tANY\t\t\t\n", count: 50_000)
    let head = "mkcerts\naccounts\nuser\thost\tssl_type\tssl_cipher\tx509_issuer\tx509_subject\n"
    let output = Array((head + rows + "u\th\tSPECIFIED\t\t\t\(long)\n").utf8)
    let start = ContinuousClock.now
    let answers = ClientAnswers(to: Self.mariadb, output: output, errors: [])
    guard case .table(let table)? = answers[.accounts] else {
      Issue.record("no table")
      return
    }
    #expect(MasterAccount.all(in: table).count == 50_001)
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  /// A part of the bytes, with some of them changed, and some doubled.
  private static func damaged(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 0...6, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes[place] = .random(in: 0...255, using: &random)
      case 1: bytes.insert([0x09, 0x0A, 0x5C, 0x00].randomElement(using: &random) ?? 0, at: place)
      case 2: bytes.removeSubrange(place..<min(bytes.count, place + 20))
      default: bytes += bytes[place...].prefix(100)
      }
    }
    return bytes
  }
}
