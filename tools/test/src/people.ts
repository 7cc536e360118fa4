/** People whom a test needs before its own story begins: somebody of a facility, an official. */
import { seeding } from "@madoguchi/center";
import { checkDigit } from "@madoguchi/notation";
import { hashPassword, newId, openDatabase, systemClock, transaction } from "@madoguchi/platform";
import type { TestCenter } from "./center.ts";
import type { Visitor } from "./visitor.ts";

export const TEST_PASSWORD = "窓口で 毎日 たすかる 言葉";

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

/** An official, signed in to the office. */
export async function official(center: TestCenter): Promise<Visitor> {
  const mail = await addOfficial(center);
  const visitor = center.visitor();
  await visitor.post("/office/sign-in", { mail, password: TEST_PASSWORD });

  return visitor;
}

/** An official's account, for a browser to sign in with. @returns its mail address */
export async function addOfficial(center: TestCenter): Promise<string> {
  people += 1;
  const mail = `shinsa${people}@example.go.jp`;
  const passwordHash = await hashPassword(TEST_PASSWORD);
  const db = openDatabase(center.databaseUrl);
  try {
    await transaction(db, (tx) =>
      seeding.insertAccount(tx, {
        id: newId(),
        realm: "office",
        facilityId: null,
        mail,
        name: `審査 ${people}`,
        role: "reviewer",
        passwordHash,
        createdAt: systemClock.now(),
      }),
    );
  } finally {
    await db.destroy();
  }

  return mail;
}

const FEE_SCHEDULES = { medical: "1", dental: "3", pharmacy: "4", checkup: "1", midwifery: "1" };

function codeOf(kind: keyof typeof FEE_SCHEDULES | "treatment", number: number): string {
  if (kind === "treatment") {
    return `協13${String(number).padStart(8, "0")}`;
  }
  const payload = `13${FEE_SCHEDULES[kind]}${String(number).padStart(6, "0")}`;

  return payload + checkDigit(payload);
}
