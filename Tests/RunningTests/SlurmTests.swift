import ExperimentSpecs
import Foundation
import HostSystem
import Testing
import TestLaboratory

@testable import RunRecords
@testable import Running

/// Slurm as two scripts that answer as it does; `make slurm-test` has a real one.
@Suite struct `A sweep by Slurm` {
  private let laboratory: RunLaboratory
  private let tools: String

  init() throws {
    laboratory = try RunLaboratory()
    tools = laboratory.root + "/tools"
    try makeFolder(tools)
    try tool("sbatch", "echo \"$@\" > \"$0.arguments\"; echo '17;cluster'")
    try tool("squeue", "echo '0 RUNNING'; echo '2 PENDING'")
  }

  private func tool(_ name: String, _ body: String) throws {
    try writeProgram(body, to: "\(tools)/\(name)")
  }

  private var slurm: Slurm { get throws { try Slurm(environment: ["PATH": tools]) } }

  private func script(_ count: Int = 3) -> SlurmScript {
    SlurmScript(
      command: ["/a b/experiments", "run-task", "it's \"$(id)\" `id` \\"], count: count, mostAtOnce: 2,
      threads: 4,
      logs: "/logs", options: ["--time=1:00:00"])
  }

  @Test func `is one array that is queued again, with what was asked for`() throws {
    #expect(try slurm.submit(script(), file: laboratory.root + "/s.sh") == 17)
    let arguments = try String(contentsOfFile: tools + "/sbatch.arguments", encoding: .utf8)
    for part in ["--array=0-2%2", "--requeue", "--cpus-per-task=4", "--signal=B:USR1@60", "--time=1:00:00"] {
      #expect(arguments.contains(part), "\(arguments)")
    }
  }

  @Test func `hands every word to the program as it is`() throws {
    try tool(
      "program", "for word in \"$@\"; do printf '%s\\n' \"$word\"; done > \"\(laboratory.root)/words\"")
    var own = script()
    own.command[0] = tools + "/program"
    try write(Array(own.text.utf8), to: laboratory.root + "/s.sh")
    let ending = try HostSystem.Program("/usr/bin/env").run(
      ["SLURM_ARRAY_TASK_ID=2", "bash", laboratory.root + "/s.sh"]) { _ in }
    #expect(ending.status == 0, "\(ending.errors)")
    let words = try String(contentsOfFile: laboratory.root + "/words", encoding: .utf8)
    #expect(words == "run-task\nit's \"$(id)\" `id` \\\n--task\n2\n")
  }

  @Test func `saves its state when its time ends, and waits for more`() throws {
    try tool("program", "trap 'exit 130' TERM; : > \"$0.ready\"; while true; do sleep 0.1; done")
    try tool("scontrol", "echo \"$@\" > \"$0.arguments\"")
    var own = script()
    own.command = [tools + "/program"]
    let path = laboratory.root + "/s.sh"
    try write(Array(own.text.utf8), to: path)
    // A shell that is slow after its `kill`: the program has ended before the script goes on.
    try write(
      Array("kill() { command kill \"$@\"; local code=$?; sleep 0.5; return $code; }\n".utf8),
      to: laboratory.root + "/slow.sh")
    for (signal, isQueued, settings) in [
      ("USR1", true, ""), ("TERM", false, ""),
      ("USR1", true, "BASH_ENV=\(laboratory.root)/slow.sh"),
      ("TERM", false, "BASH_ENV=\(laboratory.root)/slow.sh"),
    ] {
      try? FileManager.default.removeItem(atPath: tools + "/scontrol.arguments")
      try? FileManager.default.removeItem(atPath: own.command[0] + ".ready")
      let line =
        "PATH=\(tools):$PATH SLURM_JOB_ID=5 \(settings) bash \(path) & job=$!; while ! [ -e \(own.command[0]).ready ]; do sleep 0.1; done; kill -\(signal) $job; wait $job; echo $?"
      var said = Data()
      _ = try HostSystem.Program("/bin/sh").run(["-c", line]) { said += $0 }
      #expect(String(decoding: said, as: UTF8.self).hasSuffix("130\n"), "\(signal) \(settings)")
      #expect(exists(tools + "/scontrol.arguments") == isQueued, "\(signal) \(settings)")
    }
  }

  @Test func `leaves out what is done and what waits, and puts together what depends on each other`() throws {
    let runs = [laboratory.run(), laboratory.run(seed: 2), laboratory.run("again")]
    let engine = try laboratory.engine()
    _ = engine.run([runs[1]])
    let sweep = engine.sweep(engine.plan(runs), [], waiting: [])
    #expect(sweep.tasks.count == 1 && sweep.tasks[0].runs.map(\.variant) == ["3-1-3", "again"])
    let id = try #require(engine.plan([runs[0]])[0].identity?.shortId)
    #expect(engine.sweep(engine.plan(runs), [], waiting: [id]).tasks.isEmpty)
  }

  @Test func `knows which of its runs wait`() throws {
    let engine = try laboratory.engine()
    var sweep = engine.sweep(
      engine.plan([laboratory.run(seed: 1), laboratory.run(seed: 2), laboratory.run(seed: 3)]), [],
      waiting: [])
    let folder = SlurmSweep.folder(in: laboratory.results)
    try makeFolder(folder)
    #expect(try slurm.waiting(in: laboratory.results).isEmpty)
    sweep.job = 17
    try sweep.write(to: folder + "/a.json")
    #expect(try slurm.waiting(in: laboratory.results) == Set([0, 2].flatMap { sweep.tasks[$0].ids }))
    try tool("squeue", "echo 'slurm_load_jobs error: Invalid job id specified' >&2; exit 1")
    #expect(try slurm.waiting(in: laboratory.results).isEmpty)
  }

  @Test func `that can't be is said in a sentence`() throws {
    #expect(throws: SlurmError.missing("sbatch")) { _ = try Slurm(environment: ["PATH": "/nowhere"]) }
    try tool("sbatch", "echo 'sbatch: error: invalid partition specified: x' >&2; exit 1")
    #expect(throws: SlurmError.refused(reason: "sbatch: error: invalid partition specified: x")) {
      _ = try slurm.submit(script(), file: laboratory.root + "/s.sh")
    }
  }
}
