/// What is to be done on hosts whose folders have changed, the same on each of them.
public struct HostTask: Sendable, Encodable {
  public let hosts: [String]
  /// `mariadb-10.11`.
  public let server: String
  public let role: String
  /// In order. Of several hosts, each host's folder is meant where a folder is named `NAME`.
  public let steps: [HostStep]
  /// What is to be known besides, each a sentence.
  public let remarks: [String]
}

extension HostTask {
  /// Deliveries to single hosts, those together that are the same but for the host's own folder.
  public static func together(_ deliveries: [HostDelivery]) -> [HostTask] {
    var order: [HostDelivery] = []
    var hosts: [HostDelivery: [String]] = [:]
    for delivery in deliveries where !delivery.steps.isEmpty || !delivery.remarks.isEmpty {
      let form = delivery.named("NAME")
      if hosts[form] == nil { order.append(form) }
      hosts[form, default: []].append(delivery.host)
    }
    return order.map { form in
      let names = hosts[form] ?? []
      let shown = names.count == 1 ? form.named(names[0]) : form
      return HostTask(
        hosts: names, server: form.server, role: form.role, steps: shown.steps, remarks: shown.remarks)
    }
  }
}

extension HostDelivery {
  /// The same for the host `name`.
  fileprivate func named(_ name: String) -> HostDelivery {
    HostDelivery(
      host: name, server: server, role: role, steps: steps.map { $0.copying(from: name) },
      remarks: remarks)
  }
}
