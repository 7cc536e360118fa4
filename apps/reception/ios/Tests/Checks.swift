import UIKit
import WebKit

/// Checks of what needs no phone: hex, origins, and whom the view controller listens to. Ends the program at the first that
/// fails.
@MainActor func runChecks() {
  var checks = 0
  func check(_ holds: Bool, _ line: Int = #line) {
    checks += 1
    guard holds else { fatalError("line \(line)") }
  }

  check(Hex.encode(Data([0x00, 0xa4, 0xff])) == "00a4ff")
  check(Hex.decode("00a4ff") == Data([0x00, 0xa4, 0xff]))
  check(Hex.decode("") == Data())
  check(Hex.decode("0") == nil)
  check(Hex.decode("0g") == nil)
  check(Hex.decode("００") == nil)

  let center = URL(string: "https://Madoguchi.example:443/")!
  let origin = Origin(center)
  check(origin == Origin(scheme: "https", host: "madoguchi.example", port: 0))
  check(origin != Origin(URL(string: "https://madoguchi.example:8443/")!))
  check(origin != Origin(URL(string: "https://madoguchi.example@evil.example/")!))
  check(Origin(URL(string: "http://madoguchi.example/")!) == nil)
  check(ReceptionViewController(center: URL(string: "http://madoguchi.example/")!) == nil)

  let reception = ReceptionViewController(center: center)!
  reception.viewDidLoad()
  check(WKWebView.loaded == [URL(string: "https://Madoguchi.example:443/reception/")])

  func post(
    _ scheme: String, _ host: String, _ port: Int, main: Bool, to name: String = "madoguchi",
    _ body: String = #"{"type":"status","id":1}"#
  ) {
    let from = WKSecurityOrigin(scheme, host, port)
    let frame = WKFrameInfo(isMainFrame: main, securityOrigin: from)
    let message = WKScriptMessage(name: name, body: body, frameInfo: frame)
    reception.userContentController(WKUserContentController(), didReceive: message)
  }
  post("https", "evil.example", 0, main: true)
  post("http", "madoguchi.example", 80, main: true)
  post("https", "madoguchi.example", 0, main: false)
  check(WKWebView.told.isEmpty)
  post("https", "madoguchi.example", 0, main: true)
  check(WKWebView.told.count == 1 && WKWebView.told[0].contains(#""nfc":"unsupported""#))

  let scan = #"{"type":"scan","id":1,"namePrefix":"ACR1255U-J1-"}"#
  post("https", "evil.example", 0, main: true, to: "madoguchiBluetooth", scan)
  check(WKWebView.told.count == 1)
  post("https", "madoguchi.example", 0, main: true, to: "madoguchiBluetooth", scan)
  check(WKWebView.told.count == 2 && WKWebView.told[1].contains(#""code":"no-reader""#))

  func policy(_ address: String) -> WKNavigationActionPolicy? {
    var decided: WKNavigationActionPolicy?
    let page = WKWebView(frame: .zero, configuration: WKWebViewConfiguration())
    let action = WKNavigationAction(request: URLRequest(url: URL(string: address)!))
    reception.webView(page, decidePolicyFor: action) { decided = $0 }
    return decided
  }
  check(policy("https://madoguchi.example/reception/") == .allow)
  check(UIApplication.shared.opened.isEmpty)
  check(policy("https://www.example/") == .cancel)
  check(UIApplication.shared.opened.count == 1)
  print("\(checks) checks")
}
