import { describe, expect, test } from "vitest";
import { findShell } from "./shell.ts";

const android = "Mozilla/5.0 (Linux; Android 15; Pixel; wv) Chrome/140.0 MadoguchiShell/1";

class FakeDocument extends EventTarget {
  visibilityState = "visible";
}

type Handler = { postMessage(message: string): void };

class FakePage extends EventTarget {
  readonly document = new FakeDocument();
  readonly navigator: { readonly userAgent: string };
  readonly top: unknown;
  readonly webkit?: { messageHandlers: { madoguchi: Handler; madoguchiBluetooth: Handler } };
  madoguchiShell?: (message: string) => void;
  madoguchiShellBluetooth?: (message: string) => void;

  constructor(userAgent: string, options: { framed?: boolean; sent?: string[] } = {}) {
    super();
    this.navigator = { userAgent };
    this.top = options.framed === true ? {} : this;
    const { sent } = options;
    if (sent === undefined) return;
    this.webkit = {
      messageHandlers: {
        madoguchi: { postMessage: (message) => void sent.push(message) },
        madoguchiBluetooth: { postMessage: (message) => void sent.push(`Bluetooth: ${message}`) },
      },
    };
  }

  offer(port: MessagePort, { data = "madoguchi-shell", origin = "" } = {}): void {
    this.dispatchEvent(new MessageEvent("message", { data, origin, ports: [port] }));
  }

  offerBoth(nfc: MessagePort, bluetooth: MessagePort): void {
    const init = { data: "madoguchi-shell", ports: [nfc, bluetooth] };
    this.dispatchEvent(new MessageEvent("message", init));
  }
}

/** The app's end of a channel, and what the page said over it. */
function appEnd() {
  const { port1, port2 } = new MessageChannel();
  const heard: unknown[] = [];
  const first = new Promise<void>((resolve) => {
    port1.addEventListener("message", ({ data }) => {
      heard.push(data);
      resolve();
    });
  });
  port1.start();
  return { app: port1, page: port2, heard, first };
}

test("an ordinary browser, and a frame of another page, have no shell", () => {
  expect(findShell(new FakePage("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0"))).toBeUndefined();
  expect(findShell(new FakePage(android, { framed: true }))).toBeUndefined();
  expect(findShell(new FakePage("iPhone", { framed: true, sent: [] }))).toBeUndefined();
});

describe("Android", () => {
  test("what is said before the port comes is not lost", async () => {
    const page = new FakePage(android);
    const shell = findShell(page);
    const { app, page: port, heard, first } = appEnd();
    const answer = new Promise((resolve) => shell?.listen(resolve));
    shell?.send("to the app");
    page.offer(port);
    await first;
    expect(heard).toEqual(["to the app"]);
    app.postMessage("to the page");
    expect(await answer).toBe("to the page");
    expect(shell?.kind).toBe("nfc-android");
    app.close();
  });

  test("an app that lends its Bluetooth gives a second port; one of before gives none", async () => {
    const page = new FakePage(`${android} MadoguchiBluetooth/1`);
    const shell = findShell(page);
    const [nfc, bluetooth] = [appEnd(), appEnd()];
    const answer = new Promise((resolve) => shell?.bluetooth?.listen(resolve));
    shell?.bluetooth?.send("to the reader");
    page.offerBoth(nfc.page, bluetooth.page);
    await bluetooth.first;
    expect([nfc.heard, bluetooth.heard]).toEqual([[], ["to the reader"]]);
    bluetooth.app.postMessage("to the page");
    expect(await answer).toBe("to the page");
    for (const { app } of [nfc, bluetooth]) app.close();
    expect(findShell(new FakePage(android))?.bluetooth).toBeUndefined();
  });

  test("a port from another window, or one that is not the app's, is not taken", async () => {
    const page = new FakePage(android);
    const shell = findShell(page);
    const [foreign, stray, own] = [appEnd(), appEnd(), appEnd()];
    page.offer(foreign.page, { origin: "https://evil.example" });
    page.offer(stray.page, { data: "another greeting" });
    page.offer(own.page);
    shell?.send("a secret");
    await own.first;
    expect([foreign.heard, stray.heard, own.heard]).toEqual([[], [], ["a secret"]]);
    for (const { app } of [foreign, stray, own]) app.close();
  });
});

test("iOS: texts go by the message handler and come by the page's function", () => {
  const sent: string[] = [];
  const page = new FakePage("iPhone", { sent });
  const shell = findShell(page);
  const heard: string[] = [];
  shell?.listen((message) => heard.push(message));
  shell?.bluetooth?.listen((message) => heard.push(`Bluetooth: ${message}`));
  shell?.send("to the app");
  shell?.bluetooth?.send("to the reader");
  page.madoguchiShell?.("to the page");
  page.madoguchiShellBluetooth?.("to the page");
  expect({ kind: shell?.kind, sent, heard }).toEqual({
    kind: "nfc-ios",
    sent: ["to the app", "Bluetooth: to the reader"],
    heard: ["to the page", "Bluetooth: to the page"],
  });
});

test("a person who comes back is noticed, one who goes is not", () => {
  const page = new FakePage("iPhone", { sent: [] });
  let returns = 0;
  findShell(page)?.onReturn(() => (returns += 1));
  page.document.visibilityState = "hidden";
  page.document.dispatchEvent(new Event("visibilitychange"));
  page.document.visibilityState = "visible";
  page.document.dispatchEvent(new Event("visibilitychange"));
  expect(returns).toBe(1);
});
