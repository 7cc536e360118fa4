import koffi from "koffi";
import { expect, test } from "vitest";
import { abiOf } from "./abi.ts";
import { layOut } from "./layout.ts";

/** Sizes that a C compiler gives for each system's headers on a 64-bit machine. */
test.each([
  ["linux", 80, 16],
  ["win32", 64, 8],
  ["darwin", 61, 8],
] as const)(
  "the structures of %s are as large as its headers make them",
  (platform, state, request) => {
    const { readerState, ioRequest } = layOut(koffi, abiOf(platform));
    expect(koffi.sizeof(readerState)).toBe(state);
    expect(koffi.sizeof(ioRequest)).toBe(request);
  },
);

test("a system without PC/SC is told plainly", () => {
  expect(() => abiOf("aix")).toThrow(expect.objectContaining({ code: "service-down" }));
});
