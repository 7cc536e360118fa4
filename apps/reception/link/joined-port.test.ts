import { LinkError, type ReaderPort } from "@madoguchi/card";
import { VirtualReader } from "@madoguchi/virtual-card";
import { expect, test } from "vitest";
import { joinPorts } from "./joined-port.ts";
import { seen } from "./seen.fixture.ts";

const failing: ReaderPort = {
  list: () => Promise.reject(new LinkError("service-down", "no PC/SC")),
  watch: (callback) => {
    callback({ type: "failed", error: new LinkError("service-down", "no PC/SC") });
    return () => {};
  },
  open: () => Promise.reject(new LinkError("service-down", "no PC/SC")),
};

test("a port that fails does not hide another's readers", async () => {
  const joined = joinPorts([failing, new VirtualReader()]);
  const readers = await joined.list();
  expect(readers).toHaveLength(1);
  expect(await seen(joined, (event) => event.type === "readers")).toEqual({
    type: "readers",
    readers,
  });
  const id = readers[0]?.id ?? "";
  await expect(joined.open(id, { exclusive: true })).rejects.toMatchObject({ code: "no-card" });
});

test("when nothing else has a reader the failure is told", async () => {
  const joined = joinPorts([failing]);
  expect(await seen(joined, () => true)).toMatchObject({ type: "failed" });
  await expect(joined.open("any", { exclusive: true })).rejects.toMatchObject({
    code: "service-down",
  });
});
