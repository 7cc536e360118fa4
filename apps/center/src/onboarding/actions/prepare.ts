/** What the facility itself enters of its preparations: ticks, and the day on which it goes live. */
import { formatDate, tokyoToday } from "@madoguchi/notation";
import { transaction } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import type { FacilityActor } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { setGoLiveOn } from "../../facilities/index.ts";
import type { ItemKey } from "../checklist.ts";
import { GO_LIVE_YEARS } from "../rules.ts";
import { currentApplication } from "../store/applications.ts";
import { deleteTick, insertTick } from "../store/ticks.ts";

/** @param done false takes the tick back */
export async function setTick(
  center: Center,
  actor: FacilityActor,
  item: ItemKey,
  done: boolean,
): Promise<void> {
  await transaction(center.db, async (tx) => {
    const changed = done
      ? await insertTick(tx, {
          facilityId: actor.facilityId,
          item,
          tickedAt: center.clock.now(),
          accountId: actor.id,
        })
      : await deleteTick(tx, actor.facilityId, item);
    if (changed) {
      await audit(tx, center.clock, {
        action: done ? "checklist.ticked" : "checklist.unticked",
        actor: { kind: "person", id: actor.id },
        facilityId: actor.facilityId,
        subject: { kind: "facility", id: actor.facilityId },
        detail: { item },
      });
    }
  });
}

export type GoLiveResult =
  | { readonly kind: "set" }
  | { readonly kind: "not-approved" }
  | { readonly kind: "out-of-range"; readonly message: string };

export async function enterGoLive(
  center: Center,
  actor: FacilityActor,
  date: Temporal.PlainDate,
): Promise<GoLiveResult> {
  return transaction(center.db, async (tx): Promise<GoLiveResult> => {
    const application = await currentApplication(tx, actor.facilityId);
    if (application?.state !== "approved") {
      return { kind: "not-approved" };
    }
    const message = rangeMessage(date, tokyoToday(center.clock));
    if (message) {
      return { kind: "out-of-range", message };
    }
    await setGoLiveOn(tx, actor.facilityId, date);
    await audit(tx, center.clock, {
      action: "facility.go-live-set",
      actor: { kind: "person", id: actor.id },
      facilityId: actor.facilityId,
      subject: { kind: "facility", id: actor.facilityId },
      detail: { goLiveOn: date.toString() },
    });

    return { kind: "set" };
  });
}

function rangeMessage(date: Temporal.PlainDate, today: Temporal.PlainDate): string | null {
  const first = today.subtract({ years: GO_LIVE_YEARS });
  const last = today.add({ years: GO_LIVE_YEARS });
  const inside =
    Temporal.PlainDate.compare(first, date) <= 0 && Temporal.PlainDate.compare(date, last) <= 0;

  return inside
    ? null
    : `運用開始日は、${formatDate(first)}から${formatDate(last)}までの日を入力してください。`;
}
