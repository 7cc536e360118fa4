/// As much of Apple's UIKit as the app uses, to type-check it and to run its view controller where there is no Mac.
@_exported import Foundation
@_exported import FoundationNetworking

open class UIResponder: NSObject {}

@MainActor public protocol UIApplicationDelegate: NSObjectProtocol {
  init()
}

extension UIApplicationDelegate {
  public static func main() {}
}

@MainActor public final class UIApplication: UIResponder {
  public struct OpenExternalURLOptionsKey: Hashable, Sendable {}
  public static let shared = UIApplication()
  /// Not Apple's: what was handed to other apps.
  public var opened: [URL] = []

  public func open(
    _ url: URL, options: [OpenExternalURLOptionsKey: Any] = [:],
    completionHandler completion: ((Bool) -> Void)? = nil
  ) {
    opened.append(url)
  }
}

open class UIScene: UIResponder {
  public class ConnectionOptions: NSObject {}
}

public final class UISceneSession: NSObject {}
public final class UIWindowScene: UIScene {}

@MainActor public protocol UIWindowSceneDelegate: NSObjectProtocol {
  var window: UIWindow? { get set }
  func scene(
    _ scene: UIScene, willConnectTo session: UISceneSession,
    options connectionOptions: UIScene.ConnectionOptions)
}

@MainActor open class UIView: UIResponder {
  public struct AutoresizingMask: OptionSet, Sendable {
    public let rawValue: UInt
    public init(rawValue: UInt) { self.rawValue = rawValue }
    public static let flexibleWidth = AutoresizingMask(rawValue: 2)
    public static let flexibleHeight = AutoresizingMask(rawValue: 16)
  }

  open var bounds = CGRect.zero
  open var autoresizingMask: AutoresizingMask = []
  open func addSubview(_ view: UIView) {}
}

@MainActor public final class UIWindow: UIView {
  public var rootViewController: UIViewController?
  public init(windowScene: UIWindowScene) {}
  public func makeKeyAndVisible() {}
}

@MainActor open class UIViewController: UIResponder {
  open var view: UIView! = UIView()
  public init(nibName: String?, bundle: Bundle?) {}
  public required init?(coder: NSCoder) {}
  open func viewDidLoad() {}
  open func present(
    _ viewControllerToPresent: UIViewController, animated flag: Bool, completion: (() -> Void)? = nil
  ) {}
}

@MainActor public final class UIAlertAction: NSObject {
  public enum Style: Int { case `default`, cancel, destructive }
  public convenience init(
    title: String?, style: Style, handler: ((UIAlertAction) -> Void)? = nil
  ) { self.init() }
}

@MainActor public final class UIAlertController: UIViewController {
  public enum Style: Int { case actionSheet, alert }
  public convenience init(title: String?, message: String?, preferredStyle: Style) {
    self.init(nibName: nil, bundle: nil)
  }
  public func addAction(_ action: UIAlertAction) {}
}
