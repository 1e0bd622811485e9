// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "wechatd",
    products: [
        .library(name: "WeChat", targets: ["WeChat"]),
        .library(name: "WeChatServer", targets: ["WeChatServer"]),
        .executable(name: "wechatd", targets: ["wechatd"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    ],
    targets: [
        // libevent's pkg-config file links libevent beside libevent_core: the module map names the three we want.
        .systemLibrary(name: "CLibevent", providers: [.apt(["libevent-dev"])]),
        .systemLibrary(name: "CJSON", pkgConfig: "json-c", providers: [.apt(["libjson-c-dev"])]),
        .systemLibrary(name: "CLibxml2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CLibyaml", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        // hiredis' pkg-config file has flags that SwiftPM prohibits and warns of.
        .systemLibrary(name: "CHiredis", providers: [.apt(["libhiredis-dev"])]),

        .target(name: "Bytes", swiftSettings: settings),
        .target(
            name: "Networking", dependencies: ["Bytes", "CLibevent", "CCurl", "CHiredis"], swiftSettings: settings),
        .target(name: "XML", dependencies: ["Bytes", "CJSON", "CLibxml2"], swiftSettings: settings),
        .target(
            name: "WeChat",
            dependencies: ["Bytes", "XML", "COpenSSL", .product(name: "Logging", package: "swift-log")],
            swiftSettings: settings),
        .target(
            name: "WeChatServer",
            dependencies: [
                "Bytes", "CLibyaml", "CSQLite", "Networking", "WeChat", "XML",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "wechatd",
            dependencies: [
                "Bytes", "Networking", "WeChat", "WeChatServer", "XML",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),

        .testTarget(name: "BytesTests", dependencies: ["Bytes"], swiftSettings: settings),
        .testTarget(
            name: "NetworkingTests", dependencies: ["Bytes", "Networking", "TestSupport"], swiftSettings: settings),
        .testTarget(name: "XMLTests", dependencies: ["XML"], swiftSettings: settings),
        .testTarget(
            name: "WeChatTests",
            dependencies: ["Bytes", "TestSupport", "WeChat", "XML", .product(name: "Logging", package: "swift-log")],
            resources: [.copy("Catalogue"), .copy("Pushes"), .copy("Samples"), .copy("Vectors")],
            swiftSettings: settings),
        .testTarget(
            name: "WeChatServerTests",
            dependencies: [
                "Bytes", "CSQLite", "Networking", "TestSupport", "WeChat", "WeChatServer", "XML",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "WechatdTests", dependencies: ["Networking", "TestSupport", "WeChat", "WeChatServer", "wechatd"],
            swiftSettings: settings),
        .target(
            name: "TestSupport", dependencies: ["Bytes", "WeChat"], path: "Tests/TestSupport", swiftSettings: settings),
    ]
)

// For Tests/Fuzz/run only: what is fuzzed is linked with libFuzzer, which nobody else wants to build.
if Context.environment["FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "Fuzz",
            dependencies: [
                "Bytes", "Networking", "TestSupport", "WeChat", "XML", .product(name: "Logging", package: "swift-log"),
            ],
            path: "Tests/Fuzz", exclude: ["Corpus", "Dictionaries", "run"], swiftSettings: settings))
}

// For Tests/Late/run only: a server whose handlers are slow, long or never done, as a message says.
if Context.environment["LATE"] != nil {
    package.targets.append(
        .executableTarget(
            name: "LateHandlers", dependencies: ["WeChat", "WeChatServer"], path: "Tests/Late/Handlers",
            swiftSettings: settings))
}

// For Tests/Durable/run only: a server whose handlers take down what they do, and die when they are told to.
if Context.environment["DURABLE"] != nil {
    package.targets.append(
        .executableTarget(
            name: "DurableHandlers", dependencies: ["WeChat", "WeChatServer"], path: "Tests/Durable/Handlers",
            swiftSettings: settings))
}

// For Tests/Journal/run only: what the journal's store costs.
if Context.environment["JOURNAL"] != nil {
    package.targets.append(
        .executableTarget(
            name: "JournalMeasure", dependencies: ["Networking", "WeChat", "WeChatServer"],
            path: "Tests/Journal/Measure", swiftSettings: settings))
}
