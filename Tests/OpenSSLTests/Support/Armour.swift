import Foundation

/// PEM armour for bytes that are no valid DER, which no library of ours would write.
enum Armour {
  static func pem(_ der: [UInt8], _ label: String) -> String {
    let body = Data(der).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
    return "-----BEGIN \(label)-----\n\(body)\n-----END \(label)-----\n"
  }
}
