// swift-tools-version: 6.2
import Foundation
import PackageDescription

/// The rule rooms stand alone: `CORE=1 swift test` builds them without any outside package.
let core = ProcessInfo.processInfo.environment["CORE"] != nil

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// A room: a folder under `Sources/` and the rooms and packages it may use.
func room(_ name: String, _ uses: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: uses, exclude: ["README.md"], swiftSettings: settings)
}

func tests(
    _ name: String, _ uses: [Target.Dependency], exclude: [String] = [],
    resources: [Resource] = []
) -> Target {
    .testTarget(
        name: name + "Tests", dependencies: uses, path: "Tests/" + name + "Tests",
        exclude: exclude, resources: resources, swiftSettings: settings)
}

let ruleRooms: [Target] = [
    room("Measures"),
    room("Rulebook", ["Measures"]),
    room("Ledger", ["Measures"]),
    room("Access", ["Measures"]),
    room("Customers", ["Measures"]),
    room("Supply", ["Measures"]),
    room("Metering", ["Measures"]),
    room("Tariffs", ["Measures"]),
    room("Billing", ["Measures", "Rulebook", "Ledger", "Supply", "Metering", "Tariffs"]),
    room("Outbox", ["Measures"]),
    room("Jobs", ["Measures"]),
    room("DemoTown", ["Measures", "Supply", "Metering"]),
    tests("Measures", ["Measures"]),
    tests("Rulebook", ["Rulebook", "Measures"]),
    tests("Ledger", ["Ledger", "Measures"]),
    tests("Access", ["Access", "Measures"]),
    tests("Customers", ["Customers", "Measures"]),
    tests("Supply", ["Supply", "Customers", "Measures"]),
    tests("Metering", ["Metering", "Measures"]),
    tests("Tariffs", ["Tariffs", "Measures"]),
    tests(
        "Billing", ["Billing", "Measures", "Rulebook", "Ledger", "Supply", "Metering", "Tariffs"]),
    tests("Outbox", ["Outbox", "Measures"]),
    tests("Jobs", ["Jobs", "Measures"]),
    // Worked examples of the rules by number, and their page in the docs.
    tests(
        "Rules",
        [
            "Measures", "Rulebook", "Ledger", "Access", "Customers", "Supply", "Metering",
            "Tariffs", "Billing",
        ]),
    .testTarget(name: "TidyTests", path: "Tests/TidyTests", swiftSettings: settings),
]

let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let arguments: Target.Dependency = .product(
    name: "ArgumentParser", package: "swift-argument-parser")

let allRules: [Target.Dependency] = [
    "Measures", "Rulebook", "Ledger", "Access", "Customers", "Supply", "Metering", "Tariffs",
    "Billing", "Outbox", "Jobs",
]

