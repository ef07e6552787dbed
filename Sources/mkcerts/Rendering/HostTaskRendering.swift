internal import Fleet

extension HostTask {
  /// For people: a line for each step.
  func text(_ completion: CommandCompletion) -> String {
    "to do on \(place):\n" + lines(completion) { _ in "" }
  }

  /// For people, as one of several: its number before what it is for, and before each step.
  func text(number: Int, _ completion: CommandCompletion) -> String {
    "\(number). \(purpose ?? "to do"), on \(place)\n" + lines(completion) { "\(number).\($0) " }
  }

  private var place: String { "\(HostNames(names: hosts).text) (\(server), \(role))" }

  /// An indented line or more for each step, and one for each remark.
  private func lines(_ completion: CommandCompletion, _ number: (Int) -> String) -> String {
    let steps = steps.enumerated().map { place, step in
      let mark = "  " + number(place + 1)
      let margin = String(repeating: " ", count: mark.count)
      return mark + step.text(completion).replacing("\n", with: "\n" + margin) + "\n"
    }
    return steps.joined() + remarks.map { "  note: \(completion($0))\n" }.joined()
  }
}

extension HostStep {
  fileprivate func text(_ completion: CommandCompletion) -> String {
    switch self {
    case .statement(let statement): statement
    case .copy(let files, let from, let to): "copy \(files.joined(separator: ", ")) from \(from) to \(to)"
    case .restart: "restart the server"
    case .run(let file, let from): "run \(file) from \(from), with the password put in"
    case .check(let statement, let expected): "\(statement)  -- shows \(expected)"
    case .byHand(let sentence): completion(sentence)
    }
  }
}
