import { openMigrated } from "../start/database.ts";
import { explain } from "../start/explain.ts";
import { readSecretKey } from "../start/secret-key.ts";
import { readSettings } from "../start/settings.ts";
import { seedDemo } from "./seed.ts";

/** The command `seed`. */
export async function runSeed(args: readonly string[]): Promise<number> {
  const settings = readSettings(args);
  try {
    const database = await openMigrated(settings);
    try {
      const { host, port, insured, varDir } = settings;
      const { signIns, added } = await seedDemo({
        databaseUrl: database.url,
        varDir,
        secretKey: await readSecretKey(settings),
        insured,
        centerUrl: `http://${host}:${port}`,
      });
      const people = signIns.map(
        ({ who, id, password }) => `  ${who}  ID ${id}  パスワード ${password}`,
      );
      process.stdout.write(
        `架空の被保険者を${added}人加えました。実演用のログイン：\n${people.join("\n")}\n`,
      );
      return 0;
    } finally {
      await database.stop();
    }
  } catch (error) {
    throw explain(error, settings);
  }
}
