/** A center with ten thousand usage applications that wait, and an official who is signed in. */
import { seeding, workingRoles } from "@madoguchi/center";
import {
  createSeal,
  hashPassword,
  newId,
  systemClock,
  totpCode,
  transaction,
} from "@madoguchi/platform";
import type { Db, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import { openBenchCenter } from "../bench-center.ts";
import { codeOf, insertFacility } from "../facility.ts";

export const WAITING = 10_000;
const AT_ONCE = 500;
const OFFICIALS = 5;
const PASSWORD = "窓口で 毎日 たすかる 言葉";
const TOTP = new TextEncoder().encode("12345678901234567890");

export type QueuePlace = AsyncDisposable & {
  readonly origin: string;
  readonly cookie: string;
  /** The second page of the list, and one in its middle. */
  readonly next: string;
  readonly middle: string;
};

export async function openQueuePlace(): Promise<QueuePlace> {
  await using started = new AsyncDisposableStack();
  const center = started.use(await openBenchCenter({ fill }));
  const { origin } = center;
  const { mail, middle } = center.filled;
  const cookie = await signIn(origin, mail);
  const page = await fetch(`${origin}/office`, { headers: { cookie } });
  const next = /href="([^"]+)" rel="next"/.exec(await page.text())?.[1]?.replaceAll("&amp;", "&");
  if (next === undefined) throw new Error("the queue has no second page");
  const stack = started.move();

  return { origin, cookie, next, middle, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

async function fill(db: Db, secretKey: string): Promise<{ mail: string; middle: string }> {
  const officials = await insertOfficials(db, secretKey);
  const now = systemClock.now();
  let middle = "";
  for (let from = 0; from < WAITING; from += AT_ONCE) {
    await transaction(db, async (tx) => {
      for (let number = from; number < from + AT_ONCE; number += 1) {
        const at = now.subtract({ minutes: (WAITING - number) * 5 });
        const id = await insertWaiting(tx, number, at, officials[0]?.id ?? "");
        if (number === WAITING / 2) {
          middle = `/office?after=${encodeURIComponent(`${at.toString()}~${id}`)}`;
        }
        const holder = number % 10 === 0 ? officials[(number / 10) % OFFICIALS] : undefined;
        if (holder) await insertClaim(tx, id, holder.id);
      }
    });
  }
  await sql`analyze`.execute(db);

  return { mail: officials[0]?.mail ?? "", middle };
}

async function insertOfficials(db: Db, secretKey: string) {
  const passwordHash = await hashPassword(PASSWORD);
  const sealing = { seal: createSeal(secretKey), clock: systemClock };

  return transaction(db, async (tx) => {
    const officials: { id: string; mail: string }[] = [];
    for (let number = 1; number <= OFFICIALS; number += 1) {
      const [id, mail] = [newId(), `shinsa${number}@example.go.jp`];
      await seeding.insertOfficial(tx, {
        id,
        roles: workingRoles,
        mail,
        name: `審査 ${number}`,
        passwordHash,
        createdAt: systemClock.now(),
      });
      await seeding.insertConfirmedTotp(sealing, tx, id, TOTP);
      officials.push({ id, mail });
    }

    return officials;
  });
}

type Instant = ReturnType<typeof systemClock.now>;

async function insertWaiting(
  tx: Tx,
  number: number,
  at: Instant,
  actorId: string,
): Promise<string> {
  const id = newId();
  const form = {
    eligibility: "paperClaims",
    devices: "pc",
    accountCount: "1",
    contactName: "架空 太郎",
    contactPhone: "0300000000",
  };
  const facilityId = await insertFacility(tx, {
    kind: number % 4 === 0 ? "dental" : "medical",
    code: codeOf(number),
    name: `架空第${number}医院`,
    phone: `03${String(number).padStart(8, "0")}`,
    createdAt: at,
  });
  await seeding.insertApplication(tx, {
    id,
    facilityId,
    state: "submitted",
    form: JSON.stringify(form),
    formVersion: 1,
    createdAt: at,
    updatedAt: at,
    submittedAt: at,
  });
  const event = { applicationId: id, actorId };
  const submitted = { ...event, at, kind: "submitted", role: "applicant", form } as const;
  await seeding.insertApplicationEvent(tx, submitted);

  return id;
}

async function insertClaim(tx: Tx, itemId: string, officialId: string): Promise<void> {
  const now = systemClock.now();
  await tx
    .insertInto("deskClaim")
    .values({
      work: "usage-application",
      itemId,
      officialId,
      since: now,
      until: now.add({ hours: 24 }),
    })
    .execute();
}

async function signIn(origin: string, mail: string): Promise<string> {
  const jar = new Map<string, string>();
  const post = async (path: string, fields: Record<string, string>) => {
    const response = await fetch(origin + path, {
      method: "POST",
      redirect: "manual",
      headers: { origin, cookie: cookieOf(jar) },
      body: new URLSearchParams(fields),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ""] = cookie.split(";", 1);
      const [name = "", value = ""] = pair.split(/=(.*)/s);
      jar.set(name, value);
    }
    if (response.status !== 303) throw new Error(`${path} was answered with ${response.status}`);
  };
  await post("/office/sign-in", { mail, password: PASSWORD });
  const code = totpCode(TOTP, systemClock.now());
  await post("/office/account/confirm", { way: "totp", code });

  return cookieOf(jar);
}

function cookieOf(jar: ReadonlyMap<string, string>): string {
  return [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
}
