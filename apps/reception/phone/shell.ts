/** Finds the shell around this page: an Android or iOS app that shows the reception page and lends it the phone's NFC. */

export type ShellChannel = {
  send(message: string): void;
  /** Set once. */
  listen(receive: (message: string) => void): void;
};

/** Itself the way to the phone's NFC: texts of protocol.ts in both directions. */
export type Shell = ShellChannel & {
  readonly kind: "nfc-android" | "nfc-ios";
  /** Texts of bluetooth/shell-protocol.ts; an app of before has none. */
  readonly bluetooth?: ShellChannel | undefined;
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
      readonly madoguchiBluetooth?: { postMessage(message: string): void };
    };
  };
  /** Called by iOS. */
  madoguchiShell?: (message: string) => void;
  madoguchiShellBluetooth?: (message: string) => void;
};

/** PageChannel.java sends it with the ports: NFC's, and Bluetooth's. */
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
  const { madoguchi, madoguchiBluetooth } = page.webkit?.messageHandlers ?? {};
  if (madoguchi !== undefined) {
    return {
      kind: "nfc-ios",
      send: (message) => madoguchi.postMessage(message),
      listen: (receive) => (page.madoguchiShell = (message) => receive(message)),
      onReturn,
      bluetooth: madoguchiBluetooth && {
        send: (message) => madoguchiBluetooth.postMessage(message),
        listen: (receive) => (page.madoguchiShellBluetooth = (message) => receive(message)),
      },
    };
  }
  const { userAgent } = page.navigator;
  if (userAgent.includes("MadoguchiShell/1")) {
    const ports = portsFromApp(page);
    const hasBluetooth = userAgent.includes("MadoguchiBluetooth/1");
    return {
      kind: "nfc-android",
      ...channelOver(ports.then(([nfc]) => nfc)),
      onReturn,
      bluetooth: hasBluetooth ? channelOver(ports.then(([, second]) => second)) : undefined,
    };
  }
  return undefined;
}

function portsFromApp(page: ShellPage): Promise<readonly MessagePort[]> {
  return new Promise((resolve) => {
    page.addEventListener("message", function onMessage(event) {
      if (!(event instanceof MessageEvent)) return;
      // Only the app around a WebView sends without a window and an origin; a window of any site has both.
      const fromApp = event.source === null && event.origin === "";
      if (!fromApp || event.data !== GREETING || event.ports.length === 0) return;
      page.removeEventListener("message", onMessage);
      resolve(event.ports);
    });
  });
}

function channelOver(given: Promise<MessagePort | undefined>): ShellChannel {
  return {
    send: (message) => void given.then((port) => port?.postMessage(message)),
    listen: (receive) =>
      void given.then((port) => {
        port?.addEventListener("message", ({ data }) => receive(String(data)));
        port?.start();
      }),
  };
}
