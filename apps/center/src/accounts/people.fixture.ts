/** A center whose time a test moves, and what tests of a facility's people do and look up again and again. */
import { openDatabase } from "@madoguchi/platform";
import { TEST_PASSWORD, giveProof, startTestCenter } from "@madoguchi/test";
import type { FacilityPerson, Visitor } from "@madoguchi/test";
import { Temporal } from "temporal-polyfill";
import { expect } from "vitest";

export const PEOPLE = "/account/people";

const password = "受付では はやく ていねいに";
/** What somebody without an account fills in. */
export const newcomer = { name: "新人 一郎", password, passwordAgain: password, consent: "yes" };

let addresses = 0;

export function freshAddress(): string {
  addresses += 1;

  return `shinjin${addresses}@example.jp`;
}

export function dayFields(day: Temporal.PlainDate): Record<string, string> {
  return {
    "effectiveOn.year": String(day.year),
    "effectiveOn.month": String(day.month),
    "effectiveOn.day": String(day.day),
  };
}

export type Place = Awaited<ReturnType<typeof startPlace>>;

export async function startPlace() {
  let now = Temporal.Instant.from("2026-11-24T00:04:00Z");
  const center = await startTestCenter({ now: () => now });
  const db = openDatabase(center.databaseUrl, { max: 2 });

  return {
    center,
    db,
    now: () => now,
    today: () => now.toZonedDateTimeISO("Asia/Tokyo").toPlainDate(),
    pass(days: number): void {
      now = now.add({ hours: days * 24 });
    },

    async invite(
      { visitor }: Pick<FacilityPerson, "visitor">,
      mail: string,
      ...roles: string[]
    ): Promise<void> {
      const answer = await visitor.post(`${PEOPLE}/invite`, { mail, roles });
      expect(answer.path).toBe(`${PEOPLE}?done=invited`);
    },

    /** Of the next mail to this address. */
    async tokenTo(mail: string): Promise<string> {
      const { text = "" } = await center.mailTo(mail);

      return /\/invitation\?token=([\w-]+)/.exec(text)?.[1] ?? "";
    },

    async idOf(mail: string): Promise<string> {
      const { id } = await db
        .selectFrom("account")
        .select("id")
        .where("mail", "=", mail)
        .executeTakeFirstOrThrow();

      return id;
    },

    async facilityIdOf({ facilityCode }: Pick<FacilityPerson, "facilityCode">): Promise<string> {
      const { id } = await db
        .selectFrom("facility")
        .select("id")
        .where("code", "=", facilityCode)
        .executeTakeFirstOrThrow();

      return id;
    },

    /** By mail address. */
    async rolesIn({
      facilityCode,
    }: Pick<FacilityPerson, "facilityCode">): Promise<Record<string, readonly string[]>> {
      const rows = await db
        .selectFrom("membership")
        .innerJoin("account", "account.id", "membership.accountId")
        .innerJoin("facility", "facility.id", "membership.facilityId")
        .select(["account.mail", "membership.roles"])
        .where("facility.code", "=", facilityCode)
        .execute();

      return Object.fromEntries(rows.map(({ mail, roles }) => [mail, [...roles].toSorted()]));
    },

    async deedsOf({ facilityCode }: Pick<FacilityPerson, "facilityCode">): Promise<string[]> {
      const rows = await db
        .selectFrom("auditEvent")
        .innerJoin("facility", "facility.id", "auditEvent.facilityId")
        .select("auditEvent.action")
        .where("facility.code", "=", facilityCode)
        .orderBy("auditEvent.id")
        .execute();

      return rows.map(({ action }) => action);
    },

    /** With both factors. */
    async signIn(mail: string): Promise<Visitor> {
      const visitor = center.visitor();
      await visitor.post("/sign-in", { mail, password: TEST_PASSWORD });
      await giveProof(center, mail);

      return visitor;
    },

    async close(): Promise<void> {
      await db.destroy();
      await center.close();
    },
  };
}
