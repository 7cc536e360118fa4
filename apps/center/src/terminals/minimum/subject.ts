/** The oldest version of the app, as something that two officials change: it concerns every counter. */
import { APP_VERSION, compareVersions } from "@madoguchi/contract";
import { tokyoToday } from "@madoguchi/notation";
import { newId } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import type { Subject } from "../../proposals/index.ts";
import { readMinimum } from "./form.ts";
import type { AppMinimum, MinimumRefusal } from "./rules.ts";
import { insertMinimum, minimums } from "./store.ts";

export const appMinimums: Subject<AppMinimum, MinimumRefusal> = {
  name: "app-minimum",
  audited: {
    proposed: "app-minimum.proposed",
    confirmed: "app-minimum.confirmed",
    withdrawn: "app-minimum.withdrawn",
  },
  read(content) {
    const form = readMinimum(content);

    return form.ok ? form.value : null;
  },
  keyOf: () => "reception",
  holds: async (tx) => (await minimums(tx, 1).executeTakeFirst())?.id ?? null,
  async refuse(_tx, center, { version, noticeFrom }) {
    if (compareVersions(version, APP_VERSION) > 0) return "newer-than-ours";

    return Temporal.PlainDate.compare(noticeFrom, tokyoToday(center.clock)) < 0 ? "too-late" : null;
  },
  needsTwo: () => true,
  async apply(tx, center, _official, minimum) {
    const { version, noticeFrom, refusedFrom } = minimum;
    const id = newId();
    await insertMinimum(tx, { ...minimum, id, decidedAt: center.clock.now() });

    return {
      became: id,
      detail: {
        version,
        noticeFrom: noticeFrom.toString(),
        refusedFrom: refusedFrom.toString(),
      },
    };
  },
};
