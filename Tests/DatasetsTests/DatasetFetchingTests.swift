import Digests
import Foundation
import Testing
import TestLaboratory

@testable import Datasets

/// Fetching, against a server of the test's own on the loopback.
@Suite(.serialized, .enabled(if: LocalServer.isWanted, Comment(rawValue: LocalServer.skipped)))
struct DatasetFetchingTests {
  let project: TrioProject
  let served: String
  let server: LocalServer

  init() throws {
    project = try TrioProject()
    served = try project.temporary.folder("served")
    server = try LocalServer(folder: served)
    try project.putImages(in: served + "/Trio") { $0.replacing(".png", with: "_GT.png") }
    try LocalServer.make(
      """
      import tarfile, zipfile
      names = ["Trio/" + stem + "_GT.png" for stem in "abc"]
      ballast = os.urandom(300_000)
      open("ballast.bin", "wb").write(ballast)
      with zipfile.ZipFile("trio.zip", "w") as archive:
        for name in names + ["ballast.bin"]: archive.write(name, "package/" + name)
      with tarfile.open("trio.tgz", "w:gz") as archive:
        for name in names + ["ballast.bin"]: archive.add(name, "package/" + name)
      """, in: served)
  }

  /// Fetches the set from sources given as (path on the server, kind).
  private func fetch(
    _ sources: [(path: String, kind: String)], log: ProgressLog = ProgressLog(), mostBytes: Int = 4 << 30
  ) throws -> LocatedDataset {
    let listed = sources.map { source in
      "{ \"url\": \"\(server.address)\(source.path)\", \"kind\": \"\(source.kind)\", \"names\": \"{stem}_GT.png\" }"
    }
    try project.writeManifest(sources: "[\(listed.joined(separator: ", "))]")
    var catalog = try project.catalog()
    catalog.patience.mostBytes = mostBytes
    return try catalog.fetch("trio", progress: log.note)
  }

  /// The lines of the attempts of a fetch that must fail and must leave no set behind.
  private func failure(_ sources: [(path: String, kind: String)], mostBytes: Int = 4 << 30) throws -> [String]
  {
    do {
      _ = try fetch(sources, mostBytes: mostBytes)
    } catch DatasetError.fetchFailed(_, let attempts) {
      #expect(!exists(project.trio))
      return attempts
    }
    Issue.record("the fetch didn't fail")
    return []
  }

  /// What is left among the incomplete, without the lock.
  private var leftovers: [String] { names(in: project.datasets + "/.partial").filter { $0 != "trio.lock" } }

  @Test(arguments: [
    ("/whole/trio.zip", "zip"), ("/whole/trio.tgz", "tgz"), ("/whole/Trio/{stem}_GT.png", "files"),
  ])
  func `a set comes whole, is checked, and leaves nothing else`(_ source: (path: String, kind: String)) throws
  {
    let log = ProgressLog()
    let located = try fetch([source], log: log)
    #expect(located.folder == project.trio)
    #expect(names(in: project.trio) == ["a.png", "b.png", "c.png"])
    try located.verified()
    #expect(leftovers == [])
    #expect(log.lines.contains("terms of Trio: None."))
  }

  @Test(arguments: [("/whole/bomb.zip", "zip"), ("/whole/bomb.tgz", "tgz")])
  func `an archive that becomes too large is given up, and leaves nothing`(
    _ source: (path: String, kind: String)
  ) throws {
    try LocalServer.make(
      """
      import tarfile, zipfile
      with zipfile.ZipFile("bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for index in range(40): archive.writestr(f"zeros-{index}", bytes(8 << 20))
      for index in range(40): open(f"zeros-{index}", "wb").truncate(8 << 20)
      with tarfile.open("bomb.tgz", "w:gz") as archive:
        for index in range(40): archive.add(f"zeros-{index}")
      """, in: served)
    let attempts = try failure([source], mostBytes: 20 << 20)
    #expect(attempts[0].contains("the archive becomes more than 20 MiB when it is unpacked"), "\(attempts)")
    #expect(!exists(project.trio) && leftovers == [])
  }

  @Test func `a set that is here and right isn't fetched again`() throws {
    _ = try fetch([("/whole/trio.zip", "zip")])
    let log = ProgressLog()
    _ = try fetch([("/whole/trio.zip", "zip")], log: log)
    #expect(server.requests.count == 1)
    #expect(log.lines.count == 1)
    #expect(log.lines[0].contains("is here already"))
  }

