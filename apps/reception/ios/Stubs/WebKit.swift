/// As much of Apple's WebKit as the app uses, to type-check it and to run its view controller where there is no Mac. What is
/// made by `init` here is made by WebKit on a phone.
@_exported import UIKit

@MainActor public final class WKSecurityOrigin: NSObject {
  public let `protocol`: String
  public let host: String
  public let port: Int

  public init(_ scheme: String, _ host: String, _ port: Int) {
    self.protocol = scheme
    self.host = host
    self.port = port
  }
}

@MainActor public final class WKFrameInfo: NSObject {
  public let isMainFrame: Bool
  public let securityOrigin: WKSecurityOrigin

  public init(isMainFrame: Bool, securityOrigin: WKSecurityOrigin) {
    self.isMainFrame = isMainFrame
    self.securityOrigin = securityOrigin
  }
}

@MainActor public final class WKScriptMessage: NSObject {
  public let name: String
  public let body: Any
  public let frameInfo: WKFrameInfo

  public init(name: String, body: Any, frameInfo: WKFrameInfo) {
    self.name = name
    self.body = body
    self.frameInfo = frameInfo
  }
}

@MainActor public protocol WKScriptMessageHandler: NSObjectProtocol {
  func userContentController(
    _ userContentController: WKUserContentController, didReceive message: WKScriptMessage)
}

@MainActor public final class WKUserContentController: NSObject {
  public func add(_ scriptMessageHandler: any WKScriptMessageHandler, name: String) {}
}

@MainActor public final class WKWebViewConfiguration: NSObject {
  public var userContentController = WKUserContentController()
}

@MainActor public final class WKContentWorld: NSObject {
  public static let page = WKContentWorld()
}

public final class WKNavigation: NSObject {}

@MainActor public final class WKNavigationAction: NSObject {
  public let request: URLRequest
  public init(request: URLRequest) { self.request = request }
}

public enum WKNavigationActionPolicy: Int, Sendable { case cancel, allow }

@MainActor public protocol WKNavigationDelegate: NSObjectProtocol {
  func webView(
    _ webView: WKWebView, decidePolicyFor navigationAction: WKNavigationAction,
    decisionHandler: @escaping @MainActor @Sendable (WKNavigationActionPolicy) -> Void)
  func webView(_ webView: WKWebView, didCommit navigation: WKNavigation!)
  func webView(
    _ webView: WKWebView, didFailProvisionalNavigation navigation: WKNavigation!,
    withError error: any Error)
}

@MainActor public final class WKWebView: UIView {
  public weak var navigationDelegate: (any WKNavigationDelegate)?
  /// Not Apple's: what was told to every page, and which page was asked for.
  public static var told: [String] = []
  public static var loaded: [URL?] = []

  public init(frame: CGRect, configuration: WKWebViewConfiguration) {}

  public func load(_ request: URLRequest) -> WKNavigation? {
    Self.loaded.append(request.url)
    return nil
  }

  public func callAsyncJavaScript(
    _ functionBody: String, arguments: [String: Any] = [:], in frame: WKFrameInfo? = nil,
    in contentWorld: WKContentWorld,
    completionHandler: (@MainActor @Sendable (Result<Any, any Error>) -> Void)? = nil
  ) {
    Self.told.append(arguments["message"] as? String ?? "")
  }
}