let edgeRooms: [Target] = [
    .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(
        name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    room("Postgres", ["CPostgres"]),
    .systemLibrary(
        name: "CHarfBuzz", pkgConfig: "harfbuzz-subset", providers: [.apt(["libharfbuzz-dev"])]),
    .systemLibrary(name: "CFriBidi", pkgConfig: "fribidi", providers: [.apt(["libfribidi-dev"])]),
    .systemLibrary(
        name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
    .systemLibrary(
        name: "CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
    .systemLibrary(name: "CMemory"),
    // Noto Sans, in the program itself.
    .target(name: "CFonts", exclude: ["fonts"]),
    room(
        "Typesetting",
        ["Measures", "CHarfBuzz", "CFriBidi", "CQREncode", "CDeflate", "CFonts"]),
    room(
        "Interchange",
        [
            "Measures", "Rulebook", "Customers", "Supply", "Metering", "Tariffs", "Billing",
            "Ledger", "CZip", yams,
        ]),
    room("Documents", allRules + ["Typesetting"]),
    room("Delivery", ["Measures", "Outbox", "CCurl", "CCrypto"]),
    room("Storage", allRules + ["CCrypto", "Postgres", grdb, sqlite]),
    room(
        "Operations",
        allRules + [
            "Interchange", "Typesetting", "Documents", "Delivery", "Storage", "DemoTown",
        ]),
    room("Wording", allRules + ["Documents", "Delivery", "Postgres", "Storage", "Operations"]),
    .executableTarget(
        name: "plumbline",
        dependencies: [
            "Measures", "Access", "Customers", "Tariffs", "Outbox", "Jobs", "Documents", "Wording",
            "Operations", "DemoTown", "CMemory", arguments,
        ],
        exclude: ["README.md"], swiftSettings: settings),
    .executableTarget(
        name: "plumbline-bench", dependencies: allRules + ["Storage", "Operations"],
        path: "Benchmarks/RateYear", swiftSettings: settings),
    .executableTarget(
        name: "plumbline-whatif", dependencies: ["Interchange", "Tariffs", "Measures"],
        path: "Benchmarks/WhatIf", swiftSettings: settings),
    .executableTarget(
        name: "plumbline-bench-print",
        dependencies: ["Measures", "Documents", "Typesetting", "Storage", "Operations"],
        path: "Benchmarks/PrintBills", swiftSettings: settings),
    tests(
        "DemoTown",
        ["DemoTown", "Interchange", "Billing", "Tariffs", "Measures", "Metering", "Supply"]),
    tests(
        "Interchange",
        [
            "Interchange", "Measures", "Rulebook", "Metering", "Tariffs", "Billing", "Ledger",
            "TestCluster",
        ],
        exclude: ["Data"]),
    tests(
        "Bills",
        [
            "Interchange", "Documents", "Tariffs", "Measures", "Billing", "Supply", "Metering",
            yams,
        ]),
    tests(
        "Documents", ["Documents", "Typesetting", "Storage", "TestCluster"] + allRules,
        resources: [.copy("Snapshots")]),
    tests("Typesetting", ["Typesetting", "Measures"]),
    tests("Wording", ["Wording", "Operations", "Storage", "Ledger", "Measures"]),
    // A server of the tests' own, started by those that need one.
    .target(name: "TestCluster", path: "Tests/TestCluster", swiftSettings: settings),
    // Whatever reads bytes of others, one by one: fuzzed, and fed with the kept corpus by a test.
    .target(
        name: "FuzzedParsers",
        dependencies: allRules + ["Interchange", "Documents", "Storage"],
        path: "Fuzzing/Parsers", swiftSettings: settings),
    tests("Parsers", ["FuzzedParsers"]),
    tests("Postgres", ["Postgres", "TestCluster"]),
    tests("Storage", ["Storage", "Postgres", "TestCluster"] + allRules),
    tests(
        "Door", ["Operations", "Storage", "Access", "Ledger", "Measures", "TestCluster"]),
    tests(
        "Operations",
        ["Operations", "Storage", "Interchange", "DemoTown", "TestCluster", grdb] + allRules,
        exclude: ["Data", "Releases"]),
    // These run the program itself, so it is built before them.
    tests(
        "Delivery",
        ["plumbline", "TestCluster", "Delivery", "Operations", "Storage", "Postgres"] + allRules,
        exclude: ["receivers.py"]),
    tests("Scenarios", ["plumbline", "TestCluster"]),
    tests(
        "Workers",
        ["plumbline", "TestCluster", "Postgres", "Operations", "Storage", "DemoTown"] + allRules),
    tests(
        "Crash",
        [
            "plumbline", "Operations", "Storage", "Postgres", "TestCluster", "DemoTown", "Measures",
            grdb,
        ]),
]

/// Parsers under libFuzzer, only where it is asked for: `FUZZ=1`, see `Scripts/fuzz.sh`.
let fuzzing: [Target] =
    ProcessInfo.processInfo.environment["FUZZ"] == nil
    ? []
    : [
        .executableTarget(
            name: "plumbline-fuzz", dependencies: ["FuzzedParsers"], path: "Fuzzing/Driver",
            swiftSettings: settings)
    ]

let package = Package(
    name: "plumbline",
    products: core ? [] : [.executable(name: "plumbline", targets: ["plumbline"])],
    dependencies: core
        ? []
        : [
            .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
            .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
            .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        ],
    targets: core ? ruleRooms : ruleRooms + edgeRooms + fuzzing
)
