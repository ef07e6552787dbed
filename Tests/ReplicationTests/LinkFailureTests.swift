import Testing

@testable import Replication

@Suite struct LinkFailureTests {
  private static let failures: [LinkFailure] =
    [
      .slaveRefusesMaster, .slaveFindsAnotherSignature, .slaveFindsWeakAuthority, .slaveRefusesName,
      .slaveHasNoAuthority, .masterRefusesSlave(nil), .masterOffersNoTLS, .masterShowsNothing,
      .nothingInCommon,
      .noVersionInCommon, .noCipherToOffer, .statementRefused, .accountRefuses, .plainIsRefused,
      .noAccount, .accountLocked, .passwordExpired, .mayNotReplicate,
    ] + LinkFailure.Alert.allCases.map { .masterRefusesSlave($0) }
    + LinkFailure.Part.allCases.flatMap { [.slaveCannotLoad($0), .masterCannotLoad($0)] }

  /// What cannot happen there: a statement has no options of a file, and MariaDB's has no versions.
  private static func isPossible(_ failure: LinkFailure, _ server: Server) -> Bool {
    switch failure {
    case .slaveCannotLoad(.options), .slaveCannotLoad(.optionFolder), .slaveCannotLoad(.validation): false
    case .masterCannotLoad(.validation): server.flavour == .mysql && server != .oldestMySQL
    case .slaveCannotLoad(.versions): server.hasReplicationTLSVersion
    default: true
    }
  }

  @Test(arguments: Server.known) func `every failure has words on every server, which explain knows`(
    server: Server
  ) {
    for failure in Self.failures where Self.isPossible(failure, server) {
      guard let words = failure.words(on: server) else {
        // MySQL 5.7 says all that a slave cannot load in one way.
        Issue.record("\(failure) has no words on \(server)")
        continue
      }
      let number = words.number.map { "\($0): " } ?? ""
      #expect(!Diagnosis.read(number + words.text, of: server).isEmpty, "\(server): \(words)")
    }
  }

  @Test func `the words are those of the version`() throws {
    func text(_ failure: LinkFailure, _ server: String) throws -> String? {
      try failure.words(on: Server(parsing: server))?.text
    }
    #expect(try text(.slaveRefusesMaster, "mariadb-10.5")?.hasSuffix("lib(0):func(0):reason(0)") == true)
    #expect(try text(.slaveRefusesMaster, "mariadb-11.8")?.hasSuffix("lib(0)::reason(0)") == true)
    #expect(try text(.slaveRefusesMaster, "mysql-8.0")?.hasSuffix("certificate verify failed") == true)
    #expect(try text(.slaveRefusesName, "mariadb-10.11")?.hasSuffix("certificate validation failure") == true)
    #expect(try LinkFailure.plainIsRefused.words(on: Server(parsing: "mariadb-10.11"))?.number == 1045)
    #expect(try LinkFailure.plainIsRefused.words(on: Server(parsing: "mysql-8.4"))?.number == 3159)
  }

  @Test func `causes are told in the words of the server that is named`() throws {
    let text =
      "2026: SSL connection error: CA certificate is required if ssl-mode is VERIFY_CA or VERIFY_IDENTITY"
    let new = try #require(Diagnosis.read(text, of: Server(parsing: "mysql-8.4")).first?.causes.first)
    #expect(
      new.fix.hasPrefix("CHANGE REPLICATION SOURCE TO SOURCE_SSL_CA=") && !new.check.contains("Master_"))
    let old = try #require(Diagnosis.read(text, of: Server(parsing: "mysql-8.0")).first?.causes.first)
    #expect(old.fix.hasPrefix("CHANGE MASTER TO MASTER_SSL_CA=") && !old.fix.contains("SOURCE_"))
    let any = try #require(Diagnosis.read(text).first?.causes.first)
    #expect(any.fix.hasPrefix("CHANGE MASTER TO") && any.fix.contains("SOURCE_"))
  }

  @Test func `what a version does not say is not taken for its words`() throws {
    let text = "SSL connection error: SSL certificate is self-signed"
    #expect(try Diagnosis.read(text, of: Server(parsing: "mariadb-10.11")).isEmpty)
    #expect(try Diagnosis.read(text, of: Server(parsing: "mariadb-11.8")).count == 1)
  }
}
