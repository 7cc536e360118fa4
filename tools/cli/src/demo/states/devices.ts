/** App accounts in every state, and a device that came by one of them. */
import { deeds } from "@madoguchi/center";
import { createTerminalKey, publicHalf } from "../../check/terminal-file.ts";
import { expectWord } from "./world.ts";
import type { World } from "./world.ts";

const { activate, addAppAccounts, issueSetupInfo, setStopped, appAccountsOf } = deeds.terminalDeeds;

export async function makeDevices(world: World): Promise<void> {
  const { center } = world;
  const actor = world.facility(10);
  world.at(-10);
  const addition = { count: 4, reason: "counters", note: null, seen: 1 } as const;
  expectWord(await addAppAccounts(center, actor, addition), "added");
  const [, activated = "", issued = "", stopped = ""] = (
    await appAccountsOf(center.db, actor.facilityId)
  ).map(({ id }) => id);
  await issue(world, issued);
  const info = await issue(world, activated);
  const device = {
    key: publicHalf(await createTerminalKey()),
    terminalName: "相談室",
    terminalKind: "windows",
  } as const;
  expectWord(await activate(center, { ...info, ...device }, "127.0.0.1"), "activated");
  expectWord(await setStopped(center, actor, stopped, true), "done");
}

async function issue(world: World, accountId: string) {
  const request = { accountId, version: 1, stopTerminals: false };
  const result = await issueSetupInfo(world.center, world.facility(10), request);
  if (result.kind !== "issued") throw new Error(`setup information was ${result.kind}`);

  return result.info;
}
