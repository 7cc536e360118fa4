import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { itemKeys, nextItem, standingOf } from "./checklist.ts";
import type { Standing } from "./checklist.ts";
import { dueOf, dueWords } from "./due.ts";
import { eligibilitiesFor, readApplication, typedValues } from "./form.ts";
import { can, transitions } from "./rules.ts";
import type { ApplicationAction, ApplicationState } from "./rules.ts";

const now = Temporal.Instant.from("2026-11-22T00:00:00Z");
const official = {
  kind: "official",
  id: "o",
  name: "審査 花子",
  roles: ["approver"],
  rights: ["cases.handle", "cases.decide"],
} as const;
const reviewer = { ...official, roles: ["reviewer"], rights: ["cases.handle"] } as const;
const person = (facilityId: string) =>
  ({
    kind: "person",
    id: "p",
    name: "",
    mail: "",
    facilityName: "",
    facilityKind: "medical",
    facilityId,
    facilityCode: "",
    prefectureCode: "",
    closedOn: null,
    roles: ["administrator"],
    rights: [],
    memberships: [],
  }) as const;

describe("the life of an application", () => {
  const actions: ApplicationAction[] = ["save", "submit", "return", "approve", "refuse"];

  test("is decided at most once, and only after it was handed in", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...actions)), (wishes) => {
        let state: ApplicationState = "draft";
        let submitted = 0;
        let decided = 0;
        for (const action of wishes) {
          const next: ApplicationState | undefined = transitions[state][action];
          if (next) {
            submitted += action === "submit" ? 1 : 0;
            decided += next === "approved" || next === "refused" ? 1 : 0;
            state = next;
          }
          expect(decided).toBeLessThanOrEqual(Math.min(1, submitted));
        }
      }),
    );
  });

  test("is changed by its own facility while it is theirs, and decided while it is not", () => {
    const states: ApplicationState[] = ["draft", "submitted", "returned", "approved", "refused"];
    for (const state of states) {
      const application = { facilityId: "f", state };
      const theirs = state === "draft" || state === "returned";
      expect(can.submit(person("f"), application)).toBe(theirs ? true : "wrong-state");
      expect(can.save(person("g"), application)).toBe("not-yours");
      expect(can.decide(official, application, "approve", null, now) === true).toBe(
        state === "submitted",
      );
      expect(can.decide(reviewer, application, "approve", null, now)).toBe("no-right");
      expect(can.decide(reviewer, application, "return", null, now) === true).toBe(
        state === "submitted",
      );
    }
  });
});

describe("the form", () => {
  const good = {
    eligibility: "treatment",
    devices: "pc\ntablet",
    accountCount: "5",
    "plannedStartOn.year": "２０２６",
    "plannedStartOn.month": "11",
    "plannedStartOn.day": "22",
    contactName: "受付 花子",
    contactPhone: "０３−００００−００００",
    confirmPurpose: "yes",
    confirmTruth: "yes",
  };

  test("reads what people type, today included", () => {
    const form = readApplication("treatment", good, now);
    expect(form).toMatchObject({
      ok: true,
      value: { devices: ["pc", "tablet"], accountCount: 5, contactPhone: "0300000000" },
    });
  });

  test.each([
    ["eligibility", { eligibility: "paperClaims" }],
    ["devices", { devices: "abacus" }],
    ["accountCount", { accountCount: "6" }],
    ["plannedStartOn", { "plannedStartOn.day": "21" }],
    ["plannedStartOn", { "plannedStartOn.year": "2027", "plannedStartOn.day": "23" }],
    ["confirmTruth", { confirmTruth: "" }],
  ])("points at %s where it is wrong: %j", (field, change) => {
    const form = readApplication("treatment", { ...good, ...change }, now);
    expect(form.ok ? [] : Object.keys(form.errors)).toEqual([field]);
  });

  test("of every kind of facility has a reason to choose", () => {
    for (const kind of [
      "medical",
      "dental",
      "pharmacy",
      "treatment",
      "checkup",
      "midwifery",
    ] as const) {
      expect(eligibilitiesFor(kind).length).toBeGreaterThan(0);
    }
  });

  test("keeps what was typed, and nothing that it did not ask for", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), (posted) => {
        expect(typedValues({ ...posted, ...good })).toEqual(good);
      }),
    );
  });
});

describe("what was typed too long", () => {
  test("is cut between characters, so that the database can keep it", () => {
    const { contactName = "" } = typedValues({ contactName: `a${"𠮷".repeat(300)}` });
    expect(contactName.isWellFormed()).toBe(true);
    expect([...contactName].length).toBe(200);
  });
});

