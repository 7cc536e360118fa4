/** Finds the shell around this page: an Android or iOS app that shows the reception page and lends it the phone's NFC. */

/** Texts of protocol.ts in both directions. */
export type Shell = {
  readonly kind: "nfc-android" | "nfc-ios";
  send(message: string): void;
  /** Set once. */
  listen(receive: (message: string) => void): void;
  /** The person came back to the page, perhaps from the settings where NFC is switched on. */
  onReturn(callback: () => void): void;
};

/** As much of a window as is looked at, and what the iOS shell puts into it. */
type ShellPage = {
  readonly top: unknown;
  readonly navigator: { readonly userAgent: string };
  readonly document: {
    readonly visibilityState: string;
    addEventListener(type: "visibilitychange", listener: () => void): void;
  };
  addEventListener(type: "message", listener: (event: Event) => void): void;
  removeEventListener(type: "message", listener: (event: Event) => void): void;
  readonly webkit?: {
    readonly messageHandlers?: {
      readonly madoguchi?: { postMessage(message: string): void };
    };
  };
  /** Called by iOS. */
  madoguchiShell?: (message: string) => void;
};

/** PageChannel.java sends it with the port. */
const GREETING = "madoguchi-shell";

/**
 * To be called while the page's first script runs: Android's port comes once, when the page has loaded.
 * Undefined in a browser, and in a frame, which no shell serves.
 */
export function findShell(page: ShellPage): Shell | undefined {
  if (page.top !== page) return undefined;
  const onReturn: Shell["onReturn"] = (callback) =>
    page.document.addEventListener("visibilitychange", () => {
      if (page.document.visibilityState === "visible") callback();
    });
  const iosHandler = page.webkit?.messageHandlers?.madoguchi;
  if (iosHandler !== undefined) {
    return {
      kind: "nfc-ios",
      send: (message) => iosHandler.postMessage(message),
      listen: (receive) => (page.madoguchiShell = (message) => receive(message)),
      onReturn,
    };
  }
  if (page.navigator.userAgent.includes("MadoguchiShell/1")) {
    return { kind: "nfc-android", ...portFromApp(page), onReturn };
  }
  return undefined;
}

function portFromApp(page: ShellPage): Pick<Shell, "send" | "listen"> {
  const given = new Promise<MessagePort>((resolve) => {
    page.addEventListener("message", function onMessage(event) {
      if (!(event instanceof MessageEvent)) return;
      const [port] = event.ports;
      // Only the app around a WebView sends without a window and an origin; a window of any site has both.
      const fromApp = event.source === null && event.origin === "";
      if (!fromApp || event.data !== GREETING || port === undefined) return;
      page.removeEventListener("message", onMessage);
      resolve(port);
    });
  });
  return {
    send: (message) => void given.then((port) => port.postMessage(message)),
    listen: (receive) =>
      void given.then((port) => {
        port.addEventListener("message", ({ data }) => receive(String(data)));
        port.start();
      }),
  };
}
