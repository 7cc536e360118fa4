import { createHash, randomBytes, verify, X509Certificate } from "node:crypto";
import { checkPin, fromHex, LinkError, type ReaderEvent, toHex } from "@madoguchi/card";
import { expect, test } from "vitest";
import { select, talkTo } from "./fixture.ts";
import { sampleCard } from "./sample.ts";
import { VirtualReader, VirtualTransport } from "./transport.ts";

const pin = () => new TextEncoder().encode("1234");

test("a whole PIN check: certificate, signature, and the 個人番号 never touched", async () => {
  const { card } = await talkTo();
  const { image } = await sampleCard();
  const challenge = new Uint8Array(randomBytes(32));
  const result = await checkPin(new VirtualReader(card), "virtual-0", { challenge, pin: pin() });
  if (result.kind !== "signed") throw new Error(result.kind);
  expect(Buffer.from(result.certificate).toString("base64")).toBe(image.auth.certificate);
  const { publicKey } = new X509Certificate(result.certificate);
  expect(verify("sha256", challenge, publicKey, result.signature)).toBe(true);
  const other = createHash("sha256").update(challenge).digest();
  expect(verify("sha256", other, publicKey, result.signature)).toBe(false);
  expect(card.forbiddenSelects).toEqual([]);
});

test("commands sent at once are answered in order", async () => {
  const { card } = await talkTo();
  const link = new VirtualTransport(card);
  const answers = await Promise.all(
    [select.jpki, select.file("0008"), "00b0000003"].map((command) =>
      link.transmit(fromHex(command)),
    ),
  );
  expect(answers.map(toHex)).toEqual(["9000", "9000", "8f8f009000"]);
});

test("a card pulled out during a command breaks the link once and for all", async () => {
  const { card } = await talkTo({ pullAt: 2 });
  const reader = new VirtualReader(card);
  const link = await reader.open("virtual-0", { exclusive: true });
  await link.transmit(fromHex(select.jpki));
  const gone = { name: "LinkError", code: "removed" };
  await expect(link.transmit(fromHex("00200098"))).rejects.toMatchObject(gone);
  await expect(link.transmit(fromHex("00200098"))).rejects.toMatchObject(gone);
  expect(await link.removed).toBe("removed");
  expect((await reader.list()).map(({ cardPresent }) => cardPresent)).toEqual([false]);
});

test("an answer that comes after the card was taken away is not delivered", async () => {
  const { card } = await talkTo({ delay: 1 });
  const link = new VirtualTransport(card);
  const answer = link.transmit(fromHex(select.jpki));
  link.pull();
  await expect(answer).rejects.toBeInstanceOf(LinkError);
});

test("close by unpower forgets the PIN, by leave keeps it until the power goes", async () => {
  const sign = fromHex("802a0097010100");
  const { card } = await talkTo();
  const reader = new VirtualReader(card);
  const openVerified = async () => {
    const link = await reader.open("virtual-0", { exclusive: true });
    await link.transmit(fromHex(select.jpki));
    await link.transmit(fromHex("0020009804" + "31323334"));
    return link;
  };
  await (await openVerified()).close("leave");
  expect(toHex(await card.process(sign))).toMatch(/9000$/);
  const link = await openVerified();
  await link.close("unpower");
  expect(await link.removed).toBe("closed");
  expect(toHex(await card.process(sign))).toBe("6a82");
});

test("the reader tells its watchers when a card comes and goes", async () => {
  const { card } = await talkTo();
  const reader = new VirtualReader();
  const seen: boolean[] = [];
  const note = (event: ReaderEvent) => {
    if (event.type === "readers") seen.push(...event.readers.map(({ cardPresent }) => cardPresent));
  };
  const stop = reader.watch(note);
  reader.insert(card);
  reader.remove();
  stop();
  reader.insert(card);
  expect(seen).toEqual([false, true, false]);
});

test("opening says why it cannot", async () => {
  const { card } = await talkTo();
  const reader = new VirtualReader();
  const code = (id: string) =>
    reader.open(id, { exclusive: true }).then(
      () => "opened",
      (error: unknown) => (error instanceof LinkError ? error.code : error),
    );
  expect(await code("elsewhere")).toBe("no-reader");
  expect(await code("virtual-0")).toBe("no-card");
  reader.insert(card);
  expect(await code("virtual-0")).toBe("opened");
  expect(await code("virtual-0")).toBe("busy");
});
