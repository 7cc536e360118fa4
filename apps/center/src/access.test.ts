/** Every route, asked by everybody: nobody sees or does what their role or another facility's record forbids. */
import { tokyoToday } from "@madoguchi/notation";
import { newId } from "@madoguchi/platform";
import { addMember, addOfficial, official, registerFacility, TEST_PASSWORD } from "@madoguchi/test";
import type { FacilityPerson, Visitor } from "@madoguchi/test";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { pageFindings } from "./library/plain-page.fixture.ts";
import { access } from "./access.fixture.ts";
import type { Access, Sample } from "./access.fixture.ts";
import { allOfficialRoles, doors, officeRights, rights } from "./accounts/index.ts";
import type { FacilityRole, OfficeRight, OfficialRole } from "./accounts/index.ts";
import { ask } from "./inquiries/inquiries.fixture.ts";
import {
  asking,
  association,
  bytesOf,
  header,
  registerExaminees,
} from "./eligibility/bulk/bulk.fixture.ts";
import {
  decide,
  files,
  fillApplication,
  finishIntroduction,
  startApplication,
  startGrantCenter,
  submit,
} from "./grants/grants.fixture.ts";
import type { GrantCenter } from "./grants/grants.fixture.ts";

let center: GrantCenter;
let anonymous: Visitor;
let officer: Visitor;
/** The facility whose records are asked for. */
let own: Readonly<Record<FacilityRole, Visitor>>;
let foreign: Visitor;
let facilityCode: string;
/** By which each sample's route finds it. */
let samples: Readonly<Record<Sample, Readonly<Record<string, string>>>>;

beforeAll(async () => {
  center = await startGrantCenter();
  anonymous = center.visitor();
  officer = await official(center);
  const person = await registerFacility(center, "checkup");
  facilityCode = person.facilityCode;
  own = {
    administrator: person.visitor,
    reception: (await addMember(center, facilityCode, ["reception"])).visitor,
    accounting: (await addMember(center, facilityCode, ["accounting"])).visitor,
  };
  foreign = (await registerFacility(center, "checkup")).visitor;
  samples = await makeSamples(person);
});
afterAll(() => center.close());

/** One record of each kind, as far along as it goes, so that its owner finds something at every address. */
async function makeSamples({ visitor }: FacilityPerson): Promise<typeof samples> {
  const { db } = center;
  await finishIntroduction(center, facilityCode);
  const facility = await db
    .selectFrom("facility")
    .selectAll()
    .where("code", "=", facilityCode)
    .executeTakeFirstOrThrow();
  const path = await startApplication(visitor);
  await fillApplication(visitor, path, files.png());
  await submit(visitor, path);
  // Decided by two.
  await decide(officer, path, "approve");
  const second = await official(center);
  await decide(second, path, "approve");
  // And taken back, so that there is a letter about that as well.
  const { amountYen } = await db
    .selectFrom("grantPayment")
    .select("amountYen")
    .executeTakeFirstOrThrow();
  await officer.post(`/office${path}/revocation`, {
    revocationReason: "二重の申請のためです。",
    principalYen: String(amountYen),
  });
  await second.post(`/office${path}/revocation/confirm`, {});
  const receipt = await db.selectFrom("grantReceipt").select("id").executeTakeFirstOrThrow();
  const account = await db.selectFrom("appAccount").select("id").executeTakeFirstOrThrow();
  const terminal = await db.selectFrom("terminal").select("id").executeTakeFirstOrThrow();
  await registerExaminees(db);
  const contract = newId();
  await db
    .insertInto("checkupContract")
    .values({
      id: contract,
      facilityId: facility.id,
      insurerNumber: association,
      validFrom: facility.createdAt.toZonedDateTimeISO("Asia/Tokyo").toPlainDate(),
      validTo: null,
      createdAt: facility.createdAt,
    })
    .execute();
  const receiptNumber = await inquireInBulk(visitor);
  const grant = path.split("/").at(-1) ?? "";
  const asked = await ask(visitor, {}, [files.png()]);
  const [, number = "", file = ""] =
    /\/inquiries\/([^"/]+)\/files\/([^"/]+)"/.exec(asked.html) ?? [];
  const later = tokyoToday(center.clock).add({ days: 10 });
  const notified = await visitor.post("/procedures/suspend", {
    "effectiveOn.year": String(later.year),
    "effectiveOn.month": String(later.month),
    "effectiveOn.day": String(later.day),
  });

  // Somebody who can be removed, beside those of this test.
  const { mail } = await addMember(center, facilityCode, ["reception"]);
  const member = await db
    .selectFrom("account")
    .select("id")
    .where("mail", "=", mail)
    .executeTakeFirstOrThrow();
  await visitor.post("/account/people/invite", { mail: "shotai@example.jp", roles: "reception" });
  const invitation = await db.selectFrom("invitation").select("id").executeTakeFirstOrThrow();

  return {
    member: { id: member.id },
    invitation: { id: invitation.id },
    procedure: { id: notified.path.split("/").at(-1) ?? "" },
    appAccount: { id: account.id },
    terminal: { id: terminal.id },
    grant: { id: grant },
    grantReceipt: { id: grant, receiptId: receipt.id },
    contract: { id: contract },
    bulk: { receiptNumber },
    inquiry: { number },
    inquiryFile: { number, id: file },
    checklistItem: { item: "select" },
  };
}

