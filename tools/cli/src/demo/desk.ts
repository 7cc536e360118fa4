/** The demo's facility and the people who sign in. */
import { seeding, workingRoles } from "@madoguchi/center";
import { checkDigit, startOfDay } from "@madoguchi/notation";
import { hashPassword, sha256, systemClock, transaction } from "@madoguchi/platform";
import type { Db, Seal } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import type { SignIn } from "./demo.ts";
import { stableId } from "./stable-id.ts";

export const demoPassword = "madoguchi-demo";
const password = demoPassword;

export const demoSignIns = [
  { who: "医療機関の担当者", path: "/sign-in", id: "demo@example.jp", password },
  {
    who: "審査担当の職員",
    path: "/office/sign-in",
    id: "shinsa@example.jp",
    password,
    totp: totpOf("shinsa"),
  },
  {
    who: "承認担当の職員",
    path: "/office/sign-in",
    id: "shonin@example.jp",
    password,
    totp: totpOf("shonin"),
  },
  { who: "使い始めて60日の施設の担当者", path: "/sign-in", id: "hidamari@example.jp", password },
  { who: "医療機関の経理の担当者", path: "/sign-in", id: "keiri@example.jp", password },
  { who: "2つの施設の受付の担当者", path: "/sign-in", id: "futatsu@example.jp", password },
  ...(["kanri1", "kanri2", "kanri3"] as const).map((name, nth) => ({
    who: `管理の職員（${nth + 1}人目）`,
    path: "/office/sign-in",
    id: `${name}@example.jp`,
    password,
    totp: totpOf(name),
  })),
  ...(
    [
      ["kakunin", "審査だけの職員"],
      ["kettei", "承認だけの職員"],
      ["shiharai", "支払の職員"],
      ["koho", "広報の職員"],
      ["sodan", "相談の職員"],
      ["hoken", "保険者担当の職員"],
    ] as const
  ).map(([name, who]) => ({
    who,
    path: "/office/sign-in",
    id: `${name}@example.jp`,
    password,
    totp: totpOf(name),
  })),
  {
    who: "監査の職員",
    path: "/office/sign-in",
    id: "kansa@example.jp",
    password,
    totp: totpOf("kansa"),
  },
  { who: "すべての状態の見本の施設の管理者", path: "/sign-in", id: "mihon@example.jp", password },
  { who: "見本の施設の受付の担当者", path: "/sign-in", id: "mihon-uketsuke@example.jp", password },
  { who: "見本の施設の経理の担当者", path: "/sign-in", id: "mihon-keiri@example.jp", password },
] as const satisfies readonly SignIn[];

/** Of the facilities that stand in every state there is. */
export const sampleMails = {
  administrator: "mihon@example.jp",
  reception: "mihon-uketsuke@example.jp",
  accounting: "mihon-keiri@example.jp",
} as const;

/** Long enough ago for all that the demo says they did. */
export function officialsSince(): Temporal.Instant {
  return Temporal.Now.instant().subtract({ hours: 120 * 24 });
}

/** As open as the passwords, and the same in each demo. */
export function totpOf(official: string): Uint8Array {
  return sha256(`madoguchi-demo:${official}`).subarray(0, 20);
}

/** 東京都, 医科. */
export const demoFacilityCode = `131990001${checkDigit("131990001")}`;
export const openedCode = `131990003${checkDigit("131990003")}`;

/** The facility that has a past, and who acts for it. The other one is as new as can be. */
export const opened = {
  facilityId: stableId("facility:opened"),
  accountId: stableId("account:opened"),
} as const;

/** The demo's facility with its account, and two officials; nothing where they are already. */
export async function seedDesk(db: Db, seal: Seal): Promise<void> {
  if (await seeding.findFacilityByCode(db, demoFacilityCode)) return;
  const createdAt = Temporal.Now.instant();
  const facilityId = stableId("facility");
  const passwordHash = await hashPassword(password);
  const [manager, reviewer, approver] = demoSignIns;
  const account = { passwordHash, createdAt };
  await transaction(db, async (tx) => {
    await seeding.insertFacility(tx, {
      id: facilityId,
      kind: "medical",
      code: demoFacilityCode,
      prefectureCode: "13",
      name: "架空窓口クリニック",
      founder: "架空 太郎",
      postalCode: "100-0013",
      address: "東京都千代田区霞が関1-2-2（架空）",
      phone: "03-0000-0000",
      goLiveOn: null,
      createdAt,
    });
    await seeding.insertAccount(tx, {
      ...account,
      id: stableId("account:demo"),
      realm: "facility",
      mail: manager.id,
      name: "受付 花子",
    });
    await seeding.insertMembership(tx, {
      accountId: stableId("account:demo"),
      facilityId,
      roles: ["administrator"],
      joinedAt: createdAt,
    });
    await seeding.insertOfficial(tx, {
      ...account,
      createdAt: officialsSince(),
      id: stableId("account:reviewer"),
      mail: reviewer.id,
      name: "審査 一郎",
      roles: workingRoles,
    });
    const center = { seal, clock: systemClock };
    await seeding.insertConfirmedTotp(center, tx, stableId("account:reviewer"), totpOf("shinsa"));
    await seeding.insertOfficial(tx, {
      ...account,
      createdAt: officialsSince(),
      id: stableId("account:approver"),
      mail: approver.id,
      name: "承認 京子",
      roles: ["approver", "payer"],
    });
    await seeding.insertConfirmedTotp(center, tx, stableId("account:approver"), totpOf("shonin"));
  });
}

/** @returns whether it was made now: its past is made with it */
export async function seedOpened(db: Db, today: Temporal.PlainDate): Promise<boolean> {
  if (await seeding.findFacilityByCode(db, openedCode)) return false;
  const createdAt = startOfDay(today.subtract({ days: 90 }));
  const passwordHash = await hashPassword(password);
  const { facilityId, accountId } = opened;
  await transaction(db, async (tx) => {
    await seeding.insertFacility(tx, {
      id: facilityId,
      kind: "medical",
      code: openedCode,
      prefectureCode: "13",
      name: "架空ひだまり診療所",
      founder: "架空 四郎",
      postalCode: "100-0013",
      address: "東京都千代田区霞が関1-2-4（架空）",
      phone: "03-0000-0003",
      goLiveOn: today.subtract({ days: 60 }),
      createdAt,
    });
    await seeding.insertAccount(tx, {
      id: accountId,
      realm: "facility",
      mail: demoSignIns[3].id,
      name: "窓口 春子",
      passwordHash,
      createdAt,
    });
    await seeding.insertMembership(tx, {
      accountId,
      facilityId,
      roles: ["administrator"],
      joinedAt: createdAt,
    });
  });

  return true;
}
