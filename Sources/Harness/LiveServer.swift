import ExperimentSpecs
import Foundation
import HostSystem
import ProjectFiles
import Reporting
import Serving

/// Serves the page of results while runs are trained, here or by other processes.
///
/// The page is made anew after a run came to its end, by a thread of its own, and one at a time.
package final class LiveServer: Sendable {
  private struct Kept {
    var version = ""
    var html: String?
    var isMaking = false
  }

  private let server: PageServer

  /// Begins to serve.
  /// - Throws: `ServingError`, what finding the runs throws.
  package init(_ page: LivePage, port: Int) throws {
    let kept = Locked(Kept())
    _ = try page.version()
    server = try PageServer(port: port) { path in
      switch path {
      case "/", "/index.html": .html(Self.html(page, kept))
      case "/live.json": Self.state(page, kept)
      default: page.file(path).map { PageReply.file($0.bytes, name: $0.name) } ?? .notFound
      }
    }
  }

  /// The address for a browser.
  package var address: String { server.address }

  /// Ends all connections.
  package func stop() { server.stop() }

  private static func state(_ page: LivePage, _ kept: Locked<Kept>) -> PageReply {
    refresh(page, kept)
    let version = kept.withValue { $0.version }
    guard let live = try? page.live(version: version), let bytes = try? live.json() else { return .notFound }
    return .json(bytes)
  }

  private static func html(_ page: LivePage, _ kept: Locked<Kept>) -> String {
    refresh(page, kept)
    let (html, version) = kept.withValue { ($0.html, $0.version) }
    if let html { return html }
    return (try? page.live(version: version)).map(page.waiting) ?? ""
  }

  /// Begins to make the page anew, if what it shows has changed and nobody does so already.
  private static func refresh(_ page: LivePage, _ kept: Locked<Kept>) {
    guard let version = try? page.version() else { return }
    let isDue = kept.withValue { kept in
      guard !kept.isMaking, kept.version != version else { return false }
      kept.isMaking = true
      return true
    }
    guard isDue else { return }
    Thread.detachNewThread {
      let html = (try? page.live(version: version)).map(page.html)
      kept.withValue { $0 = Kept(version: html == nil ? $0.version : version, html: html ?? $0.html) }
    }
  }
}