/** Of one whom the insurer knows, and one line that cannot be read. @returns the receipt number, once both files are there */
async function inquireInBulk(visitor: Visitor): Promise<string> {
  const form = new FormData();
  form.append("purpose", "specific-checkup");
  form.append("basis", "yes");
  form.append("file", new File([bytesOf([header, asking("901"), "?,?,?,?,?"])], "照会.csv"));
  const { path } = await visitor.upload("/bulk-inquiries", form);
  await vi.waitFor(
    async () => {
      const inquiry = await center.db.selectFrom("bulkInquiry").select("state").executeTakeFirst();
      expect(inquiry?.state).toBe("done");
    },
    { timeout: 20_000 },
  );

  return path.split("/").at(-1) ?? "";
}

/** Of the pages that people of facilities get in this file, whatever they say: how many, and what is hard to read in them. */
let read = 0;
const unplain = new Set<string>();

test("a table has a line for each route, and no line too many", () => {
  const routes = center.routes
    .map(({ method, path }) => `${method} ${path}`)
    // Named by their content.
    .filter((route) => !route.startsWith("GET /assets/"));
  const missing = routes.filter((route) => access[route] === undefined);
  expect(
    missing,
    `say in access.fixture.ts who may use ${missing.join(", ")}: a line like "GET /…": facility("money")`,
  ).toEqual([]);
  expect(Object.keys(access).filter((line) => !routes.includes(line))).toEqual([]);
});

type Verdict =
  | "in"
  | "sign-in"
  | "office-sign-in"
  | "confirm"
  | "set-up"
  | "refused"
  | "not-found"
  | "unsigned";

/** What became of one asking, as far as it concerns who may. */
async function verdictOf(visitor: Visitor, route: string, line: Access): Promise<Verdict> {
  const [method = "", path = ""] = route.split(" ");
  const of = line.who === "facility" ? line.of : null;
  const named = of ? samples[of] : {};
  const address = path.replaceAll(/:(\w+)/g, (_, name: string) => named[name] ?? newId());
  const fields = line.who === "facility" ? line.fields : {};
  const { status, location, html } = await visitor.ask(method, address, fields);
  if (visitor !== officer && line.who !== "official" && html.includes("<main")) {
    read += 1;
    pageFindings(html).forEach((finding) => unplain.add(`${route}: ${finding}`));
  }
  if (status === 303) {
    if (location?.startsWith("/sign-in")) return "sign-in";
    if (location?.startsWith("/office/sign-in")) return "office-sign-in";
    if (/^(?:\/office)?\/account\/confirm(?:\?next.*)?$/.test(location ?? "")) return "confirm";
    if (location === doors.office.secondFactor) return "set-up";
  }
  if (status === 401) return "unsigned";
  if (status === 403) return "refused";

  return status === 404 ? "not-found" : "in";
}

const linesFor = <W extends Access["who"]>(who: W) =>
  Object.entries(access).flatMap(([route, line]) =>
    line.who === who ? [[route, line] as const] : [],
  );

/** @returns every route that does not answer as it should, with what it answers instead */
async function unexpected(
  visitor: Visitor,
  who: Access["who"],
  expected: (line: Access, route: string) => readonly Verdict[] | null,
): Promise<string[]> {
  const found: string[] = [];
  // GET before POST: what is done, such as removing a device, changes what there is to find.
  for (const [route, line] of linesFor(who).toSorted(([a], [b]) => a.localeCompare(b))) {
    const allowed = expected(line, route);
    const verdict = allowed && (await verdictOf(visitor, route, line));
    if (verdict && !allowed.includes(verdict)) {
      found.push(`${route}: ${verdict}, not ${allowed.join(" or ")}`);
    }
  }

  return found;
}

test("everybody comes in where everybody may, also to what is not there", async () => {
  expect(
    await unexpected(anonymous, "everybody", () => [
      "in",
      "not-found",
      "sign-in",
      "office-sign-in",
    ]),
  ).toEqual([]);
});

test("who is not signed in is asked to sign in", async () => {
  expect(
    await unexpected(anonymous, "own", (line) =>
      line.who === "own" && line.realm === "office" ? ["office-sign-in"] : ["sign-in"],
    ),
  ).toEqual([]);
  expect(await unexpected(anonymous, "facility", () => ["sign-in"])).toEqual([]);
  expect(await unexpected(anonymous, "official", () => ["office-sign-in"])).toEqual([]);
});

