internal import Fleet

extension Procedure {
  /// For people: numbered tasks with numbered steps.
  func text(_ completion: CommandCompletion) -> String {
    let head = "\(kind.title) \(host), in this order; nothing is run from here\n"
    return head + remarks.map { "note: \(completion($0))\n" }.joined()
      + tasks.enumerated().map { "\n" + $1.text(number: $0 + 1, completion) }.joined()
  }
}

extension Procedure.Kind {
  fileprivate var title: String {
    switch self {
    case .newTopology: "a new topology of"
    case .newSlave: "the new slave"
    case .promotion: "promotion of"
    case .newRequirement: "what is required of slaves, for"
    }
  }
}

/// A text of a host, as `config` prints it.
struct HostText: Encodable {
  /// The name of the file that it is for, or the kind of program.
  let name: String
  let text: String
}

/// Texts of a host as JSON.
struct HostTextReport: Encodable {
  let format = 1
  let host: String
  let texts: [HostText]
}
