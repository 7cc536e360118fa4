import { expect, test, vi } from "vitest";
import { terminal } from "../people.fixture.ts";
import { activate } from "./activate.ts";
import type { SetupClient } from "./activate.ts";

const draft = {
  facilityCode: terminal.facilityCode,
  userId: terminal.userId,
  password: "mado-guchi-2026",
  activationCode: "ACTV-2345-6789",
  terminalName: "受付1",
};

test("a device that can keep nothing uses up no activation code, and says so", async () => {
  // Here is no IndexedDB, as in a browser window that keeps nothing.
  expect("indexedDB" in globalThis).toBe(false);
  const client = { activate: vi.fn<SetupClient["activate"]>() };
  const result = await activate(client, draft);
  expect(result).toMatchObject({ kind: "refused", title: "この端末に登録を保存できません" });
  expect(client.activate).not.toHaveBeenCalled();
});
