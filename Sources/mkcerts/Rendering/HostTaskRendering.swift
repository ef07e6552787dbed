internal import Fleet

extension HostTask {
  /// For people: a line for each step.
  func text(_ completion: CommandCompletion) -> String {
    "to do on \(HostNames(names: hosts).text) (\(server), \(role)):\n" + steps.lines(remarks, completion)
  }
}

extension [HostStep] {
  /// An indented line for each step, and one for each remark.
  func lines(_ remarks: [String], _ completion: CommandCompletion) -> String {
    map { "  \($0.text)\n" }.joined() + remarks.map { "  note: \(completion($0))\n" }.joined()
  }
}

extension HostStep {
  fileprivate var text: String {
    switch self {
    case .statement(let statement): statement
    case .copy(let files, let from, let to): "copy \(files.joined(separator: ", ")) from \(from) to \(to)"
    case .restart: "restart the server"
    }
  }
}
