internal import Replication

/// Tasks of single hosts, put together as they come where they are the same but for the host's own folder.
struct HostTaskGroups {
  private var order: [HostTask] = []
  private var hosts: [HostTask: [String]] = [:]

  /// Takes a task; one with nothing in it is passed over.
  mutating func add(_ task: HostTask) {
    guard !task.steps.isEmpty || !task.remarks.isEmpty else { return }
    let form = task.named("NAME")
    if hosts[form] == nil { order.append(form) }
    hosts[form, default: []] += task.hosts
  }

  /// All of them in the order in which they came.
  var inOrder: [HostTask] {
    order.map { form in
      let names = hosts[form] ?? []
      return form.named(names.count == 1 ? names[0] : "NAME", of: names)
    }
  }

  /// All of them, masters first: they are the ones who refuse.
  var mastersFirst: [HostTask] {
    let tasks = inOrder
    let slave = Role.slave.rawValue
    return tasks.filter { $0.role != slave } + tasks.filter { $0.role == slave }
  }
}
