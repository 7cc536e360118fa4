import { LinkError } from "@madoguchi/card";
import { expect, test, vi } from "vitest";
import type { Pcsc } from "./library.ts";
import { createPcscPort } from "./port.ts";

const emptyService: Pcsc = {
  plugAndPlay: true,
  establish: () => 1,
  release: () => {},
  cancel: () => {},
  listReaders: () => [],
  statusChange: async () => undefined,
  connect: () => Promise.reject(new LinkError("no-reader", "unknown reader")),
  transmit: () => Promise.reject(new LinkError("removed", "no card")),
  disconnect: async () => {},
};

test("PC/SC that is installed while the agent runs is found without a restart, and loaded once", async () => {
  const load = vi
    .fn<() => Promise<Pcsc>>()
    .mockRejectedValueOnce(new LinkError("service-down", "cannot load libpcsclite.so.1"))
    .mockResolvedValue(emptyService);
  const port = createPcscPort(load);
  await expect(port.list()).rejects.toMatchObject({ code: "service-down" });
  expect(await port.list()).toEqual([]);
  expect(await port.list()).toEqual([]);
  expect(load).toHaveBeenCalledTimes(2);
});
