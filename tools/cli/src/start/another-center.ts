/** Entry of a further process of the center, beside the one that `run.ts` makes. */
import { configSchema, createCenter, stylesHref } from "@madoguchi/center";
import { asFurtherProcess, openDatabase } from "@madoguchi/platform";
import { z } from "zod";
import { devMail } from "./dev-mail/index.ts";

const setUpSchema = z.object({
  config: configSchema,
  /** Of the demo's people. */
  signIns: z.array(
    z.object({
      who: z.string(),
      path: z.string(),
      id: z.string(),
      password: z.string(),
      totp: z.instanceof(Uint8Array).exactOptional(),
    }),
  ),
});

asFurtherProcess(async (setUp) => {
  const { config, signIns } = setUpSchema.parse(setUp);
  const center = await createCenter(config);
  const db = openDatabase(config.databaseUrl, { max: 1 });
  await center.app.register(devMail, { db, stylesHref: stylesHref(), signIns });
  await center.listen();

  return () => Promise.allSettled([center.close(), db.destroy()]);
});
