/** Debian's OpenSC, which knows nothing of us, judges the card through pcscd. */
import { execFile, type ExecFileException } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { holdSlot, startPcscd } from "@madoguchi/test";
import { type CardImage, knownAtrs, type Switches, VirtualCard } from "@madoguchi/virtual-card";
import { sampleCard } from "@madoguchi/virtual-card/sample";
import { afterAll, beforeAll, expect, test } from "vitest";
import { playOverVpcd } from "./vpcd.ts";

type Outcome = { readonly code: number; readonly output: string };

let directory: string;
let pcscd: Awaited<ReturnType<typeof startPcscd>>;
let slot: Awaited<ReturnType<typeof holdSlot>>;
let image: CardImage;
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "madoguchi-opensc-"));
  // Without a configuration of the machine's or the user's own.
  environment = { ...process.env, HOME: directory, XDG_CACHE_HOME: directory };
  slot = await holdSlot(0);
  pcscd = await startPcscd();
  ({ image } = await sampleCard());
});

afterAll(async () => {
  await pcscd.stop();
  await slot.release();
  await rm(directory, { recursive: true });
});

/** Runs a program to its end; what it prints on either stream is its output. */
function run(program: string, ...args: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(program, args, { env: environment, timeout: 20_000 }, (error, stdout, stderr) =>
      resolve({ code: exitCode(error), output: stdout + stderr }),
    );
  });
}

function exitCode(error: ExecFileException | null): number {
  return error === null ? 0 : Number(error.code ?? -1);
}

/** `work` begins when pcscd has seen the card, and returns when it has seen it leave. */
async function withCard<T>(switches: Partial<Switches>, work: (card: VirtualCard) => Promise<T>) {
  const card = VirtualCard.fromImage(image, switches);
  const session = await playOverVpcd(card, { port: slot.port });
  try {
    await untilReaderShows("Yes");
    return await work(card);
  } finally {
    await session.close();
    await untilReaderShows("No");
  }
}

/** pcscd looks for cards a few times a second. */
async function untilReaderShows(presence: "Yes" | "No"): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt++) {
    const { output } = await run("opensc-tool", "--list-readers");
    const line = output.split("\n").find((each) => each.includes(slot.reader));
    if (line?.split(/\s+/)[1] === presence) return;
    await delay(20);
  }
  throw new Error(`the reader does not show a card: ${presence}`);
}

/** A program of OpenSC on our reader. */
const opensc = (program: string, ...args: string[]) =>
  run(program, "--reader", slot.reader, ...args);

const decode = (base64: string) => Buffer.from(base64, "base64");

async function publicKeyFile(): Promise<string> {
  const certificate = join(directory, "auth.crt");
  const publicKey = join(directory, "auth.pub");
  await writeFile(certificate, decode(image.auth.certificate));
  const { output } = await run("openssl", "x509", "-in", certificate, "-noout", "-pubkey");
  await writeFile(publicKey, output);
  return publicKey;
}

test.each(knownAtrs)("with ATR %s it is a jpki card", async (atr) => {
  await withCard({ atr: Uint8Array.from(Buffer.from(atr, "hex")) }, async () => {
    expect(await opensc("opensc-tool", "--name")).toEqual({ code: 0, output: "jpki\n" });
  });
});

test("the dump shows two PINs with their tries, two keys and four certificates", async () => {
  await withCard({}, async () => {
    const { code, output } = await opensc("pkcs15-tool", "--dump");
    const count = (pattern: RegExp) => output.match(pattern)?.length;
    expect({
      code,
      pins: count(/^PIN \[/gm),
      keys: count(/^Private RSA Key \[/gm),
      certificates: count(/^X\.509 Certificate \[/gm),
      tries: [...output.matchAll(/Tries left\s*: (\d+)/g)].map(([, tries]) => tries),
    }).toEqual({ code: 0, pins: 2, keys: 2, certificates: 4, tries: ["3", "5"] });
  });
});

test("both certificates are the issued ones; the second only with the password", async () => {
  await withCard({}, async () => {
    const read = async (id: string, ...args: string[]) => {
      const file = join(directory, "read.pem");
      const { code } = await opensc("pkcs15-tool", "--read-certificate", id, "-o", file, ...args);
      if (code !== 0) return null;
      const der = join(directory, "read.der");
      await run("openssl", "x509", "-in", file, "-outform", "DER", "-out", der);
      const { output } = await run("base64", "-w0", der);
      return output;
    };
    expect(await read("1")).toBe(image.auth.certificate);
    expect(await read("2")).toBeNull();
    expect(await read("2", "--verify-pin", "--auth-id", "2", "--pin", "ABC123")).toBe(
      image.sign?.certificate,
    );
  });
});

test("a signature made with the PIN is verified by openssl", async () => {
  const data = join(directory, "data");
  const signature = join(directory, "signature");
  const digest = join(directory, "digest");
  await writeFile(data, randomBytes(100));
  await run("openssl", "dgst", "-sha256", "-binary", "-out", digest, data);
  const sign = (pin: string) =>
    opensc(
      "pkcs15-crypt",
      ...`--sign --key 1 --pkcs1 --sha-256 --raw --pin ${pin}`.split(" "),
      "--input",
      digest,
      "--output",
      signature,
    );
  await withCard({}, async () => {
    expect(await sign("1234")).toMatchObject({ code: 0 });
    const key = await publicKeyFile();
    const verify = ["dgst", "-sha256", "-verify", key, "-signature", signature, data];
    expect(await run("openssl", ...verify)).toEqual({ code: 0, output: "Verified OK\n" });
    await writeFile(data, randomBytes(100));
    expect(await run("openssl", ...verify)).toMatchObject({ code: 1 });
  });
});

test("a signature through PKCS#11 is verified by openssl", async () => {
  const data = join(directory, "data");
  const signature = join(directory, "signature");
  await writeFile(data, randomBytes(100));
  await withCard({}, async () => {
    const { code } = await run(
      "pkcs11-tool",
      ...`--login --pin 1234 --sign --id 01 --mechanism SHA256-RSA-PKCS`.split(" "),
      "--input-file",
      data,
      "--output-file",
      signature,
    );
    expect(code).toBe(0);
    const verify = ["-verify", await publicKeyFile(), "-signature", signature, data];
    expect(await run("openssl", "dgst", "-sha256", ...verify)).toMatchObject({
      output: "Verified OK\n",
    });
  });
});

test("a wrong PIN lowers the counter, the third one locks, and nothing tries again by itself", async () => {
  await withCard({}, async (card) => {
    const enter = async (pin: string) => {
      const { code } = await opensc("pkcs15-tool", "--verify-pin", "--auth-id", "1", "--pin", pin);
      return { accepted: code === 0, left: card.image.pins["jpki-auth"].triesLeft };
    };
    expect(await enter("9999")).toEqual({ accepted: false, left: 2 });
    expect(await enter("1234")).toEqual({ accepted: true, left: 3 });
    expect(await enter("9999")).toEqual({ accepted: false, left: 2 });
    expect(await enter("8888")).toEqual({ accepted: false, left: 1 });
    expect(await enter("7777")).toEqual({ accepted: false, left: 0 });
    expect(await enter("1234")).toEqual({ accepted: false, left: 0 });
  });
});

test("the reader is empty when the card has left", async () => {
  await withCard({}, () => opensc("opensc-tool", "--name"));
  expect(await run("opensc-tool", "--reader", slot.reader, "--name")).toMatchObject({ code: 1 });
});
