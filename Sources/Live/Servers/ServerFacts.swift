internal import Replication

/// What a server told somebody who is logged in.
struct ServerFacts: Sendable {
  let release: ServerRelease
  /// The account that the client is logged in as, as in `root@localhost`.
  let login: String
  let answers: ClientAnswers

  /// Nil where they could not be read, as for all that follows.
  let variables: ServerVariables?
  /// The accounts that may replicate.
  let accounts: [MasterAccount]?
  /// The accounts that are there and may not replicate, or not log in.
  let barredAccounts: [MasterAccount]
  /// Its connections to masters.
  let connections: [ReplicationStatus]?
  /// The connections on which it sends its binary log; nil also where performance_schema is off, since nothing is
  /// recorded then.
  let senders: [SendingThread]?
  /// Who reads its binary log; nil where not all of them can be seen.
  let readers: BinlogReaders?

  /// What many rules ask for is read from the answers once.
  init(release: ServerRelease, login: String, answers: ClientAnswers) {
    (self.release, self.login, self.answers) = (release, login, answers)
    let known = answers.table(.variables).map { ServerVariables($0, loaded: answers.table(.loaded)) }
    variables = known
    let all = answers.table(.accounts).map {
      MasterAccount.all(
        in: $0, locks: answers.table(.locks), roles: answers.table(.roles), variables: known)
    }
    accounts = all?.filter(\.canReplicate)
    connections = answers.table(.connections).map { ReplicationStatus.rows(in: $0.text) }
    senders =
      known?.hasPerformanceSchema == false ? nil : answers.table(.senders).map(SendingThread.all)
    let readers = answers.table(.readers).map { BinlogReaders($0, login: login) }
    self.readers = readers?.isComplete == true ? readers : nil
    barredAccounts = (all ?? []).filter { !$0.canReplicate }
  }

  /// The questions that were asked. Who reads is told by those who send, where that is recorded.
  var asked: [ServerQuestion] {
    ServerQuestion.allCases.filter {
      answers[$0] != nil && ($0 != .readers || variables?.hasPerformanceSchema == false)
    }
  }

  /// Whether the question was asked and answered.
  func isAnswered(_ question: ServerQuestion) -> Bool {
    question == .readers ? readers != nil : answers.table(question) != nil
  }
}

extension ClientAnswers {
  /// The table that answers a question; nil where there is none.
  fileprivate func table(_ question: ServerQuestion) -> ClientTable? {
    guard case .table(let table)? = self[question] else { return nil }
    return table
  }
}

extension MasterAccount {
  /// One of which it is not known may, too: that is said apart.
  fileprivate var canReplicate: Bool { !isLocked && replication != .withheld }
}
