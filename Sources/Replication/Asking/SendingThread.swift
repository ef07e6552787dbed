/// A connection on which a server sends its binary log, as that server sees it: the proof of encryption, since a
/// slave's status only repeats what it was told.
public struct SendingThread: Sendable, Hashable {
  /// The connection's number, as `KILL` takes it; nil where it is not told.
  public let id: Int64?
  /// The account's user.
  public let user: String
  /// Where it comes from: an address or name, sometimes with a port; empty where it is not told.
  public let host: String
  /// `SSL/TLS`, `TCP/IP`, `Socket` and the like.
  public let connectionType: String
  /// As in `TLSv1.3`; empty without TLS, nil where the server keeps no record of it.
  public let version: String?

  /// Whether it goes over a network in the clear.
  public var isPlain: Bool { connectionType.uppercased() == "TCP/IP" || isTLS && version == "" }

  private var isTLS: Bool { connectionType.uppercased() == "SSL/TLS" }

  /// Reads the answer to ``ServerQuestion/senders``.
  public static func all(in table: ClientTable) -> [SendingThread] {
    table.rows.compactMap { row in
      row["connection_type"].map {
        SendingThread(
          id: row["id"].flatMap { Int64($0) }, user: row["user"] ?? "", host: row["host"] ?? "",
          connectionType: $0, version: row["version"])
      }
    }
  }
}
