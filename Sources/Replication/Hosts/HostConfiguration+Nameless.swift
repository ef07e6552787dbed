extension HostConfiguration {
  /// What stands in the texts of a ``nameless`` host for each octet of a name; it stands nowhere else in a text.
  public static let placeholder: UInt8 = 0x01

  /// What this host has in common with all that differ from it in their names alone, of which its length stays: where
  /// lines are broken depends on that.
  public var nameless: HostConfiguration {
    var nameless = self
    nameless.name = String(
      decoding: repeatElement(Self.placeholder, count: name.utf8.count), as: UTF8.self)
    return nameless
  }
}

extension ChangeMaster {
  /// The statement for the ``HostConfiguration/nameless`` slave.
  public var nameless: ChangeMaster {
    var nameless = self
    nameless.host = host.nameless
    return nameless
  }
}
