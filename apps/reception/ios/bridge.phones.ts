/**
 * The Swift bridge over a stub of CoreNFC, driven by the page's own code. Swift is half a gigabyte to fetch, so this is run
 * by `npx madoguchi phones`, which builds the program and says how to start it, and not by `npm test`.
 */
import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { z } from "zod";
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

describeShell("iOS", () => program(...selectIdentifiers()), { commandsBefore: 1 });

test("hex, origins, and whom the view controller listens to", () => {
  const { args } = program("checks");
  expect(execFileSync(command, args, { encoding: "utf8" })).toBe("18 checks\n");
});
