import UIKit

@main
final class AppDelegate: UIResponder, UIApplicationDelegate {}

final class SceneDelegate: UIResponder, UIWindowSceneDelegate {
  var window: UIWindow?

  func scene(
    _ scene: UIScene, willConnectTo session: UISceneSession,
    options connectionOptions: UIScene.ConnectionOptions
  ) {
    // Whoever builds the app sets MADOGUCHI_CENTER; a build without it has nothing to show.
    guard let scene = scene as? UIWindowScene,
      let address = Bundle.main.object(forInfoDictionaryKey: "MadoguchiCenter") as? String,
      let center = URL(string: address),
      let reception = ReceptionViewController(center: center)
    else { fatalError("MADOGUCHI_CENTER is no https address") }
    let window = UIWindow(windowScene: scene)
    window.rootViewController = reception
    window.makeKeyAndVisible()
    self.window = window
  }
}
