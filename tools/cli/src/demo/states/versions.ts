/** Which versions of the reception app will do: one rule that holds and asks for nothing of today's apps, and one that waits. */
import { deeds } from "@madoguchi/center";
import { APP_VERSION } from "@madoguchi/contract";
import { expectWord } from "./world.ts";
import type { World } from "./world.ts";

const { appMinimums, minimumForm } = deeds.terminalDeeds;

export async function makeVersions(world: World): Promise<void> {
  const { center, officials, today } = world;
  const propose = async (version: string, noticeIn: number, refusedIn: number) => {
    const noticeFrom = today.add({ days: noticeIn });
    const refusedFrom = today.add({ days: refusedIn });
    const form = minimumForm({ version, noticeFrom, refusedFrom });
    const made = await deeds.propose(center, officials.one, appMinimums, form);
    if (made.kind !== "proposed") throw new Error(`the version was ${made.reason}`);

    return made.id;
  };
  world.at(-60);
  const first = await propose("0.0.1", -60, -30);
  expectWord(await deeds.confirm(center, officials.two, appMinimums, first), "done");
  world.at();
  await propose(APP_VERSION, 7, 35);
}
