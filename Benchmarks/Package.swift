// swift-tools-version: 6.2
import PackageDescription

// Apart from the server's own package, so that users do not build it. Built by `run` and `instructions`.
let package = Package(
    name: "benchmarks",
    dependencies: [.package(name: "wechatd", path: "..")],
    targets: [
        .executableTarget(
            name: "AsyncEcho",
            dependencies: [
                .product(name: "WeChat", package: "wechatd"), .product(name: "WeChatServer", package: "wechatd"),
            ],
            swiftSettings: [.enableUpcomingFeature("NonisolatedNonsendingByDefault"), .treatAllWarnings(as: .error)])
    ]
)