  @Test func `a set with a changed byte is fetched anew, and the old folder is moved aside`() throws {
    _ = try fetch([("/whole/trio.zip", "zip")])
    var bytes = project.images[0].bytes
    bytes[60] ^= 0x10
    try write(bytes, to: project.trio + "/c.png")
    try fetch([("/whole/trio.zip", "zip")]).verified()
    #expect(try read(project.trio + ".replaced/c.png") == bytes)
  }

  @Test func `a download that breaks off is resumed where it ended`() throws {
    let size = try read(served + "/trio.zip").count
    try fetch([("/cut/trio.zip", "zip")]).verified()
    #expect(server.requests == ["/cut/trio.zip - 200", "/cut/trio.zip bytes=\(size / 2)- 206"])
  }

  @Test func `a download that doesn't go on is kept, and the next fetch resumes it`() throws {
    let attempts = try failure([("/stuck/trio.zip", "zip")])
    #expect(attempts.count == 1)
    let size = try read(served + "/trio.zip").count
    let part = try #require(leftovers.first { $0.hasSuffix(".zip.part") })
    #expect(
      try read(project.datasets + "/.partial/" + part) == Array(read(served + "/trio.zip").prefix(size / 2)))
    try fetch([("/stuck/trio.zip", "zip")]).verified()
    #expect(server.requests.last == "/stuck/trio.zip bytes=\(size / 2)- 206")
    #expect(leftovers == [])
  }

  @Test func `a server without byte ranges is asked for everything again`() throws {
    let log = ProgressLog()
    try fetch([("/rangeless/trio.tgz", "tgz")], log: log).verified()
    #expect(server.requests.last == "/rangeless/trio.tgz - 200")
    #expect(log.lines.contains("the server can't resume; starting anew"))
  }

  @Test func `the next address is tried when the first isn't found, with a line about it`() throws {
    let log = ProgressLog()
    try fetch([("/gone/trio.zip", "zip"), ("/whole/trio.tgz", "tgz")], log: log).verified()
    #expect(log.lines.contains { $0.contains("that failed") && $0.contains("404") }, "\(log.lines)")
  }

  @Test func `when no address works, each says why`() throws {
    let attempts = try failure([("/gone/trio.zip", "zip"), ("/gone/{file}", "files")])
    #expect(attempts.count == 2)
    #expect(attempts[0].hasPrefix("\(server.address)/gone/trio.zip: ") && attempts[0].contains("404"))
    #expect(attempts[1].contains("404"))
  }

  @Test func `a host that doesn't answer is an attempt that failed`() throws {
    try project.writeManifest(sources: "[{ \"url\": \"http://127.0.0.1:1/trio.zip\", \"kind\": \"zip\" }]")
    let error = #expect(throws: DatasetError.self) { try project.catalog().fetch("trio") }
    let message = try #require(error).description
    #expect(message.contains("http://127.0.0.1:1/trio.zip: curl: (7)"), "\(message)")
    #expect(message.contains("experiments data add trio FOLDER"))
    #expect(error?.exitCode == 3)
  }

  @Test(arguments: [("zip", "trio.zip"), ("tgz", "trio.tgz")])
  func `a corrupt archive is refused and not kept`(_ archive: (kind: String, file: String)) throws {
    var bytes = try read(served + "/" + archive.file)
    for i in bytes.count / 3..<bytes.count { bytes[i] = UInt8(truncatingIfNeeded: i) }
    try write(bytes, to: served + "/bad")
    let attempts = try failure([("/whole/bad", archive.kind)])
    #expect(attempts.first?.contains("the archive can't be unpacked") ?? false, "\(attempts)")
    #expect(leftovers == [])
    try write(Array("<html>no such file</html>".utf8), to: served + "/page")
    #expect(try failure([("/whole/page", archive.kind)]).first?.contains("can't be unpacked") ?? false)
  }

  @Test func `a file with one byte changed is named with both digests, in an archive and alone`() throws {
    var bytes = project.images[1].bytes
    bytes[bytes.count - 20] ^= 4
    try write(bytes, to: served + "/Trio/a_GT.png")
    try LocalServer.make(
      """
      import zipfile
      with zipfile.ZipFile("changed.zip", "w") as archive:
        for stem in "abc": archive.write("Trio/" + stem + "_GT.png")
      """, in: served)
    let attempts = try failure([("/whole/changed.zip", "zip"), ("/whole/Trio/{stem}_GT.png", "files")])
    for attempt in attempts {
      #expect(attempt.contains("1 of 3 files have other bytes than listed, such as a.png"), "\(attempt)")
      #expect(
        attempt.contains(sha256Hex(of: bytes)) && attempt.contains(sha256Hex(of: project.images[1].bytes)))
    }
    #expect(attempts.count == 2)
  }

  @Test func `a file missing in the archive is named`() throws {
    try LocalServer.make(
      """
      import tarfile
      with tarfile.open("two.tgz", "w:gz") as archive:
        for stem in "ac": archive.add("Trio/" + stem + "_GT.png")
      """, in: served)
    let attempts = try failure([("/whole/two.tgz", "tgz")])
    #expect(attempts.first?.contains("1 of 3 files aren't in it, such as b.png") ?? false, "\(attempts)")
  }

  @Test(arguments: ["../../escaped.png", "/tmp/srcnn-escaped.png"])
  func `an archive that leads out of its folder isn't unpacked`(_ entry: String) throws {
    try LocalServer.make(
      """
      import io, tarfile, zipfile
      with zipfile.ZipFile("out.zip", "w") as archive:
        archive.writestr("\(entry)", b"out")
        for stem in "abc": archive.write("Trio/" + stem + "_GT.png")
      with tarfile.open("out.tgz", "w:gz") as archive:
        member = tarfile.TarInfo("\(entry)")
        member.size = 3
        archive.addfile(member, io.BytesIO(b"out"))
        for stem in "abc": archive.add("Trio/" + stem + "_GT.png")
      """, in: served)
    let attempts = try failure([("/whole/out.zip", "zip"), ("/whole/out.tgz", "tgz")])
    #expect(attempts.count == 2)
    #expect(attempts.allSatisfy { $0.contains("leads outside its folder: \(entry)") }, "\(attempts)")
    #expect(!exists(project.temporary.path + "/escaped.png") && !exists("/tmp/srcnn-escaped.png"))
    #expect(leftovers == [])
  }

  @Test func `a link in an archive is never followed`() throws {
    try write(project.images[1].bytes, to: project.temporary.path + "/secret.png")
    try LocalServer.make(
      """
      import tarfile
      with tarfile.open("link.tgz", "w:gz") as archive:
        for stem in "bc": archive.add("Trio/" + stem + "_GT.png")
        member = tarfile.TarInfo("Trio/a_GT.png")
        member.type, member.linkname = tarfile.SYMTYPE, "\(project.temporary.path)/secret.png"
        archive.addfile(member)
      """, in: served)
    let attempts = try failure([("/whole/link.tgz", "tgz")])
    #expect(attempts.first?.contains("1 of 3 files aren't in it, such as a.png") ?? false, "\(attempts)")
  }

  @Test func `an archive without images says so`() throws {
    try LocalServer.make(
      "import zipfile\nwith zipfile.ZipFile('none.zip', 'w') as archive: archive.write('ballast.bin')",
      in: served)
    let attempts = try failure([("/whole/none.zip", "zip")])
    #expect(attempts.first?.contains("there are no images of the listed kind in it") ?? false, "\(attempts)")
  }

  @Test func `an archive other than the listed one is told, and its files decide`() throws {
    try project.writeManifest(
      sources: """
        [{ "url": "\(server.address)/whole/trio.zip", "kind": "zip", "sha256": "\(sha256Hex(of: "other"))" }]
        """)
    let log = ProgressLog()
    try project.catalog().fetch("trio", progress: log.note)
    #expect(log.lines.contains("the archive isn't the one that was listed; its files decide"))
    try project.catalog().verify("trio")
  }

  @Test func `a missing program is named with how to get it`() throws {
    try project.writeManifest(
      sources: "[{ \"url\": \"\(server.address)/whole/trio.zip\", \"kind\": \"zip\" }]")
    let catalog = try DatasetCatalog(root: project.root, dataRoot: nil, environment: ["PATH": served])
    let error = #expect(throws: DatasetError.self) { try catalog.fetch("trio") }
    #expect(
      try #require(error).description
        == "curl is needed to download data sets, and isn't installed; `make deps` installs it")
  }

  /// The name of what is downloaded from an address of the server.
  private func download(of path: String) -> String {
    let key = sha256Hex(of: server.address + path).prefix(12)
    return "trio-\(key).\((path as NSString).pathExtension)"
  }

  /// Puts files among the incomplete, as a process does that is killed.
  private func leave(_ names: [String], holding bytes: [UInt8] = []) throws {
    let partial = project.datasets + "/.partial"
    try FileManager.default.createDirectory(atPath: partial, withIntermediateDirectories: true)
    for name in names { try write(bytes, to: "\(partial)/\(name)") }
  }

  @Test func `an empty file of a process killed before its first write is filled by the next fetch`() throws {
    try leave([download(of: "/whole/trio.zip") + ".part"])
    try fetch([("/whole/trio.zip", "zip")]).verified()
    #expect(server.requests == ["/whole/trio.zip - 200"])
    #expect(leftovers == [])
  }

  @Test func `what was left of downloads goes once the set is there, from whatever address it was`() throws {
    let stale = ["trio-0123456789ab.tgz.part", "trio-0123456789ac.zip"]
    let others = ["trio-b-0123456789ab.zip.part", "trio-notes.zip", "trio.lock"]
    try leave(stale + others)
    try fetch([("/whole/trio.zip", "zip")]).verified()
    #expect(leftovers == others.filter { $0 != "trio.lock" })
    // One that comes to a set that is here already removes them, too.
    try leave(stale, holding: [1, 2])
    try fetch([("/whole/trio.zip", "zip")]).verified()
    #expect(leftovers == others.filter { $0 != "trio.lock" })
    #expect(server.requests.count == 1)
  }

  @Test func `an address that gives an empty file is one that failed, and leaves nothing`() throws {
    try write([], to: served + "/empty.zip")
    try leave([download(of: "/whole/empty.zip") + ".part"])
    for _ in 1...2 {
      let attempts = try failure([("/whole/empty.zip", "zip")])
      #expect(attempts.count == 1)
      #expect(attempts.first?.contains("there is an empty file at this address") == true, "\(attempts)")
      #expect(leftovers == [])
    }
  }

  @Test func `a process killed before the first byte came leaves no empty file behind`() async throws {
    try project.writeManifest(
      sources: "[{ \"url\": \"\(server.address)/silent/trio.zip\", \"kind\": \"zip\" }]")
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [root = project.root as String, requests = served + "/.requests" as String] in
      let catalog = try DatasetCatalog(root: root, dataRoot: nil, environment: ["PATH": "/usr/bin:/bin"])
      Thread.detachNewThread {
        while !FileManager.default.fileExists(atPath: requests) { usleep(10_000) }
        usleep(300_000)
        kill(getpid(), SIGKILL)
      }
      try catalog.fetch("trio")
    }
    #expect(server.requests == ["/silent/trio.zip - 200"])
    #expect(!leftovers.contains { $0.hasSuffix(".part") }, "\(leftovers)")
  }

  @Test func `a process killed at any step leaves no set behind, and the next fetch completes it`()
    async throws
  {
    try LocalServer.make(
      """
      import zipfile
      open("large.bin", "wb").write(os.urandom(12_000_000))
      with zipfile.ZipFile("large.zip", "w") as archive:
        archive.write("large.bin")
        for stem in "abc": archive.write("Trio/" + stem + "_GT.png")
      """, in: served)
    try project.writeManifest(
      sources: "[{ \"url\": \"\(server.address)/whole/large.zip\", \"kind\": \"zip\" }]")
    for step in ["10.0 MB", "unpacking", "checking 3 files"] {
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [root = project.root as String, step = step as String] in
        let catalog = try DatasetCatalog(root: root, dataRoot: nil, environment: ["PATH": "/usr/bin:/bin"])
        try catalog.fetch("trio") { if $0 == step { kill(getpid(), SIGKILL) } }
      }
      #expect(!exists(project.trio), "killed at \(step)")
      #expect(!leftovers.isEmpty, "killed at \(step)")
      let error = #expect(throws: DatasetError.self) { try project.catalog().require("trio") }
      guard case .missing? = error else {
        Issue.record("killed at \(step): \(String(describing: error))")
        return
      }
    }
    try project.catalog().fetch("trio").verified()
    #expect(leftovers == [])
    // Only the first of the killed downloads was taken up again; the later ones found it complete.
    #expect(server.requests.count == 2, "\(server.requests)")
    #expect(server.requests.last?.hasSuffix("206") ?? false, "\(server.requests)")
  }
}
