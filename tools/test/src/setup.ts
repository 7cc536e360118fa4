/** Set-up information of a counter, as the portal shows it once. */
import type { SetupInfo } from "@madoguchi/contract";
import { hashPassword, sha256 } from "@madoguchi/platform";
import pg from "pg";
import type { TestCenter } from "./center.ts";
import type { Counter } from "./counter.ts";

/** What the portal does when somebody asks to see the setup information. */
export async function issueSetup(
  center: Pick<TestCenter, "databaseUrl">,
  { facilityCode, facilityId }: Pick<Counter, "facilityCode" | "facilityId">,
): Promise<SetupInfo> {
  const password = "ABCD2345EFGH";
  const activationCode = "JKLM6789NPQR2345";
  const client = new pg.Client({ connectionString: center.databaseUrl });
  await client.connect();
  await client.query(
    `insert into app_account (id, facility_id, user_id, password_hash, activation_hash, secret_issued_at, created_at)
     values ($1, $2, 'W6000001', $3, $4, now(), now())`,
    [crypto.randomUUID(), facilityId, await hashPassword(password), sha256(activationCode)],
  );
  await client.end();
  return { facilityCode, userId: "W6000001", password, activationCode };
}
