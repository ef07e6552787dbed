internal import Replication

/// What a server told somebody who is logged in.
struct ServerFacts: Sendable {
  let release: ServerRelease
  /// The account that the client is logged in as, as in `root@localhost`.
  let login: String
  let answers: ClientAnswers

  /// Nil where they could not be read, as for all that follows.
  var variables: ServerVariables? {
    table(.variables).map { ServerVariables($0, loaded: table(.loaded)) }
  }

  /// The accounts that may replicate.
  var accounts: [MasterAccount]? {
    table(.accounts).map { MasterAccount.all(in: $0).filter { !$0.isLocked && $0.replication == .granted } }
  }

  /// The accounts that are there and may not replicate, or not log in.
  var barredAccounts: [MasterAccount] {
    let all = table(.accounts).map(MasterAccount.all) ?? []
    return all.filter { $0.isLocked || $0.replication != .granted }
  }

  /// Its connections to masters.
  var connections: [ReplicationStatus]? {
    table(.connections).map { ReplicationStatus.rows(in: $0.text) }
  }

  /// The connections on which it sends its binary log; nil also where performance_schema is off, since nothing is
  /// recorded then.
  var senders: [SendingThread]? {
    guard variables?.hasPerformanceSchema != false else { return nil }
    return table(.senders).map(SendingThread.all)
  }

  /// The questions that were asked.
  var asked: [ServerQuestion] { ServerQuestion.allCases.filter { answers[$0] != nil } }

  private func table(_ question: ServerQuestion) -> ClientTable? {
    guard case .table(let table)? = answers[question] else { return nil }
    return table
  }

  /// Whether the question was asked and answered.
  func isAnswered(_ question: ServerQuestion) -> Bool { table(question) != nil }
}
