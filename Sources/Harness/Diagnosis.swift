import Datasets
import Foundation
import HostSystem
import LinearAlgebra
import Plotting
import ProjectFiles
import RunRecords
import Tensors
import Wording

/// The versions of the libraries that the program was built with, as far as pkg-config knows them.
package func libraryVersions() -> [String: String] {
  var versions = versions(of: ["hdf5", "matio", "libpng", "libturbojpeg"])
  versions["openblas"] = LinearAlgebraLibrary.description
  return versions
}

private func versions(of libraries: [String]) -> [String: String] {
  var versions: [String: String] = [:]
  for name in libraries { versions[name] = Program.output(of: ["pkg-config", "--modversion", name]) }
  return versions
}

/// What the program is, what it runs on, and what is missing: the answer of `experiments doctor`.
package struct Diagnosis: Sendable {
  private let facts: [(name: String, value: String)]

  /// Looks around.
  package init(_ project: Project, version: String) {
    let environment = RunEnvironment(root: project.root, libraries: libraryVersions())
    var facts: [(String, String)] = [
      ("experiments", "\(version), \(environment.configuration) build, \(environment.compiler)"),
      ("commit", (environment.commit ?? "none") + (environment.isDirty == true ? ", with changes" : "")),
      ("system", environment.operatingSystem), ("processor", environment.processor),
      ("processors", "\(ProcessInfo.processInfo.activeProcessorCount)"),
      ("instructions", environment.simdLevel + Self.otherLevels),
      ("memory", "\(ProcessInfo.processInfo.physicalMemory >> 30) GiB"),
    ]
    // No run depends on those of photos.
    let photos = versions(of: ["libtiff-4", "libwebp", "libheif", "lcms2"])
    let libraries = environment.libraries.merging(photos) { $1 }
    for (name, version) in libraries.sorted(by: { $0.key < $1.key }) {
      let hint = name == "openblas" ? Self.hint(onKernels: LinearAlgebraLibrary.kernels, best: .best) : ""
      facts.append((name, version + hint))
    }
    if !Self.isInPath("pkg-config", project.environment) {
      facts.append(
        ("pkg-config", "missing, so that versions of libraries aren't known; `make deps` installs it"))
    }
    facts.append(("gnuplot", Self.gnuplot(project.environment)))
    for tool in ["curl", "bsdtar", "unzip"] {
      facts.append(
        (tool, Self.isInPath(tool, project.environment) ? "there" : "missing; `make deps` installs it"))
    }
    facts.append(("OpenCL", DeviceList().summary))
    facts.append(("project", project.root))
    facts.append(("results", project.results + Self.writability(of: project.results)))
    do {
      let list = try project.catalog().list()
      facts.append(
        ("image sets", "\(list.presentNames.count) of \(list.count) here" + Self.remedy(for: list)))
    } catch {
      facts.append(("image sets", error.description))
    }
    self.facts = facts
  }

  /// The facts for people.
  package var text: String { listed(facts.map { [$0.name, $0.value] }) }

  /// The facts for machines.
  package var json: JSON { .object(facts.map { ($0.name, .text($0.value)) }) }

  /// What makes methods faster where OpenBLAS is older than the processor.
  static func hint(onKernels kernels: String, best level: SIMDLevel) -> String {
    let known: String
    switch level {
    case .avx512: known = "SkylakeX"
    case .avx2: known = "Haswell"
    case .portable, .wide: return ""
    }
    return LinearAlgebraLibrary.areForUnknownProcessor(kernels)
      ? "; it doesn't know this processor: `export OPENBLAS_CORETYPE=\(known)` makes methods several times as fast"
      : ""
  }

  private static var otherLevels: String {
    let others = SIMDLevel.allCases.filter { $0.isAvailable && $0 != .best }.map(\.rawValue)
    return others.isEmpty ? "" : " (also there: \(others.joined(separator: ", ")))"
  }

  private static func gnuplot(_ environment: [String: String]) -> String {
    do {
      let runner = try GnuplotRunner(environment: environment)
      return
        "\(Program.output(of: [runner.executable, "--version"]) ?? "doesn't start") (\(runner.executable))"
    } catch {
      return "missing: figures can't be drawn; `make deps` installs it"
    }
  }

  private static func isInPath(_ tool: String, _ environment: [String: String]) -> Bool {
    (environment["PATH"] ?? "").split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(tool)")
    }
  }

  /// The command that gets the usual sets, as far as they aren't here.
  private static func remedy(for list: [DatasetStatus]) -> String {
    let missing = ["t91", "set5", "set14"].filter { !list.presentNames.contains($0) }
    return missing.isEmpty
      ? "; `experiments data list`"
      : "; `experiments data fetch \(missing.joined(separator: " "))` gets the usual ones"
  }

  private static func writability(of folder: String) -> String {
    if !FileManager.default.fileExists(atPath: folder) { return " (made on first use)" }
    return FileManager.default.isWritableFile(atPath: folder)
      ? "" : " (not writable; `chmod -R u+w \(folder)`, or another folder with --results)"
  }
}
