internal import Fleet
internal import OpenSSL

/// What `status` tells people.
struct HorizonRendering {
  let horizon: Horizon
  /// The span that was asked about, as it was typed.
  let span: String
  let completion: CommandCompletion
  let palette: Palette

  var text: String { ([headline] + care + notes + [""] + table).map { $0 + "\n" }.joined() }

  private var headline: String {
    guard let first = horizon.first else { return "nothing is issued" }
    return "first to break: \(sentence(first))"
  }

  private var care: [String] {
    let items = horizon.needingCare
    guard !items.isEmpty else { return [palette("good:", .green) + " nothing ends within \(span)"] }
    return HorizonItem.State.allCases.flatMap { state in lines(items.filter { $0.state == state }) }
      + fixes(items).map { "  fix: \(completion($0))" }
  }

  private var notes: [String] {
    Dictionary(grouping: horizon.staleTexts, by: \.files).sorted { $0.key.joined() < $1.key.joined() }
      .map { files, hosts in
        let names = HostNames(names: hosts.map(\.host)).text.legible
        return
          "note: \(files.joined(separator: ", ")) of \(names) would be written otherwise now, and is by a renewal; "
          + completion("to see how: `mkcerts config \(hosts[0].host)`")
      }
  }

  /// Things of one state, a line each, but for those of slaves, which may be a thousand and are one.
  private func lines(_ items: [HorizonItem]) -> [String] {
    let slaves = items.filter { $0.profile == "client" }
    let others = slaves.count > 1 ? items.filter { $0.profile != "client" } : items
    var sentences = others.map(sentence)
    if slaves.count > 1, let first = slaves.first, let last = slaves.last {
      let names = HostNames(names: slaves.compactMap(\.host)).text.legible
      let when =
        switch first.state {
        case .early: "are not valid yet"
        case .over: "ended \(span(first, last))"
        case .good, .due: "end \(span(first, last)), the first in \(days(first))"
        }
      sentences.append("\(slaves.count) client certificates, of \(names), \(when)")
    }
    guard let state = items.first?.state else { return [] }
    let word = palette(state.rawValue + ":", state == .due ? .yellow : .red)
    return sentences.map { "\(word) \($0)" }
  }

  private func span(_ first: HorizonItem, _ last: HorizonItem) -> String {
    first.end == last.end ? first.end.iso8601 : "\(first.end.iso8601) to \(last.end.iso8601)"
  }

  private func days(_ item: HorizonItem) -> String {
    "\(abs(item.daysLeft)) \(abs(item.daysLeft) == 1 ? "day" : "days")"
  }

  /// As in `pki/cacert.pem ends 2027-03-01T12:00:00Z, in 12 days: 1 master and 14 slaves`.
  private func sentence(_ item: HorizonItem) -> String {
    let when =
      switch item.state {
      case .early: "is not valid before \(item.begin.iso8601)"
      case .over: "ended \(item.end.iso8601)"
      case .good, .due: "ends \(item.end.iso8601), in \(days(item))"
      }
    return "\(item.what.legible) \(when): \(item.takesDown.summary)"
  }

  private func fixes(_ items: [HorizonItem]) -> [String] {
    var fixes: [String] = []
    if items.contains(where: { $0.state == .early }) {
      fixes.append("see this machine's clock with `date -u`")
    }
    let ending = items.filter { $0.state != .early }
    if ending.contains(where: { $0.kind == .revocationList }) { fixes.append("`mkcerts crl`") }
    if ending.contains(where: { $0.kind == .authority }) {
      fixes.append("`mkcerts rollover begin`, or `mkcerts rollover keep-key`")
    }
    if ending.contains(where: { $0.kind == .certificate }) {
      fixes.append("`mkcerts renew --within \(span)`")
    }
    return fixes
  }

  private var table: [String] {
    var table = Table()
    table.add("UNTIL", "DAYS", "STATE", "FILE", "SERIAL", "TAKES DOWN")
    for item in horizon.items {
      table.add(
        item.end.iso8601, String(item.daysLeft), item.state.rawValue, item.what.legible,
        item.number?.short ?? "", item.matters ? item.takesDown.summary : "nothing")
    }
    return table.lines
  }
}

extension HorizonItem {
  /// The file, and which part of it where it may hold several.
  fileprivate var what: String {
    switch kind {
    case .certificate: file
    case .authority, .revocationList: "\(file) (\(name ?? "?"))"
    }
  }
}
