import fc from "fast-check";
import { expect, test } from "vitest";
import { can, inquiryStates, relatedPath, transitions, turns } from "./rules.ts";
import type { InquiryAction, InquiryState } from "./rules.ts";

const everyAction: readonly InquiryAction[] = [
  "confirm",
  "write",
  "answer",
  "request",
  "close",
  "expire",
];

test("whatever is done, an inquiry that waits for the office never ends by itself", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...everyAction)), (wishes) => {
      let state: InquiryState = "new";
      for (const action of wishes) {
        const next: InquiryState | undefined = transitions[state][action];
        if (action === "expire" && next) expect(turns[state]).toBe("asker");
        state = next ?? state;
        expect(state).not.toBe("unconfirmed");
        // The asker can always say something more.
        expect(transitions[state].write).toBeDefined();
      }
    }),
  );
});

const person = {
  kind: "person",
  id: "p",
  name: "",
  mail: "",
  facilityId: "f",
  facilityName: "",
  facilityKind: "medical",
  facilityCode: "",
  prefectureCode: "",
  closedOn: null,
  roles: ["administrator"],
  rights: [],
  memberships: [],
} as const;
const official = {
  kind: "official",
  id: "o",
  name: "",
  roles: [],
  rights: ["inquiries.answer"],
} as const;

test("is acted on by its facility, or by who has the link, and never by the other", () => {
  for (const state of inquiryStates) {
    const own = { state, facilityId: "f", assigneeId: null };
    const guests = { state, facilityId: null, assigneeId: null };
    expect(can.act(person, guests, "write")).toBe("not-yours");
    expect(can.actAsGuest(own, "write")).toBe("not-yours");
    expect(can.act(person, { ...own, facilityId: "g" }, "close")).toBe("not-yours");
    expect(can.act(person, own, "write") === true).toBe(state !== "unconfirmed");
  }
});

test("is answered by whose role it is, unless a colleague has it", () => {
  const inquiry = { state: "new", facilityId: "f", assigneeId: null } as const;
  expect(can.decide(official, inquiry, "answer")).toBe(true);
  expect(can.decide({ ...official, rights: ["inquiries.see"] }, inquiry, "answer")).toBe(
    "not-your-role",
  );
  expect(can.decide(official, { ...inquiry, assigneeId: "x" }, "answer")).toBe("someone-elses");
  expect(can.decide(official, { ...inquiry, state: "closed" }, "answer")).toBe("wrong-state");
});

test("a related page is a path of this site, whatever is typed", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.constant("//a.example"), fc.webPath()), (typed) => {
      const path = relatedPath(typed);
      if (path === null) return;
      const url = new URL(path, "https://madoguchi.example");
      expect(url.origin).toBe("https://madoguchi.example");
      expect(url.search + url.hash).toBe("");
    }),
  );
});
