/**
 * The terminal of the command `check`. It belongs to a made-up facility of its own: the demo's other facility is left as
 * new as it is, for whoever walks the way from application to first check.
 */
import { existsSync } from "node:fs";
import { seeding } from "@madoguchi/center";
import { checkDigit } from "@madoguchi/notation";
import { systemClock, transaction } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import {
  createTerminalKey,
  defaultTerminalPath,
  publicHalf,
  readTerminalFile,
  writeTerminalFile,
} from "../check/terminal-file.ts";
import { stableId } from "./stable-id.ts";

const terminalId = stableId("terminal:command-line");
const facilityCode = `131990002${checkDigit("131990002")}`;

/** Registers the terminal once, and keeps its file's address of the center up to date. A file of another terminal stays as it is. */
export async function seedCommandLine(db: Db, varDir: string, centerUrl: string): Promise<void> {
  const path = defaultTerminalPath(varDir);
  const kept = existsSync(path) ? await readTerminalFile(path) : undefined;
  if (kept && kept.terminalId !== terminalId) return;
  if (await seeding.findFacilityByCode(db, facilityCode)) {
    if (kept && kept.centerUrl !== centerUrl) await writeTerminalFile(path, { ...kept, centerUrl });
    return;
  }
  const privateKey = await createTerminalKey();
  const facilityId = stableId("facility:command-line");
  await transaction(db, async (tx) => {
    await seeding.insertFacility(tx, {
      id: facilityId,
      kind: "medical",
      code: facilityCode,
      prefectureCode: "13",
      name: "架空コマンドライン診療所",
      founder: "架空 次郎",
      postalCode: "100-0013",
      address: "東京都千代田区霞が関1-2-3（架空）",
      phone: "03-0000-0001",
      goLiveOn: null,
      createdAt: systemClock.now(),
    });
    await seeding.seedTerminal(tx, systemClock, {
      id: terminalId,
      facilityId,
      userId: "W9000001",
      name: "コマンドライン",
      kind: "other",
      key: publicHalf(privateKey),
    });
    // Inside: a row without its file would be a terminal that nobody can use.
    await writeTerminalFile(path, { centerUrl, terminalId, privateKey });
  });
}
