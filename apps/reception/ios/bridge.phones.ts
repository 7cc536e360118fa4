/**
 * The Swift bridge over a stub of CoreNFC, driven by the page's own code. Swift is half a gigabyte to fetch, so this is run
 * by `npx madoguchi phones`, which builds the program and says how to start it, and not by `npm test`.
 */
import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { z } from "zod";
import { describeBluetooth } from "../phone/bluetooth-journeys.fixture.ts";
import type { BluetoothCommand } from "../phone/bluetooth-process.fixture.ts";
import { describeShell } from "../phone/journeys.fixture.ts";
import type { ShellCommand } from "../phone/shell-process.fixture.ts";
import { selectIdentifiers } from "./info.fixture.ts";

const [command = "", ...start] = z
  .array(z.string())
  .parse(JSON.parse(process.env["MADOGUCHI_IOS_TESTS"] ?? "null"));

const program = (...args: readonly string[]): ShellCommand => ({
  kind: "nfc-ios",
  command,
  args: [...start, ...args],
});

const bluetooth: BluetoothCommand = {
  ...program("bluetooth"),
  address: (number) => `00000000-0000-4000-8000-00000000000${number}`,
};

describeShell("iOS", () => program(...selectIdentifiers()), { commandsBefore: 1 });

describeBluetooth("iOS", () => bluetooth, { permissions: "bluetooth", asksAgain: false });

test("hex, origins, and whom the view controller listens to", () => {
  const { args } = program("checks");
  expect(execFileSync(command, args, { encoding: "utf8" })).toBe("20 checks\n");
});
