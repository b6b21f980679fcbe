// swift-tools-version: 6.2
import PackageDescription

/// Numeric loops stay optimised in a debug build too, so that `swift run experiments …` is no speed trap.
let fastC: [CSetting] = [.unsafeFlags(["-O3"])]
let fastSwift: [SwiftSetting] = [.unsafeFlags(["-O"])]

/// Pointers are confined to the kernel, codec and storage targets; elsewhere one is a compile error.
let safe: [SwiftSetting] = [
  .strictMemorySafety(), .treatWarning("StrictMemorySafety", as: .error),
]

let package = Package(
  name: "srcnn-experiments",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/swhitty/FlyingFox", exact: "0.27.1"),
  ],
  targets: [
    // C libraries and kernels
    .systemLibrary(
      name: "CHDF5", pkgConfig: "hdf5", providers: [.apt(["libhdf5-dev"]), .brew(["hdf5"])]),
    .systemLibrary(
      name: "CMatio", pkgConfig: "matio", providers: [.apt(["libmatio-dev"]), .brew(["libmatio"])]),
    .systemLibrary(
      name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"]), .brew(["libpng"])]),
    .systemLibrary(
      name: "CTurboJPEG", pkgConfig: "libturbojpeg",
      providers: [.apt(["libturbojpeg0-dev"]), .brew(["jpeg-turbo"])]),
    .systemLibrary(
      name: "CJPEG", pkgConfig: "libjpeg",
      providers: [.apt(["libjpeg62-turbo-dev"]), .brew(["jpeg-turbo"])]),
    .systemLibrary(
      name: "CTIFF", pkgConfig: "libtiff-4", providers: [.apt(["libtiff-dev"]), .brew(["libtiff"])]),
    .systemLibrary(
      name: "CWebP", pkgConfig: "libwebpmux", providers: [.apt(["libwebp-dev"]), .brew(["webp"])]),
    .systemLibrary(
      name: "CHEIF", pkgConfig: "libheif", providers: [.apt(["libheif-dev"]), .brew(["libheif"])]),
    .systemLibrary(
      name: "CLCMS2", pkgConfig: "lcms2", providers: [.apt(["liblcms2-dev"]), .brew(["little-cms2"])]),
    .systemLibrary(
      name: "CLAPACK", pkgConfig: "openblas",
      providers: [.apt(["libopenblas-dev", "liblapacke-dev"]), .brew(["openblas"])]),
    .target(
      name: "CImageCodecs",
      dependencies: ["CHEIF", "CJPEG", "CLCMS2", "CPNG", "CTIFF", "CTurboJPEG", "CWebP"]),
    .target(name: "CKernels", cSettings: fastC + [.define("NDEBUG", .when(configuration: .release))]),
    .target(name: "CHostSystem"),
    .target(name: "COpenCL", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),

    // Values and the machine
    .target(name: "Vocabulary", swiftSettings: safe),
    .target(name: "HostSystem", dependencies: ["CHostSystem"]),
    .target(name: "Digests", dependencies: ["HostSystem"], swiftSettings: fastSwift + safe),
    .target(name: "Tensors", dependencies: ["CKernels", "Vocabulary"], swiftSettings: fastSwift),
    .target(
      name: "LinearAlgebra", dependencies: ["CLAPACK"], swiftSettings: fastSwift,
      linkerSettings: [.linkedLibrary("lapacke", .when(platforms: [.linux]))]),
    .target(
      name: "Imaging", dependencies: ["CImageCodecs", "HostSystem", "Vocabulary"], swiftSettings: fastSwift),

    // Files, figures, and words and numbers for people
    .target(name: "HDF5Storage", dependencies: ["CHDF5", "HostSystem"]),
    .target(name: "MATLABFiles", dependencies: ["CMatio", "HostSystem"]),
    .target(
      name: "ModelFiles", dependencies: ["Tensors", "Vocabulary", "Wording"], swiftSettings: fastSwift + safe),
    .target(name: "Wording", dependencies: ["HostSystem"], swiftSettings: safe),
    .target(name: "Plotting", dependencies: ["HostSystem", "Vocabulary"], swiftSettings: safe),
    .target(
      name: "Pages", dependencies: ["Plotting", "Wording"],
      resources: [.embedInCode("Resources/page.css"), .embedInCode("Resources/page.js")],
      swiftSettings: safe),

    // What is asked for, and what computes it
    .target(name: "ExperimentSpecs", dependencies: ["Vocabulary", "Wording"], swiftSettings: safe),
    .target(
      name: "SuperResolution", dependencies: ["Tensors", "Vocabulary"], swiftSettings: fastSwift + safe),
    .target(
      name: "OpenCLBackend", dependencies: ["COpenCL", "SuperResolution", "Tensors", "Vocabulary"],
      resources: [
        .embedInCode("Kernels/portable.cl"), .embedInCode("Kernels/convolution.cl"),
        .embedInCode("Kernels/training.cl"),
      ], swiftSettings: fastSwift),
    .target(
      name: "SparseCoding", dependencies: ["Imaging", "LinearAlgebra", "Tensors"],
      swiftSettings: fastSwift + safe),

    // From images to results, each knowing only those above it
    .target(
      name: "Datasets", dependencies: ["Digests", "HostSystem", "Imaging", "Tensors", "Wording"],
      swiftSettings: safe),
    .target(
      name: "ProjectFiles", dependencies: ["Datasets", "ExperimentSpecs", "HostSystem", "Wording"],
      swiftSettings: safe),
    .target(
      name: "Scoring",
      dependencies: [
        "Datasets", "ExperimentSpecs", "Imaging", "SparseCoding", "SuperResolution", "Tensors", "Vocabulary",
        "Wording",
      ], swiftSettings: safe),
    .target(
      name: "RunRecords",
      dependencies: [
        "Datasets", "Digests", "ExperimentSpecs", "HDF5Storage", "HostSystem", "Imaging", "LinearAlgebra",
        "Scoring", "SparseCoding", "SuperResolution", "Tensors", "Vocabulary", "Wording",
      ], swiftSettings: safe),
    .target(
      name: "Running",
      dependencies: [
        "Datasets", "Digests", "ExperimentSpecs", "HostSystem", "Imaging", "LinearAlgebra", "RunRecords",
        "Scoring", "SparseCoding", "SuperResolution", "Tensors", "Vocabulary", "Wording",
      ], swiftSettings: safe),
    .target(
      name: "Evaluating",
      dependencies: [
        "Datasets", "Digests", "ExperimentSpecs", "HDF5Storage", "HostSystem", "Imaging", "MATLABFiles",
        "ModelFiles", "Plotting", "ProjectFiles", "RunRecords", "Scoring", "SparseCoding", "SuperResolution",
        "Tensors", "Vocabulary", "Wording",
      ], swiftSettings: safe),
    .target(
      name: "Reporting",
      dependencies: [
        "Datasets", "Digests", "Evaluating", "ExperimentSpecs", "HostSystem", "Imaging", "Pages", "Plotting",
        "ProjectFiles", "RunRecords", "Scoring", "SparseCoding", "SuperResolution", "Tensors", "Vocabulary",
        "Wording",
      ], swiftSettings: safe),
    .target(
      name: "Benchmarking",
      dependencies: [
        "HostSystem", "OpenCLBackend", "Plotting", "ProjectFiles", "RunRecords", "SuperResolution", "Tensors",
        "Wording",
      ], swiftSettings: safe),

    .target(
      name: "Serving",
      dependencies: [
        "HostSystem", "Wording", .product(name: "FlyingFox", package: "FlyingFox"),
        .product(name: "FlyingSocks", package: "FlyingFox"),
      ], swiftSettings: safe),

    // The thin front, and the command line
    .target(
      name: "Harness",
      dependencies: [
        "Benchmarking", "Datasets", "Digests", "Evaluating", "ExperimentSpecs", "HostSystem", "LinearAlgebra",
        "OpenCLBackend", "Plotting", "ProjectFiles", "Reporting", "RunRecords", "Running", "Scoring",
        "Serving", "SuperResolution", "Tensors", "Wording",
      ], swiftSettings: safe),
    .executableTarget(
      name: "experiments",
      dependencies: [
        "Benchmarking", "Datasets", "Evaluating", "ExperimentSpecs", "Harness", "HostSystem", "Imaging",
        "ProjectFiles", "Reporting", "RunRecords", "Running", "Vocabulary", "Wording",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: safe),

    .testTarget(
      name: "TensorsTests", dependencies: ["CKernels", "Tensors", "Vocabulary"], swiftSettings: fastSwift),
    .testTarget(name: "DigestsTests", dependencies: ["Digests"]),
    .testTarget(name: "ImagingTests", dependencies: ["Imaging", "Vocabulary"]),
    .testTarget(name: "LinearAlgebraTests", dependencies: ["LinearAlgebra"]),
    .testTarget(
      name: "SparseCodingTests", dependencies: ["SparseCoding", "Imaging", "LinearAlgebra", "Tensors"],
      swiftSettings: fastSwift),
    .testTarget(
      name: "HDF5StorageTests", dependencies: ["HDF5Storage", "HostSystem", "MATLABFiles"],
      resources: [.copy("Fixtures")]),
    .testTarget(name: "ModelFilesTests", dependencies: ["ModelFiles", "Tensors", "Vocabulary"]),
    .testTarget(name: "ExperimentSpecsTests", dependencies: ["ExperimentSpecs", "Vocabulary", "Wording"]),
    .testTarget(
      name: "PlottingTests", dependencies: ["HostSystem", "Plotting", "TestLaboratory", "Vocabulary"]),
    .testTarget(name: "PagesTests", dependencies: ["Pages", "Plotting"]),
    .testTarget(name: "SuperResolutionTests", dependencies: ["SuperResolution", "Tensors", "Vocabulary"]),
    .testTarget(
      name: "OpenCLBackendTests",
      dependencies: ["HostSystem", "OpenCLBackend", "SuperResolution", "Tensors", "Vocabulary"],
      resources: [.copy("Fixtures")]),
    .testTarget(name: "HostSystemTests", dependencies: ["HostSystem"]),
    .testTarget(name: "WordingTests", dependencies: ["Wording"]),
    .testTarget(name: "ServingTests", dependencies: ["HostSystem", "Serving"]),
    // Projects in temporary folders, with images that the tests make themselves
    .target(
      name: "TestLaboratory",
      dependencies: [
        "Datasets", "Digests", "ExperimentSpecs", "HostSystem", "Imaging", "LinearAlgebra", "ProjectFiles",
        "Running", "RunRecords", "SparseCoding", "Tensors", "Vocabulary",
      ], path: "Tests/TestLaboratory"),
    .testTarget(
      name: "DatasetsTests",
      dependencies: ["Datasets", "Digests", "HostSystem", "Imaging", "TestLaboratory", "Wording"]),
    .testTarget(
      name: "RunningTests",
      dependencies: [
        "Datasets", "Digests", "Evaluating", "ExperimentSpecs", "HDF5Storage", "HostSystem", "Imaging",
        "LinearAlgebra", "Reporting", "Running", "RunRecords", "Scoring", "SparseCoding", "SuperResolution",
        "Tensors", "TestLaboratory", "Vocabulary", "Wording",
      ]),
    .testTarget(
      name: "ReportingTests",
      dependencies: [
        "Datasets", "Evaluating", "ExperimentSpecs", "HostSystem", "Imaging", "Pages", "Plotting",
        "ProjectFiles", "Reporting", "Running", "RunRecords", "Scoring", "SuperResolution", "Tensors",
        "TestLaboratory", "Vocabulary", "Wording",
      ]),
    .testTarget(
      name: "BenchmarkingTests",
      dependencies: [
        "Benchmarking", "HostSystem", "OpenCLBackend", "ProjectFiles", "RunRecords", "Tensors",
        "TestLaboratory", "Wording",
      ]),
    .testTarget(
      name: "HarnessTests",
      dependencies: [
        "Datasets", "Evaluating", "ExperimentSpecs", "Harness", "HDF5Storage", "HostSystem", "Imaging",
        "MATLABFiles", "ModelFiles", "OpenCLBackend", "ProjectFiles", "Reporting", "RunRecords", "Running",
        "Scoring", "SuperResolution", "Tensors", "TestLaboratory", "Vocabulary", "Wording",
      ]),
  ],
  swiftLanguageModes: [.v6]
)

// `make sanitize` builds nothing but the kernels, what calls them from several threads, and their tests.
if Context.environment["SRCNN_KERNELS_ONLY"] != nil {
  let kept: Set = [
    "CKernels", "Vocabulary", "Tensors", "SuperResolution", "TensorsTests", "SuperResolutionTests",
  ]
  package.targets.removeAll { !kept.contains($0.name) }
  package.dependencies = []
}

// `make docs` alone needs the plugin: a build without it neither looks for it nor compiles it.
if Context.environment["SRCNN_DOCS"] != nil {
  package.dependencies.append(
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", exact: "1.5.0"))
}

// `make fuzz` builds one program that libFuzzer drives, the readers that it calls, and what these know.
if Context.environment["SRCNN_FUZZ"] != nil {
  let kept: Set = [
    "CHDF5", "CMatio", "CPNG", "CTurboJPEG", "CJPEG", "CTIFF", "CWebP", "CHEIF", "CLCMS2", "CImageCodecs",
    "CKernels", "CHostSystem", "Vocabulary", "HostSystem", "Digests", "Tensors", "Imaging", "HDF5Storage",
    "MATLABFiles",
    "ModelFiles", "Wording", "ExperimentSpecs", "Datasets",
  ]
  package.targets.removeAll { !kept.contains($0.name) }
  package.targets.append(.target(name: "CFuzz", path: "Tests/Fuzz/CFuzz"))
  package.targets.append(
    .executableTarget(
      name: "fuzz",
      dependencies: [
        "CFuzz", "Datasets", "ExperimentSpecs", "HDF5Storage", "HostSystem", "Imaging", "MATLABFiles",
        "ModelFiles", "Tensors",
      ], path: "Tests/Fuzz", exclude: ["fuzz", "CFuzz"]))
  // Compiled for it, but not linked so: that would bring a second main function.
  for target in package.targets where target.type != .system {
    target.swiftSettings =
      (target.swiftSettings ?? []) + [.unsafeFlags(["-sanitize=fuzzer"]), .define("SRCNN_FUZZ")]
  }
  package.dependencies = []
}