test("officials and people of facilities do not come through each other's door", async () => {
  expect(
    await unexpected(officer, "own", (line) =>
      line.who === "own" && line.realm === "facility" ? ["sign-in"] : null,
    ),
  ).toEqual([]);
  expect(await unexpected(officer, "facility", () => ["sign-in"])).toEqual([]);
  expect(await unexpected(own.administrator, "official", () => ["office-sign-in"])).toEqual([]);
});

const needsStepUp = (line: Access): boolean =>
  ((line.who === "facility" || line.who === "official") && line.stepUp) ||
  (line.who === "own" && line.proof === "fresh");

/** Nothing is expected of what asks for no more than a password. */
const onlyConfirm = (line: Access): readonly Verdict[] | null =>
  needsStepUp(line) ? [ofOtherDoor(line) ?? "confirm"] : null;

const ofOtherDoor = (line: Access): Verdict | null =>
  line.who === "own" && line.realm === "office" ? "office-sign-in" : null;

test("with a password alone, nobody sees credentials or money, and an official sees nothing", async () => {
  const { visitor } = await addMember(center, facilityCode, ["administrator"]);
  expect(await unexpected(visitor, "facility", onlyConfirm)).toEqual([]);
  expect(await unexpected(visitor, "own", onlyConfirm)).toEqual([]);
  const half = center.visitor();
  const mail = await addOfficial(center);
  await half.post("/office/sign-in", { mail, password: TEST_PASSWORD });
  expect(await unexpected(half, "official", () => ["confirm"])).toEqual([]);
  // And an hour after the second factor, neither money nor credentials.
  const stale = await official(center, allOfficialRoles);
  const newest = center.db
    .selectFrom("account")
    .select("id")
    .where("realm", "=", "office")
    .orderBy("createdAt", "desc")
    .limit(1);
  await center.db
    .updateTable("session")
    .set({ provenAt: center.clock.now().subtract({ hours: 1 }) })
    .where("accountId", "in", newest)
    .execute();
  expect(await unexpected(stale, "official", onlyConfirm)).toEqual([]);
});

test("no browser passes for a terminal or an insurer's system", async () => {
  for (const visitor of [anonymous, own.administrator, officer]) {
    expect(await unexpected(visitor, "signed", () => ["unsigned"])).toEqual([]);
  }
});

test("another facility's records are not found, which their own facility finds", async () => {
  expect(
    await unexpected(foreign, "facility", (line) =>
      line.who === "facility" && line.of && !line.shared ? ["not-found"] : ["in", "not-found"],
    ),
  ).toEqual([]);
  expect(
    await unexpected(own.administrator, "facility", (line, route) =>
      line.who === "facility" && line.of && route.startsWith("GET ") ? ["in"] : ["in", "not-found"],
    ),
  ).toEqual([]);
});

/** Last of what is read before it is done: what an official does with a case changes what there is to find. */
test.each(allOfficialRoles)(
  "an official who is %s may do what the table of rights says",
  async (role) => {
    const visitor = await official(center, [role]);
    const mayDo = (line: Access): boolean => {
      const right = line.who === "official" ? line.right : null;
      const roles: readonly OfficialRole[] = right ? officeRights[right].roles : [role];

      return roles.includes(role);
    };
    expect(
      await unexpected(visitor, "official", (line) =>
        mayDo(line) ? ["in", "not-found"] : ["refused"],
      ),
    ).toEqual([]);
  },
);

test("the auditor reads whatever there is, and changes nothing", () => {
  const rightsOf = (method: string) =>
    linesFor("official").flatMap(([route, line]) =>
      line.who === "official" && line.right && route.startsWith(method) ? [line.right] : [],
    );
  const has = (right: OfficeRight) =>
    officeRights[right].roles.some((role: OfficialRole) => role === "auditor");
  // A page that is only there to change something is no page to read.
  const changing = new Set(rightsOf("POST").filter((right) => !has(right)));
  expect(rightsOf("GET").filter((right) => !has(right) && !changing.has(right))).toEqual([]);
  // These are read by a POST, for they leave a trace.
  expect(new Set(rightsOf("POST").filter(has))).toEqual(
    new Set(["audit.see", "cases.see", "grants.see", "insurers.see", "links.see", "payments.see"]),
  );
});

test.each(["accounting", "reception"] as const)(
  "%s may do what the table of rights says",
  async (role) => {
    const mayDo = (line: Access): boolean => {
      const right = line.who === "facility" ? line.right : null;
      const roles: readonly FacilityRole[] = right ? rights[right].roles : [role];

      return roles.includes(role);
    };
    // They came with a password only, so that some pages ask for more.
    expect(
      await unexpected(own[role], "facility", (line) =>
        !mayDo(line) ? ["refused"] : needsStepUp(line) ? ["confirm"] : ["in", "not-found"],
      ),
    ).toEqual([]);
  },
);

test("every page that they got is written in short sentences of explained words", () => {
  expect(read).toBeGreaterThan(300);
  expect([...unplain]).toEqual([]);
});
