internal import Verification

/// The running servers that a report is of, a line each.
struct LiveRendering {
  let hosts: [LiveHost]

  var text: String {
    guard !hosts.isEmpty else { return "" }
    guard hosts.count <= ReportRendering.limit else {
      let read = hosts.count { !$0.read.isEmpty }
      return "live   \(counted(hosts.count, "server")): \(read) with a login\n"
    }
    var table = Table()
    for host in hosts {
      table.add(
        "live   \(host.host.legible)", "\(host.address.legible)", host.server?.legible ?? "",
        [host.tls, host.read.isEmpty ? "no login" : "read " + host.read.joined(separator: ", ")]
          .compactMap(\.self).joined(separator: "; ").legible)
    }
    return table.lines.map { $0 + "\n" }.joined()
  }
}
