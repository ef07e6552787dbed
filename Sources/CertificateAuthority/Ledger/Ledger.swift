public import OpenSSL

/// The authority's record of every serial number that it ever planned or issued.
///
/// Each call is one transaction: when it returns, it would survive a loss of power; when it throws, it did
/// nothing. The embedded ledger is ``SQLiteLedger``; a fleet with many operators may keep it in a database of
/// its own.
public protocol Ledger: AnyObject {
  /// All generations of the authority, the first one first, abandoned ones included.
  func generations() throws -> [Generation]
  /// Records a generation that is about to be signed, with all that is noted about the authority; what was
  /// noted about one that never came to be is forgotten.
  func plan(_ generation: Generation, notes: [String: String], at time: Time) throws
  /// Adds its certificate to a planned generation, before its files are written.
  func setCertificate(_ certificate: Certificate, ofGeneration number: Int) throws
  /// Moves a generation on to another state.
  func setState(_ state: Generation.State, ofGeneration number: Int) throws

  /// Takes serial numbers, before anything is signed with them.
  ///
  /// - Parameter notes: by holder, what is noted about it once its certificates are issued, and forgotten
  ///   where they are abandoned.
  func plan(_ certificates: [PlannedCertificate], notes: [String: [String: String]], at time: Time) throws
  /// Marks planned certificates as issued; those that their holders had in the same profiles, or in any
  /// profile where their order replaces all of them, become replaced.
  func markIssued(_ certificates: [Certificate], retiring holders: [String], at time: Time) throws
  /// Marks planned certificates as never delivered.
  func abandon(_ serials: [SerialNumber]) throws

  /// What is planned and neither issued nor abandoned: what a killed process left behind.
  func unfinished() throws -> [LedgerEntry]
  /// The present certificates of a holder. Case does not count in its name.
  func current(of holder: String) throws -> [LedgerEntry]
  /// Everything about one holder, the oldest first. Case does not count in its name.
  func history(of holder: String) throws -> [LedgerEntry]
  /// The present certificates of all holders, sorted by holder.
  func allCurrent() throws -> [LedgerEntry]
  /// The present certificates of all holders that end before `time`, those that are over included; the first
  /// to end first.
  func current(endingBefore time: Time) throws -> [LedgerEntry]
  /// The present certificates that clients look for a dialled name in, sorted by holder.
  func allCurrentServers() throws -> [LedgerEntry]
  /// The entry of a serial number.
  func entry(of serial: SerialNumber) throws -> LedgerEntry?
  /// The certificate of a serial number, in DER; nil where none was issued.
  func certificate(of serial: SerialNumber) throws -> [UInt8]?

  /// What was noted about a holder under a name; `""` is the authority itself. The ledger gives it no
  /// meaning.
  func note(_ name: String, of holder: String) throws -> String?
  /// Everything that is noted, by holder and name; case counts in the holders' names.
  func allNotes() throws -> [String: [String: String]]
  /// Notes something about several holders in one transaction.
  func setNotes(_ notes: [String: [String: String]]) throws
  /// Notes something about a holder.
  func setNotes(_ notes: [String: String], of holder: String) throws
}
