import HostSystem
import RunRecords

extension RunFolder {
  /// Changes the provenance of a run, if it has one.
  /// - Throws: `HostError`.
  func amendProvenance(of identity: RunIdentity, _ change: (inout Provenance) -> Void) throws {
    guard var provenance = try checkedProvenance(), provenance.runId == identity.id else { return }
    change(&provenance)
    try writeAtomically(try sealedJSONBytes(provenance), to: provenanceFile)
  }
}
