/** What must hold whichever shell is around the page: run against the Java bridge and against the Swift bridge. */
import { randomBytes, verify, X509Certificate } from "node:crypto";
import {
  checkPin,
  fromHex,
  LinkError,
  toHex,
  VerifyInterruptedError,
  withCard,
} from "@madoguchi/card";
import { VirtualCard, type CardImage } from "@madoguchi/virtual-card";
import { sampleCard } from "@madoguchi/virtual-card/sample";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { PhoneReader } from "./reader.ts";
import { ShellProcess, type ShellCommand } from "./shell-process.fixture.ts";

const challenge = new Uint8Array(randomBytes(32));
const select = fromHex("00a4040c0ad392f000260100000001");
const prompt = "カードを当ててください。";
const pinBytes = (pin: string) => new TextEncoder().encode(pin);
const isVerify = (command: string) => command.startsWith("00200080") && command.length > 8;

/** `commandsBefore`: what the phone itself sends a card before the page may; iOS selects the application. */
export function describeShell(
  name: string,
  shellCommand: () => ShellCommand,
  { commandsBefore }: { readonly commandsBefore: number },
): void {
  describe(`the ${name} bridge`, () => {
    let image: CardImage;
    let phone: ShellProcess;
    let reader: PhoneReader;

    const start = (...nfc: ["off" | "unsupported"] | []) => {
      phone = new ShellProcess(shellCommand(), ...nfc);
      reader = new PhoneReader(phone.shell, { prompt });
    };
    const newCard = (pullAt: number | null = null) => VirtualCard.fromImage(image, { pullAt });
    const open = (signal?: AbortSignal) =>
      reader.open("phone", { exclusive: true, ...(signal === undefined ? {} : { signal }) });
    const check = (pin: string) => checkPin(reader, "phone", { challenge, pin: pinBytes(pin) });

    beforeAll(async () => {
      ({ image } = await sampleCard());
    });

    afterEach(async () => {
      await phone.end();
      expect(phone.stderr).toBe("");
    });

    test("a PIN check from a closed reader: certificate, signature, 個人番号 never touched", async () => {
      start();
      const card = newCard();
      const result = check("1234");
      phone.lay(card);
      const signed = await result;
      if (signed.kind !== "signed") throw new Error(signed.kind);
      const { publicKey } = new X509Certificate(signed.certificate);
      expect(verify("sha256", challenge, publicKey, signed.signature)).toBe(true);
      expect(card.forbiddenSelects).toEqual([]);
    });

    test("a card that stays on the phone has forgotten the PIN when the next check begins", async () => {
      start();
      phone.lay(newCard());
      expect((await check("1234")).kind).toBe("signed");
      const sign = fromHex("802a0097010100");
      const answer = await withCard(reader, "phone", async (link) => {
        await link.transmit(select);
        return link.transmit(sign);
      });
      expect(answer.slice(-2)).not.toEqual(Uint8Array.of(0x90, 0x00));
      expect((await check("1234")).kind).toBe("signed");
    });

    test("a wrong PIN costs one try, and the card says how many are left", async () => {
      start();
      phone.lay(newCard());
      expect(await check("9999")).toEqual({ kind: "wrong-pin", triesLeft: 2 });
      expect(phone.commands.filter(isVerify)).toHaveLength(1);
    });

    test("a card that leaves at any command: a clean error, and no VERIFY is sent twice", async () => {
      start();
      phone.lay(newCard());
      await check("1234");
      phone.take();
      const whole = phone.commands.slice();
      for (let at = commandsBefore + 1; at <= whole.length; at += 1) {
        phone.commands.length = 0;
        const card = newCard(at);
        const failure = check("1234").catch((error: unknown) => error);
        phone.lay(card);
        const error = await failure;
        phone.take();
        expect(error).toMatchObject({ name: expect.stringMatching(/Error$/), code: "removed" });
        expect(error instanceof VerifyInterruptedError).toBe(isVerify(whole[at - 1] ?? ""));
        expect(phone.commands.length).toBe(at);
        expect(phone.commands.filter(isVerify).length).toBeLessThanOrEqual(1);
      }
    });

    test("a link that breaks during VERIFY is said to have, and the card loses its power", async () => {
      start();
      const card = newCard();
      phone.lay(card);
      await check("1234");
      phone.breakAt(phone.commands.length + phone.commands.findIndex(isVerify) + 1);
      const error = await check("1234").catch((failure: unknown) => failure);
      expect(error).toBeInstanceOf(VerifyInterruptedError);
      expect(error).toMatchObject({ code: "protocol" });
      expect((await check("1234")).kind).toBe("signed");
      expect(phone.commands.filter(isVerify)).toHaveLength(3);
    });

    test("waiting for a card ends when the page no longer wants one", async () => {
      start();
      const stop = new AbortController();
      const waiting = open(stop.signal);
      await reader.list();
      stop.abort();
      await expect(waiting).rejects.toMatchObject({ code: "cancelled" });
      phone.lay(newCard());
      await using link = await open();
      expect(link.reader.name).toBe("このスマートフォンのNFC");
    });

    test("waiting ends when the person leaves, and an open link ends as removed", async () => {
      start();
      const waiting = open();
      await reader.list();
      phone.leave();
      await expect(waiting).rejects.toMatchObject({ code: "cancelled" });
      phone.comeBack();
      phone.lay(newCard());
      const link = await open();
      phone.leave();
      expect(await link.removed).toBe("removed");
      await expect(link.transmit(select)).rejects.toMatchObject({ code: "removed" });
    });

    test("what is no such card is passed over", async () => {
      start();
      phone.layOther();
      const waiting = open();
      await reader.list();
      phone.take();
      phone.lay(newCard());
      await using link = await waiting;
      expect(await link.transmit(select)).toEqual(Uint8Array.of(0x90, 0x00));
    });

    test("one link at a time", async () => {
      start();
      phone.lay(newCard());
      await using link = await open();
      await expect(open()).rejects.toMatchObject({ code: "busy" });
      expect(await link.transmit(select)).toEqual(Uint8Array.of(0x90, 0x00));
    });

    test("a watcher hears of the open link and of its end", async () => {
      start();
      const seen: boolean[] = [];
      const heard = new Set<() => void>();
      reader.watch((event) => {
        if (event.type === "readers") seen.push(...event.readers.map((each) => each.cardPresent));
        for (const tell of heard) tell();
      });
      const until = (count: number) =>
        new Promise<void>((resolve) => {
          const tell = () => {
            if (seen.length >= count) resolve();
          };
          heard.add(tell);
          tell();
        });
      phone.lay(newCard());
      await until(1);
      const link = await open();
      await until(2);
      await link.close("unpower");
      await until(3);
      expect(seen).toEqual([false, true, false]);
    });

    test("a phone without NFC says so", async () => {
      start("unsupported");
      await expect(reader.list()).rejects.toMatchObject({ code: "no-reader" });
      await expect(open()).rejects.toMatchObject({ code: "no-reader" });
    });

    test("a reader of another name is not there", async () => {
      start();
      await expect(reader.open("another", { exclusive: true })).rejects.toBeInstanceOf(LinkError);
    });

    test("what is no request is dropped, and the next one is served", async () => {
      start();
      for (const text of ["", "{", "null", "[1]", '{"type":"open"}', '{"id":1}']) {
        phone.shell.send(text);
      }
      expect(await reader.list()).toHaveLength(1);
    });

    test("a request nobody knows, a command that is no hex, and one for no open link are refused", async () => {
      start();
      const ask = rawPage(phone);
      const refusals = [
        await ask({ type: "dance", id: 900 }),
        await ask({ type: "transmit", id: 901, link: 1, apdu: "0g" }),
        await ask({ type: "transmit", id: 902, link: 1, apdu: "00a4" }),
      ];
      expect(refusals).toMatchObject([
        { type: "error", id: 900, code: "protocol" },
        { type: "error", id: 901, code: "protocol" },
        { type: "error", id: 902, code: "removed" },
      ]);
      expect(phone.commands).toEqual([]);
    });

    test("a link of before reaches no later card, and a broken one no card at all", async () => {
      start();
      const ask = rawPage(phone);
      phone.lay(newCard());
      await ask({ type: "open", id: 1, prompt });
      await ask({ type: "close", id: 2, link: 1 });
      expect(await ask({ type: "open", id: 3, prompt })).toMatchObject({
        type: "opened",
        id: 3,
      });
      phone.commands.length = 0;
      const transmit = (id: number, link: number) =>
        ask({ type: "transmit", id, link, apdu: toHex(select) });
      expect(await transmit(4, 1)).toMatchObject({ type: "error", code: "removed" });
      phone.breakAt(1);
      expect(await transmit(5, 3)).toMatchObject({ type: "error", code: "protocol" });
      expect(await transmit(6, 3)).toMatchObject({ type: "error", code: "removed" });
      expect(phone.commands).toHaveLength(1);
    });
  });
}

type RawRequest = {
  readonly type: string;
  readonly id: number;
  readonly [member: string]: string | number;
};

/** A page that is not ours: it says what it likes. One request at a time. */
function rawPage({ shell }: ShellProcess): (request: RawRequest) => Promise<unknown> {
  let heard: (reply: unknown) => void = () => {};
  shell.listen((reply) => heard(JSON.parse(reply)));
  return (request) =>
    new Promise((resolve) => {
      heard = resolve;
      shell.send(JSON.stringify(request));
    });
}
