import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BluetoothState } from "./bluetooth-readers.ts";
import { bluetoothWords } from "./bluetooth-words.ts";
import { parseMasterKey } from "./parse-master-key.ts";

const name = "ACR1255U-J1-012345";
const states: BluetoothState[] = [
  { kind: "none" },
  { kind: "remembered", name },
  { kind: "connecting", name },
  { kind: "connected", name },
  { kind: "unreachable", name },
  { kind: "wrong-key", name },
  { kind: "off" },
  { kind: "choosing", near: [] },
  { kind: "choosing", near: [{ id: "00:00:5E:00:53:01", name }] },
];

describe.each(states.map((state) => [state.kind, state] as const))("%s", (_kind, state) => {
  const { title, cause, steps } = bluetoothWords(state);

  test("has a title and a cause, in sentences of at most 60 characters", () => {
    const texts = [title, cause, ...steps];
    expect(texts).not.toContain("");
    expect(texts.flatMap((text) => text.split("。")).filter(({ length }) => length > 60)).toEqual(
      [],
    );
    expect(new Set(steps).size).toBe(steps.length);
  });
});

describe("a master key as people write it down", () => {
  test("the factory's, in characters and in digits", () => {
    const bytes = new TextEncoder().encode("ACR1255U-J1 Auth");
    expect(parseMasterKey("ACR1255U-J1 Auth")).toEqual(bytes);
    expect(parseMasterKey("41 43 52 31 32 35 35 55 2D 4A 31 20 41 75 74 68")).toEqual(bytes);
  });

  test("is of sixteen bytes, or none", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        const key = parseMasterKey(text);
        expect(key === undefined || key.length === 16).toBe(true);
      }),
    );
    expect(parseMasterKey("鍵鍵鍵鍵鍵鍵鍵鍵鍵鍵鍵鍵鍵鍵鍵鍵")).toBeUndefined();
    expect(parseMasterKey("0".repeat(31))).toBeUndefined();
  });
});