describe("the preparations", () => {
  const nothing: Standing = {
    ticks: [],
    application: null,
    registeredAt: now,
    deviceChoice: null,
    terminals: {
      accountsIssued: 0,
      terminalsRegistered: 0,
      firstRegisteredAt: null,
      firstTerminalName: null,
    },
    firstCheckAt: null,
    practisedAt: null,
    goLiveOn: null,
    grant: { state: "none", at: null, deadline: null, documentsReady: false },
  };
  const approved = {
    state: "approved",
    submittedAt: now,
    decidedAt: now,
    updatedAt: now,
    plannedStartOn: Temporal.PlainDate.from("2026-12-20"),
  } as const;
  const oneTerminal = {
    accountsIssued: 1,
    terminalsRegistered: 1,
    firstRegisteredAt: now,
    firstTerminalName: "受付",
  };
  const ticked = (...items: string[]) => items.map((item) => ({ item, tickedAt: now }));
  const doneIn = (standing: Standing) =>
    standingOf(standing).flatMap(({ key, state }) => (state === "done" ? [key] : []));

  test("begin with choosing a device", () => {
    expect(doneIn(nothing)).toEqual([]);
    expect(nextItem(standingOf(nothing))).toBe("select");
  });

  test("are all done when the system has seen its part and people ticked theirs", () => {
    const all: Standing = {
      ...nothing,
      ticks: ticked("select", "buy", "reception"),
      application: approved,
      terminals: oneTerminal,
      firstCheckAt: now,
      goLiveOn: Temporal.PlainDate.from("2026-12-01"),
      grant: { state: "approved", at: now, deadline: null, documentsReady: true },
    };
    expect(doneIn(all)).toEqual(itemKeys);
    expect(nextItem(standingOf(all))).toBeNull();
  });

  test("put what came back before everything else", () => {
    const returned = { ...approved, state: "returned", decidedAt: null } as const;
    expect(nextItem(standingOf({ ...nothing, application: returned }))).toBe("application");
  });

  test("ask for the day of going live as soon as a card was checked, whatever else is open", () => {
    const checked = {
      ...nothing,
      application: approved,
      terminals: oneTerminal,
      firstCheckAt: now,
    };
    expect(nextItem(standingOf(checked))).toBe("goLive");
    const live = { ...checked, goLiveOn: Temporal.PlainDate.from("2026-12-01") };
    expect(nextItem(standingOf(live))).toBe("select");
  });

  test("take the chosen way for the first item", () => {
    const chosen = { ...nothing, deviceChoice: { way: "tablet", chosenAt: now } as const };
    expect(standingOf(chosen)[0]).toEqual({ key: "select", state: "done", at: now, byHand: false });
  });

  test.each([
    ["application", { on: "2026-12-06", kind: "goal" }],
    ["goLive", { on: "2026-12-20", kind: "goal" }],
    ["grant", { on: "2027-01-31", kind: "deadline" }],
  ] as const)("have a date for %s: %j", (key, due) => {
    const deadline = Temporal.Instant.from("2027-01-31T15:00:00Z");
    const standing = { ...nothing, application: approved, grant: { ...nothing.grant, deadline } };
    const { on, kind } = dueOf(key, standing) ?? {};
    expect({ on: on?.toString(), kind }).toEqual(due);
  });

  test("have no date as long as nobody said when to begin, and no intake is open", () => {
    expect(itemKeys.map((key) => dueOf(key, nothing))).toEqual(itemKeys.map(() => null));
  });

  test.each([
    ["2026-12-05", "目安：令和8年12月6日（日）（あと1日）"],
    ["2026-12-06", "目安：令和8年12月6日（日）（今日まで）"],
    ["2026-12-07", "目安：令和8年12月6日（日）（過ぎています）"],
  ])("say on %s: %s", (today, words) => {
    const due = { on: Temporal.PlainDate.from("2026-12-06"), kind: "goal" } as const;
    expect(dueWords(due, Temporal.PlainDate.from(today))).toBe(words);
  });

  test("do not believe a tick about what only the system can see", () => {
    const standing = { ...nothing, ticks: ticked("application", "goLive", "grant", "setup") };
    expect(doneIn(standing)).toEqual([]);
  });

  test("ask for the grant once the facility is live and an intake is open", () => {
    const live: Standing = {
      ...nothing,
      ticks: ticked("select", "buy", "reception", "documents"),
      application: approved,
      terminals: oneTerminal,
      firstCheckAt: now,
      goLiveOn: Temporal.PlainDate.from("2026-12-01"),
      grant: { ...nothing.grant, deadline: now.add({ hours: 24 }) },
    };
    expect(nextItem(standingOf(live))).toBe("grant");
    expect(nextItem(standingOf({ ...live, grant: nothing.grant }))).toBeNull();
  });
});
