internal import OpenSSL
internal import Replication

/// The accounts of a master that a slave may be taken for: servers take the most specific host that fits, and of
/// one host the user by name before the anonymous one (manual, "Access Control, Stage 1: Connection
/// Verification"; measured).
enum AccountChoice {
  /// Nothing is known of the slave's account.
  case unknown
  /// There is none; whether one of another user is for the slave's host.
  case none(hostIsKnown: Bool)
  /// One of these, the most specific first: of each but the last it is not known whether its host is the slave's,
  /// unless there is one only.
  case among([DeployedAccount])

  init(_ accounts: [DeployedAccount], of user: String?, from address: ClientAddress, _ question: Question) {
    let users = accounts.filter { user == nil || $0.user == user || $0.user.isEmpty }
    var possible: [DeployedAccount] = []
    for account in Self.sorted(users) {
      switch address.match(account.host, others: question.others, resolving: question.resolvesNames) {
      case .no: continue
      case .maybe: possible.append(account)
      case .yes:
        // Of several that are for one host each, the one that is the slave's is the one meant.
        let isOne = !account.host.contains("%") && !account.host.contains("_")
        self = .among(isOne ? [account] : possible + [account])
        return
      }
    }
    if !possible.isEmpty {
      self = .among(possible)
    } else if question.isComplete || !users.isEmpty
      || question.missing.contains(where: { user == nil || $0.user == user })
    {
      self = .none(
        hostIsKnown: accounts.contains {
          address.match($0.host, others: question.others, resolving: question.resolvesNames) == .yes
        })
    } else {
      self = .unknown
    }
  }

  /// What is known of a master beside its accounts.
  struct Question {
    /// The names and addresses of all hosts, asked for only where the slave's own do not decide.
    let others: () -> Set<String>
    let resolvesNames: Bool
    let missing: Set<MasterAccount.Name>
    /// Whether statements make accounts to replicate by, so that one they do not make is not there.
    let isComplete: Bool
  }

  private static func sorted(_ accounts: [DeployedAccount]) -> [DeployedAccount] {
    accounts.enumerated().sorted { one, other in
      let (left, right) = (specificity(one.element), specificity(other.element))
      return left == right ? one.offset < other.offset : left > right
    }.map(\.element)
  }

  /// How far a host goes without `%` and `_`, how long it is, and whether it is one user's.
  private static func specificity(_ account: DeployedAccount) -> (Int, Int, Int) {
    let host = account.host.utf8
    let wild = host.firstIndex { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "_") }
    return (
      wild.map { host.distance(from: host.startIndex, to: $0) } ?? (host.isEmpty ? -1 : Int.max),
      wild == nil ? 0 : host.count, account.user.isEmpty ? 0 : 1
    )
  }
}
