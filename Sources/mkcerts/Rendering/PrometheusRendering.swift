internal import Fleet
internal import OpenSSL

/// What `status` tells Prometheus: moments, as seconds since 1970, in the text format
/// (https://prometheus.io/docs/instrumenting/exposition_formats/).
///
/// A moment stays true whenever it is scraped, however old the file is and whatever has expired since; what is
/// left of a certificate is the metric less `time()`.
struct PrometheusRendering {
  let horizon: Horizon

  var text: String {
    let certificates = horizon.items.filter { $0.kind == .certificate }
    let authorities = horizon.items.filter { $0.kind == .authority }
    let lists = horizon.items.filter { $0.kind == .revocationList }
    return [
      moments("certificate_not_after", "When the present certificate of a host ends.", certificates, \.end),
      moments(
        "certificate_not_before", "When the present certificate of a host begins.", certificates, \.begin),
      moments("authority_not_after", "When a generation of the authority ends.", authorities, \.end),
      moments("authority_not_before", "When a generation of the authority begins.", authorities, \.begin),
      family(
        "authority_hosts", "How many hosts a generation of the authority takes down when it ends.",
        authorities
      ) { Int64($0.takesDown.names.count) },
      moments(
        "crl_next_update", "When a revocation list ends, and all who have it refuse everybody.", lists, \.end),
      moments("crl_this_update", "When a revocation list was made.", lists, \.begin),
      head("status_timestamp_seconds", "When these metrics were made.")
        + "mkcerts_status_timestamp_seconds \(horizon.time.seconds)\n",
    ].joined()
  }

  private func moments(
    _ name: String, _ help: String, _ items: [HorizonItem], _ moment: (HorizonItem) -> Time
  )
    -> String
  {
    family(name + "_timestamp_seconds", help, items) { moment($0).seconds }
  }

  private func family(
    _ name: String, _ help: String, _ items: [HorizonItem], _ value: (HorizonItem) -> Int64
  ) -> String {
    guard !items.isEmpty else { return "" }
    // A series that stands there twice has the whole file refused. The first is the one that ends first.
    var seen: Set<String> = []
    return head(name, help)
      + items.map { item in
        let labels = item.metricLabels
        return seen.insert(labels).inserted ? "mkcerts_\(name){\(labels)} \(value(item))\n" : ""
      }.joined()
  }

  private func head(_ name: String, _ help: String) -> String {
    "# HELP mkcerts_\(name) \(help)\n# TYPE mkcerts_\(name) gauge\n"
  }
}

extension HorizonItem {
  fileprivate var metricLabels: String {
    let serial = kind == .revocationList ? nil : number?.description
    let labels: [(String, String?)] = [
      ("host", host), ("role", role), ("profile", profile), ("generation", generation.map(String.init)),
      ("subject", name), ("serial", serial), ("file", file),
    ]
    return labels.compactMap { label, value in value.map { "\(label)=\"\(Self.escaped($0))\"" } }
      .joined(separator: ",")
  }

  /// Within quotes only the quote, the backslash and the line feed have to be escaped.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\\\"
      case "\"": escaped += "\\\""
      case "\n": escaped += "\\n"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
