import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { EICAR, startFakeClamd } from "@madoguchi/test";
import { createScanner, isScannerAddress } from "./clamd.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

test.each(["unix", "tcp"])("a file is judged over %s as the daemon judges it", async (kind) => {
  const folder = await mkdtemp(join(tmpdir(), "madoguchi-clamd-"));
  const clamd = await startFakeClamd(kind === "unix" ? join(folder, "clamd.ctl") : null);
  const scan = createScanner(clamd.address);

  expect(await scan(bytes("a receipt"))).toEqual({ kind: "clean" });
  expect(await scan(bytes(EICAR))).toEqual({ kind: "infected", signature: "Eicar-Signature" });
  // In several pieces, with what matters at the seam.
  const large = new Uint8Array(200_000).fill(32);
  large.set(bytes(EICAR), 65_500);
  expect(await scan(large)).toEqual({ kind: "infected", signature: "Eicar-Signature" });
  expect(await scan(new Uint8Array(0))).toEqual({ kind: "clean" });
  expect(await scan(new Uint8Array(2_000_000))).toEqual({ kind: "unknown" });
  clamd.mumble();
  expect(await scan(bytes("a receipt"))).toEqual({ kind: "unknown" });
  await clamd.close();
  expect(await scan(bytes("a receipt"))).toEqual({ kind: "unknown" });
  await rm(folder, { recursive: true });
});

test("an address is a path or a host with its port", () => {
  expect(
    ["unix:/run/clamav/clamd.ctl", "tcp://127.0.0.1:3310", "tcp://[::1]:3310"].every(
      isScannerAddress,
    ),
  ).toBe(true);
  expect(
    ["/run/clamav/clamd.ctl", "tcp://host", "http://host:1", "unix:clamd.ctl", ""].some(
      isScannerAddress,
    ),
  ).toBe(false);
});
