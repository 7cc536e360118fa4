/** Run by a test as a process of its own: works on one delivery, as the center's worker does, until it is killed. */
import { createSpool, openDatabase } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import { workOnDelivery } from "../actions/work-on-delivery.ts";

const [databaseUrl = "", spoolDirectory = "", id = "", at = ""] = process.argv.slice(2);
const now = Temporal.Instant.from(at);
const clock = { now: () => now };
const db = openDatabase(databaseUrl, { max: 3 });
const center = { db, clock, spool: createSpool(spoolDirectory) };
process.stdout.write("begun\n");
await workOnDelivery(center, { id }, new AbortController().signal);
await db.destroy();
