/** Run by a test as a process of its own: works on one inquiry, says so after some batches, and waits to be killed. */
import { createFileStore, openDatabase, systemClock } from "@madoguchi/platform";
import type { FileStore } from "@madoguchi/platform";
import { workOnBulkInquiry } from "./actions/work.ts";

const [url = "", directory = "", facilityId = "", id = "", batchLines = "", part = ""] =
  process.argv.slice(2);
const store = createFileStore(directory);
const never = Promise.withResolvers<number>();

/** Writes the part that is named, and never comes back from it. */
const files: FileStore = {
  ...store,
  named: {
    ...store.named,
    async write(name, source) {
      const bytes = await store.named.write(name, source);
      if (!name.endsWith(`/parts/${part}`)) return bytes;
      process.stdout.write("stalled\n");

      return never.promise;
    },
  },
};

// Keeps the process there while nothing else does.
setInterval(() => {}, 60_000);
const center = { db: openDatabase(url, { max: 3 }), clock: systemClock, files };
await workOnBulkInquiry(center, { facilityId, id }, Number(batchLines));
