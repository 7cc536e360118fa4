/** One record in every state of every lifecycle, each made by people's deeds. What waits for the worker goes on when one starts. */
import type { Db } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import type { SeedOptions } from "../demo.ts";
import { makeApplications } from "./applications.ts";
import { makeCheckups } from "./checkups.ts";
import { makeDevices } from "./devices.ts";
import { makeGrants } from "./grants.ts";
import { makeInquiries } from "./inquiries.ts";
import { makeInsurerFiles, PEOPLE_IN_FILES } from "./insurer-files.ts";
import { makeResets, makeRoleProposals } from "./officials.ts";
import { makeMasters } from "./masters.ts";
import { makeProcedures } from "./procedures.ts";
import { makeClosings, makeNotices, makeTermsOfMoney } from "./publishing.ts";
import { makeVersions } from "./versions.ts";
import { insertFacilities, openWorld } from "./world.ts";

export { PEOPLE_IN_FILES };

/** Each lane has its own time; none asks for what another makes. */
const lanes = [
  [makeApplications, makeProcedures, makeDevices, makeCheckups],
  [makeGrants, makeInquiries, makeResets, makeVersions],
  [makeRoleProposals, makeNotices, makeTermsOfMoney, makeClosings, makeInsurerFiles, makeMasters],
];

/** Nothing where they are there already. */
export async function seedStates(
  db: Db,
  options: SeedOptions,
  today: Temporal.PlainDate,
): Promise<void> {
  if (!(await insertFacilities(db, today))) return;
  await Promise.all(
    lanes.map(async (lane) => {
      await using world = openWorld(options, today);
      for (const make of lane) await make(world);
    }),
  );
}
