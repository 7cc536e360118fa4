import { encodeContext, toBase64Url } from "@madoguchi/contract";
import type { CheckContext } from "@madoguchi/contract";
import { expect, test } from "vitest";
import { readContext } from "./context.ts";

const context: CheckContext = {
  protocol: "madoguchi/check/v1",
  purpose: "pinCheck",
  facilityCode: "1310000016",
  terminalId: "00000000-0000-7000-8000-0000000000aa",
  challengeId: "00000000-0000-7000-8000-0000000000bb",
  nonce: "n".repeat(43),
  issuedAt: "2026-11-22T00:00:00Z",
};
const { terminalId, facilityCode, challengeId } = context;

function read(bytes: Uint8Array): Uint8Array | null {
  const challenge = { challengeId, context: toBase64Url(bytes), expiresAt: context.issuedAt };
  return readContext(challenge, { terminalId, facilityCode }, "pinCheck");
}

test("what the center wrote for this terminal is signed as it stands", () => {
  expect(read(encodeContext(context))).toEqual(encodeContext(context));
});

const other = "00000000-0000-7000-8000-0000000000cc";
test.each([
  ["another facility", { ...context, facilityCode: "1310000024" }],
  ["another terminal", { ...context, terminalId: other }],
  ["another challenge", { ...context, challengeId: other }],
  ["another purpose", { ...context, purpose: "visualCheck" as const }],
])("bytes for %s are not signed", (_whose, foreign) => {
  expect(read(encodeContext(foreign))).toBeNull();
});

test.each([
  ["no JSON", "hash me"],
  ["more than the context", JSON.stringify({ ...context, amount: 1 })],
  ["another writing of the context", JSON.stringify(context, null, 1)],
  ["another protocol", JSON.stringify({ ...context, protocol: "contract/v1" })],
])("%s is not signed", (_what, text) => {
  expect(read(new TextEncoder().encode(text))).toBeNull();
});
