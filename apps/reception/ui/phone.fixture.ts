/** A phone's app around a page of a real browser: in place of its WebView and its bridge, with a virtual card in its field. */
import { fromHex, LinkError, toHex } from "@madoguchi/card";
import type { LinkErrorCode } from "@madoguchi/card";
import { CardPulled, type VirtualCard } from "@madoguchi/virtual-card";
import type { BrowserContext, Page } from "playwright-core";
import { z } from "zod";
import type { ShellMessage, ShellRequest } from "../phone/protocol.ts";
import type { Shell } from "../phone/shell.ts";

const id = z.int();
const shellRequest = z.discriminatedUnion("type", [
  z.object({ type: z.literal("status"), id }),
  z.object({ type: z.literal("open"), id, prompt: z.string() }),
  z.object({ type: z.literal("transmit"), id, link: id, apdu: z.string() }),
  z.object({ type: z.literal("close"), id, link: id }),
]) satisfies z.ZodType<ShellRequest>;

/** Answers as Bridge.java and Bridge.swift do. */
export class FakePhone {
  nfc: "on" | "off" | "unsupported" = "on";
  /** Of the next card that is asked for. */
  refusal: LinkErrorCode | null = null;
  /** What stood on the sheets of an iPhone. */
  readonly prompts: string[] = [];
  #card: VirtualCard | undefined;
  #waiting: number | undefined;
  #looking = Promise.withResolvers<void>();
  #link: number | undefined;
  #post: (message: ShellMessage) => void = () => {};

  /** Opens a page inside this phone's app. */
  async openPage(context: BrowserContext, kind: Shell["kind"]): Promise<Page> {
    const page = await context.newPage();
    let told: Promise<unknown> = Promise.resolve();
    this.#post = (message) => {
      const call = `fakeShell(${JSON.stringify(JSON.stringify(message))})`;
      // A page that went away hears nothing.
      told = told.then(() => page.evaluate(call).catch(() => {}));
    };
    await page.exposeFunction("toPhone", (text: string) => this.#receive(text));
    await page.addInitScript(webViews[kind]);
    return page;
  }

  /** A person holds the card against the phone. */
  lay(card: VirtualCard): void {
    this.#card = card;
    if (this.#waiting !== undefined) this.#found(this.#waiting, card);
  }

  take(): void {
    this.#card?.powerOff();
    this.#card = undefined;
    this.#endLink();
  }

  /** The person closes an iPhone's sheet, or leaves an Android app by its back button. */
  dismiss(): void {
    const request = this.#waiting;
    if (request === undefined) throw new Error("the phone looks for no card");
    this.#stopLooking();
    this.#fail(request, "cancelled");
  }

  /** The page shows that a card is waited for a moment before the phone hears of it. */
  looksForCard(): Promise<void> {
    return this.#looking.promise;
  }

  #stopLooking(): void {
    this.#waiting = undefined;
    this.#looking = Promise.withResolvers();
  }

  async #receive(text: string): Promise<void> {
    const request = shellRequest.parse(JSON.parse(text));
    switch (request.type) {
      case "status":
        return this.#post({ type: "status", id: request.id, nfc: this.nfc });
      case "open":
        return this.#open(request);
      case "transmit":
        return this.#transmit(request);
      case "close":
        return this.#close(request);
    }
  }

  #open({ id: request, prompt }: ShellRequest & { type: "open" }): void {
    if (this.nfc === "off") return this.#fail(request, "service-down");
    if (this.nfc === "unsupported") return this.#fail(request, "no-reader");
    if (this.refusal !== null) return this.#fail(request, this.refusal);
    if (this.#waiting !== undefined || this.#link !== undefined) return this.#fail(request, "busy");
    this.prompts.push(prompt);
    this.#waiting = request;
    this.#looking.resolve();
    if (this.#card !== undefined) this.#found(request, this.#card);
  }

  #found(request: number, card: VirtualCard): void {
    this.#stopLooking();
    this.#link = request;
    card.powerOn();
    this.#post({ type: "opened", id: request, historical: "" });
  }

  async #transmit({ id: request, link, apdu }: ShellRequest & { type: "transmit" }): Promise<void> {
    if (this.#link !== link || this.#card === undefined) return this.#fail(request, "removed");
    try {
      const answer = await this.#card.process(fromHex(apdu));
      this.#post({ type: "answer", id: request, apdu: toHex(answer) });
    } catch (error) {
      if (error instanceof LinkError) return this.#fail(request, error.code);
      if (!(error instanceof CardPulled)) throw error;
      this.#card = undefined;
      this.#link = undefined;
      this.#fail(request, "removed");
    }
  }

  #close({ id: request, link }: ShellRequest & { type: "close" }): void {
    if (this.#waiting === link) {
      this.#stopLooking();
      this.#fail(link, "cancelled");
    }
    if (this.#link === link) {
      this.#link = undefined;
      this.#card?.powerOff();
    }
    this.#post({ type: "done", id: request });
  }

  #endLink(): void {
    const link = this.#link;
    this.#link = undefined;
    if (link !== undefined) this.#post({ type: "removed", link });
  }

  #fail(request: number, code: LinkErrorCode): void {
    this.#post({ type: "error", id: request, code, message: "said by the test's phone" });
  }
}

/** What each app's WebView puts into the page; Android's also names itself. */
const webViews = {
  "nfc-android": `
    const userAgent = navigator.userAgent + " MadoguchiShell/1";
    Object.defineProperty(navigator, "userAgent", { value: userAgent });
    const { port1: app, port2: given } = new MessageChannel();
    app.onmessage = ({ data }) => toPhone(data);
    window.fakeShell = (text) => app.postMessage(text);
    addEventListener("load", () =>
      dispatchEvent(new MessageEvent("message", { data: "madoguchi-shell", ports: [given] })),
    );
  `,
  "nfc-ios": `
    window.webkit = { messageHandlers: { madoguchi: { postMessage: (text) => toPhone(text) } } };
    window.fakeShell = (text) => window.madoguchiShell?.(text);
  `,
} satisfies Record<Shell["kind"], string>;
