import HostSystem

/// A program of this machine; the tests have a `Program` of their own.
typealias HostSystemProgram = HostSystem.Program
