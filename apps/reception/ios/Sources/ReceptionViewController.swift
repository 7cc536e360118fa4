import UIKit
import WebKit

/// Shows the center's reception page and lends it the phone's NFC and Bluetooth. Everything else is the page's.
final class ReceptionViewController: UIViewController, WKScriptMessageHandler, WKNavigationDelegate {
  private let center: URL
  private let origin: Origin
  private var page: WKWebView?
  private var bridge: Bridge?
  private var bluetooth: BluetoothBridge?

  /// nil when `center` is no https address.
  init?(center: URL) {
    guard let origin = Origin(center) else { return nil }
    self.center = center
    self.origin = origin
    super.init(nibName: nil, bundle: nil)
  }

  required init?(coder: NSCoder) {
    return nil
  }

  override func viewDidLoad() {
    super.viewDidLoad()
    let configuration = WKWebViewConfiguration()
    // By this the page knows that it is in a shell; see phone/shell.ts.
    configuration.userContentController.add(self, name: "madoguchi")
    configuration.userContentController.add(self, name: "madoguchiBluetooth")
    let page = WKWebView(frame: view.bounds, configuration: configuration)
    page.autoresizingMask = [.flexibleWidth, .flexibleHeight]
    page.navigationDelegate = self
    view.addSubview(page)
    self.page = page
    bridge = Bridge(field: NfcField()) { [weak self] message in
      self?.tell("madoguchiShell", message)
    }
    bluetooth = BluetoothBridge(radio: LeRadio()) { [weak self] message in
      self?.tell("madoguchiShellBluetooth", message)
    }
    load()
  }

  /// Every frame of every site can post here, so only the main frame of the center's page is listened to.
  func userContentController(
    _ userContentController: WKUserContentController, didReceive message: WKScriptMessage
  ) {
    let from = message.frameInfo.securityOrigin
    guard message.frameInfo.isMainFrame,
      Origin(scheme: from.protocol, host: from.host, port: from.port) == origin,
      let text = message.body as? String
    else { return }
    switch message.name {
    case "madoguchi": bridge?.receive(text)
    case "madoguchiBluetooth": bluetooth?.receive(text)
    default: break
    }
  }

  /// Other sites open in the browser, where there is no bridge.
  func webView(
    _ webView: WKWebView, decidePolicyFor navigationAction: WKNavigationAction,
    decisionHandler: @escaping @MainActor @Sendable (WKNavigationActionPolicy) -> Void
  ) {
    guard let url = navigationAction.request.url, Origin(url) != origin else {
      return decisionHandler(.allow)
    }
    decisionHandler(.cancel)
    UIApplication.shared.open(url, options: [:], completionHandler: nil)
  }

  func webView(_ webView: WKWebView, didCommit navigation: WKNavigation!) {
    bridge?.leave()
    bluetooth?.leave()
  }

  func webView(
    _ webView: WKWebView, didFailProvisionalNavigation navigation: WKNavigation!,
    withError error: Error
  ) {
    let message = "窓口のサーバーにつながりません。電波の状態をお確かめのうえ、もう一度お試しください。"
    let alert = UIAlertController(title: nil, message: message, preferredStyle: .alert)
    let retry = UIAlertAction(title: "もう一度試す", style: .default) { [weak self] _ in self?.load() }
    alert.addAction(retry)
    present(alert, animated: true, completion: nil)
  }

  private func load() {
    _ = page?.load(URLRequest(url: center.appendingPathComponent("reception/")))
  }

  /// The text goes as an argument, never as a part of the script.
  private func tell(_ function: String, _ message: String) {
    page?.callAsyncJavaScript(
      "window.\(function)?.(message)", arguments: ["message": message], in: nil, in: .page,
      completionHandler: nil)
  }
}
