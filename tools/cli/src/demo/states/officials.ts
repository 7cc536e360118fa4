/** Roles of officials and lost second factors, in every state. */
import { deeds, seeding } from "@madoguchi/center";
import { hashPassword, transaction } from "@madoguchi/platform";
import { demoPassword, totpOf } from "../desk.ts";
import { stableId } from "../stable-id.ts";
import { expectWord, facilityIdOf } from "./world.ts";
import type { World } from "./world.ts";

const {
  agreeToRoles,
  approveReset,
  checkReset,
  declineReset,
  declineRoles,
  findOpenReset,
  proposeRoles,
  startReset,
  stopReset,
  takeDueResets,
  withdrawRoles,
} = deeds.accountDeeds;

export async function makeRoleProposals(world: World): Promise<void> {
  const { center, officials } = world;
  const { one, two } = officials;
  const propose = async (key: string, role: "editor" | "callCenter" | "insurerDesk") => {
    const person = { kind: "known", accountId: stableId(`account:${key}`) } as const;
    const wish = {
      kind: "grant",
      roles: [role],
      untilOn: null,
      reason: "人事異動（架空）",
    } as const;
    const made = await proposeRoles(center, one, person, wish);
    if (made.kind !== "proposed") throw new Error(`roles of ${key}: ${JSON.stringify(made)}`);

    return made.id;
  };
  world.at(-15);
  expectWord(await agreeToRoles(center, two, await propose("approver", "editor")), "done");
  const declined = await propose("hoken", "editor");
  expectWord(await declineRoles(center, two, declined, "担当が重なるため（架空）"), "done");
  expectWord(await withdrawRoles(center, one, await propose("sodan", "editor")), "done");
  world.at(-1);
  await propose("sodan", "insurerDesk");
}

export async function makeResets(world: World): Promise<void> {
  const { center } = world;
  const people = ["asked", "checked", "ended"];
  const passwordHash = await hashPassword(demoPassword);
  world.at(-30);
  const joinedAt = center.clock.now();
  for (const key of people) {
    await transaction(center.db, async (tx) => {
      const id = accountIdOf(key);
      await seeding.insertAccount(tx, {
        id,
        realm: "facility",
        mail: `mihon-${key}@example.jp`,
        name: `見本 ${{ asked: "五子", checked: "六子", ended: "七子" }[key] ?? ""}`,
        passwordHash,
        createdAt: joinedAt,
      });
      const facilityId = facilityIdOf(10);
      await seeding.insertMembership(tx, {
        accountId: id,
        facilityId,
        roles: ["reception"],
        joinedAt,
      });
    });
    await giveFactor(world, key);
  }
  await pastResets(world);
  world.at(-1);
  await start(world, "asked");
  await check(world, await start(world, "checked"));
  // Until the night after this one it can be stopped.
  world.at();
  await giveFactor(world, "ended");
  const waiting = await start(world, "ended");
  await check(world, waiting);
  await approve(world, waiting);
}

/** Of one who has had every ending: declined, stopped by themselves, done. */
async function pastResets(world: World): Promise<void> {
  const { center, officials } = world;
  world.at(-25);
  const declined = await start(world, "ended");
  const reason = "電話に出た方が、申し込みを知りませんでした。（架空）";
  const { reviewer } = officials;
  expectWord(await declineReset(center, reviewer, declined, reason, "facility"), "done");
  world.at(-20);
  const stopped = await start(world, "ended");
  if (!(await stopReset(center, stopped, null, "facility"))) throw new Error("it went on");
  world.at(-10);
  const done = await start(world, "ended");
  await check(world, done);
  await approve(world, done);
  world.at(-8);
  await takeDueResets(center);
}

const accountIdOf = (key: string) => stableId(`account:sample:reset:${key}`);

async function giveFactor({ center }: World, key: string): Promise<void> {
  await transaction(center.db, (tx) =>
    seeding.insertConfirmedTotp(center, tx, accountIdOf(key), totpOf(`mihon-${key}`)),
  );
}

/** @returns its id */
async function start({ center }: World, key: string): Promise<string> {
  const accountId = accountIdOf(key);
  const begun = { accountId, as: "person", by: accountId, reason: "lost" } as const;
  expectWord(await startReset(center, begun), "started");
  const reset = await findOpenReset(center.db, accountId);
  if (!reset) throw new Error("what was begun is not there");

  return reset.id;
}

async function check({ center, officials }: World, id: string): Promise<void> {
  const note = "登録の電話番号にかけ、生年月日で確かめました。（架空）";
  const called = { facility: facilityIdOf(10), spokenWith: "見本 太郎", note };
  expectWord(await checkReset(center, officials.reviewer, id, called), "done");
}

async function approve({ center, officials }: World, id: string): Promise<void> {
  expectWord(await approveReset(center, officials.approver, id, "facility"), "done");
}
