/** People whom a test needs before its own story begins: somebody of a facility, an official. */
import { seeding, workingRoles } from "@madoguchi/center";
import type { FacilityRole, OfficialRole } from "@madoguchi/center";
import { checkDigit } from "@madoguchi/notation";
import {
  createSeal,
  hashPassword,
  newId,
  openDatabase,
  systemClock,
  totpCode,
  transaction,
} from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import type { Page } from "playwright-core";
import { TEST_SECRET_KEY } from "./center.ts";
import type { TestCenter } from "./center.ts";
import type { Visitor } from "./visitor.ts";

export const TEST_PASSWORD = "窓口で 毎日 たすかる 言葉";
const TEST_TOTP = new TextEncoder().encode("12345678901234567890");

export type FacilityPerson = {
  /** Signed in. */
  readonly visitor: Visitor;
  readonly mail: string;
  readonly facilityCode: string;
  readonly facilityName: string;
};

let people = 0;

/** Registers a facility through the portal, as its people do; `kind` is the facility's kind. */
export async function registerFacility(
  center: TestCenter,
  kind: "medical" | "dental" | "pharmacy" | "treatment" | "checkup" | "midwifery" = "medical",
): Promise<FacilityPerson> {
  people += 1;
  const visitor = center.visitor();
  const mail = `uketsuke${people}@example.jp`;
  const facilityCode = codeOf(kind, people);
  const facilityName = `架空第${people}施設`;
  await visitor.post("/register", {
    kind,
    code: facilityCode,
    facilityName,
    founder: "架空 太郎",
    postalCode: "100-0013",
    address: "東京都千代田区霞が関1-2-2（架空）",
    phone: "03-0000-0000",
    personName: "受付 花子",
    mail,
    consent: "yes",
  });
  const { text = "" } = await center.mailTo(mail);
  const token = /complete\?token=([\w-]+)/.exec(text)?.[1];
  if (!token) {
    throw new Error(`the registration of ${facilityCode} was refused`);
  }
  await visitor.post("/register/complete", {
    token,
    password: TEST_PASSWORD,
    passwordAgain: TEST_PASSWORD,
  });

  return { visitor, mail, facilityCode, facilityName };
}

/** Somebody more for a facility, signed in. */
export async function addMember(
  center: TestCenter,
  facilityCode: string,
  roles: readonly FacilityRole[],
): Promise<{ visitor: Visitor; mail: string }> {
  people += 1;
  const mail = `tanto${people}@example.jp`;
  const accountId = await addAccount(center, {
    realm: "facility",
    mail,
    name: `担当 ${people}`,
  });
  await withDatabase(center, async (db) => {
    const facility = await seeding.findFacilityByCode(db, facilityCode);
    if (!facility) {
      throw new Error(`no facility ${facilityCode}`);
    }
    const joinedAt = systemClock.now();
    await transaction(db, (tx) =>
      seeding.insertMembership(tx, { accountId, facilityId: facility.id, roles, joinedAt }),
    );
  });
  const visitor = center.visitor();
  await visitor.post("/sign-in", { mail, password: TEST_PASSWORD });

  return { visitor, mail };
}

/** An official, signed in to the office; with all roles that work on cases, unless others are asked for. */
export async function official(
  center: TestCenter,
  roles?: readonly OfficialRole[],
): Promise<Visitor> {
  const mail = await addOfficial(center, roles);
  const visitor = center.visitor();
  await visitor.post("/office/sign-in", { mail, password: TEST_PASSWORD });
  await visitor.post("/office/account/confirm", { way: "totp", code: codeFor(center) });

  return visitor;
}

/** An official's account with an authenticator app, for a browser: see `signInOfficial`. @returns its mail address */
export async function addOfficial(
  center: TestCenter,
  roles: readonly OfficialRole[] = workingRoles,
): Promise<string> {
  people += 1;
  const [id, mail, name] = [newId(), `shinsa${people}@example.go.jp`, `審査 ${people}`];
  const passwordHash = await hashPassword(TEST_PASSWORD);
  const sealing = { seal: createSeal(TEST_SECRET_KEY), clock: center.clock };
  // From long ago on: a test's clock may stand in the past.
  const createdAt = systemClock.now().subtract({ hours: 20 * 365 * 24 });
  await withDatabase(center, (db) =>
    transaction(db, async (tx) => {
      await seeding.insertOfficial(tx, { id, mail, name, passwordHash, createdAt, roles });
      await seeding.insertConfirmedTotp(sealing, tx, id, TEST_TOTP);
    }),
  );

  return mail;
}

/** As if the person had just given a second factor in all their sessions, which other tests tell of. */
export async function giveProof(center: TestCenter, mail: string): Promise<void> {
  await withDatabase(center, async (db) => {
    const account = db.selectFrom("account").select("id").where("mail", "=", mail);
    await db
      .updateTable("session")
      .set({ provenAt: center.clock.now() })
      .where("accountId", "in", account)
      .execute();
  });
}

/** The present code of every official's authenticator app. Each official can use it once. */
export function codeFor({ clock }: TestCenter): string {
  return totpCode(TEST_TOTP, clock.now());
}

/** Gives mail address and password on a page that shows, or leads to, a sign-in. */
export async function signInHere(page: Page, mail: string): Promise<void> {
  await page.getByLabel("メールアドレス").fill(mail);
  await page.getByLabel("パスワード").fill(TEST_PASSWORD);
  await page.getByRole("main").getByRole("button", { name: "ログイン" }).click();
}

/** The same for an official, with both factors. */
export async function signInOfficial(center: TestCenter, page: Page, mail: string): Promise<void> {
  await signInHere(page, mail);
  await page.getByLabel("認証アプリの確認コード").fill(codeFor(center));
  await page.getByRole("button", { name: "確認する" }).click();
}

type NewAccount = Omit<
  Parameters<typeof seeding.insertAccount>[1],
  "id" | "passwordHash" | "createdAt"
>;

/** @returns its id */
async function addAccount(center: TestCenter, account: NewAccount): Promise<string> {
  const id = newId();
  const passwordHash = await hashPassword(TEST_PASSWORD);
  const createdAt = systemClock.now();
  await withDatabase(center, (db) =>
    transaction(db, (tx) => seeding.insertAccount(tx, { ...account, id, passwordHash, createdAt })),
  );

  return id;
}

async function withDatabase<T>(center: TestCenter, work: (db: Db) => Promise<T>): Promise<T> {
  const db = openDatabase(center.databaseUrl, { max: 1 });
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}

const FEE_SCHEDULES = { medical: "1", dental: "3", pharmacy: "4", checkup: "1", midwifery: "1" };

function codeOf(kind: keyof typeof FEE_SCHEDULES | "treatment", number: number): string {
  if (kind === "treatment") {
    return `協13${String(number).padStart(8, "0")}`;
  }
  const payload = `13${FEE_SCHEDULES[kind]}${String(number).padStart(6, "0")}`;

  return payload + checkDigit(payload);
}
