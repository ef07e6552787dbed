internal import Verification

/// What the text of a report says of one host, and of others of which it would say the same.
struct HostBlock {
  let host: Report.Host
  let state: FindingsByHost.State
  let findings: [Finding]
  /// The hosts that all of it is true of too, but for their names.
  var others: [String] = []
  /// The hosts with other findings of the same rules, which are too many to be shown.
  var alike: [String] = []

  /// From how many on equal hosts are told of as one.
  private static let crowd = 4
  /// How many of each kind are shown where not all are.
  private static let examples = 3

  /// The hosts that there is something to say of, those that fail first.
  ///
  /// - Parameter limit: where there would be more blocks than these, only some of each kind are there.
  static func blocks(of report: Report, _ findings: FindingsByHost, limit: Int) -> [HostBlock] {
    let all = report.hosts.map {
      HostBlock(host: $0, state: findings.state(of: $0), findings: findings[$0])
    }.filter { $0.state != .well || !$0.findings.isEmpty }
    var blocks = FindingsByHost.State.all.flatMap { state in
      merged(all.filter { $0.state == state }, by: \.likeness, from: crowd) {
        $0.others += $1.map(\.host.name)
      }
    }
    if blocks.count > limit {
      blocks = merged(blocks, by: \.rules, keeping: examples, from: examples + 2) { last, rest in
        last.alike += rest.flatMap { [$0.host.name] + $0.others }
      }
    }
    return blocks
  }

  /// The blocks, of which those with the same `key` that are `crowd` or more are cut down to the first ones,
  /// the last of which takes in the others.
  private static func merged<Key: Hashable>(
    _ blocks: [HostBlock], by key: (HostBlock) -> Key, keeping kept: Int = 1, from crowd: Int,
    _ take: (inout HostBlock, [HostBlock]) -> Void
  ) -> [HostBlock] {
    let keyed = blocks.map { (key: key($0), block: $0) }
    let crowds = Dictionary(grouping: keyed, by: \.key).filter { $0.value.count >= crowd }
    var seen: [Key: Int] = [:]
    return keyed.compactMap { key, block in
      guard let same = crowds[key] else { return block }
      seen[key, default: 0] += 1
      guard let number = seen[key], number <= kept else { return nil }
      var block = block
      if number == kept { take(&block, same.dropFirst(kept).map(\.block)) }
      return block
    }
  }

  /// What is said of it without its name.
  private var likeness: [[UInt8]] {
    let name = Array(host.name.utf8)
    return [Array(host.role.utf8)]
      + findings.flatMap { finding in
        ([finding.severity.rawValue, finding.statement] + finding.remarks).map { nameless($0, name) }
      }
  }

  /// The kind of host and of findings.
  private var rules: [String] {
    ["\(state)"] + Set(findings.map { "\($0.severity.rawValue) \($0.rule)" }).sorted()
  }
}

extension FindingsByHost.State {
  /// The worst first.
  static let all: [Self] = [.failed, .warned, .well]
}

/// The text with a mark in the place of `name`, where that stands as a word or as the part of a path.
private func nameless(_ text: String, _ name: [UInt8]) -> [UInt8] {
  let text = Array(text.utf8)
  guard let first = name.first else { return text }
  let isPart = { (byte: UInt8) in
    byte >= 0x80 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || (0x30...0x39).contains(byte)
      || (0x61...0x7a).contains(byte | 0x20)
  }
  var marked: [UInt8] = []
  var index = 0
  while index < text.count {
    let end = index + name.count
    if text[index] == first, end <= text.count, text[index..<end].elementsEqual(name),
      index == 0 || !isPart(text[index - 1]), end == text.count || !isPart(text[end])
    {
      marked.append(0)
      index = end
    } else {
      marked.append(text[index])
      index += 1
    }
  }
  return marked
}
