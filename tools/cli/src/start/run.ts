import { once } from "node:events";
import { join } from "node:path";
import { freePort, openDatabase, startProcesses } from "@madoguchi/platform";
import { announce } from "./announce.ts";
import { openMigrated } from "./database.ts";
import { devMail, startMailCatcher } from "./dev-mail/index.ts";
import { explain } from "./explain.ts";
import { ensureFont } from "./font.ts";
import { buildReception, startReceptionAgent } from "./reception.ts";
import { readSecretKey } from "./secret-key.ts";
import { readSettings, type Settings } from "./settings.ts";
import { stopSignal } from "./signals.ts";

/** The command `start`: everything on one machine, until Ctrl-C. */
export async function runStart(args: readonly string[]): Promise<number> {
  const settings = readSettings(args);
  process.env["NODE_ENV"] ??= "production";
  const stop = stopSignal();
  await using running = new AsyncDisposableStack();
  try {
    await startAll(settings, running, stop);
  } catch (error) {
    // Ctrl-C reaches what is being started as well, and that it ended is then no fault.
    if (!stop.aborted) throw explain(error, settings);
  }
  if (!stop.aborted) await once(stop, "abort");
  return 0;
}

/** What is started last is stopped first. @throws when it is asked to stop in the middle */
async function startAll(
  settings: Settings,
  running: AsyncDisposableStack,
  stop: AbortSignal,
): Promise<void> {
  const { host, varDir } = settings;
  ensureFont();
  const receptionBuilt = buildReception();
  // Awaited further down; a failure before that must not end the process unexplained.
  receptionBuilt.catch(() => {});

  const database = await openMigrated(settings);
  running.defer(() => database.stop());
  stop.throwIfAborted();
  // Before minutes of seeding, not after.
  const port = await freePort(host, settings.port);
  const origin = `http://${host}:${port}`;
  const { seedDemo } = await import("../demo/seed.ts");
  const secretKey = await readSecretKey(settings);
  const { signIns } = await seedDemo({
    databaseUrl: database.url,
    varDir,
    secretKey,
    insured: settings.insured,
    centerUrl: origin,
  });

  stop.throwIfAborted();

  const db = openDatabase(database.url, { max: 2 });
  running.defer(() => db.destroy());
  const mail = await startMailCatcher(db);
  running.defer(() => mail.stop());
  // The agent's process comes up while this one loads the center.
  const [agent, { createCenter, stylesHref }] = await Promise.all([
    startReceptionAgent({ origin, varDir }),
    import("@madoguchi/center"),
  ]);
  running.defer(() => agent.stop());
  stop.throwIfAborted();

  const config = {
    databaseUrl: database.url,
    host,
    port,
    publicUrl: origin,
    secretKey,
    smtpUrl: settings.smtpUrl ?? mail.smtpUrl,
    ...(settings.mailFrom !== undefined && { mailFrom: settings.mailFrom }),
    bounceAddress: settings.bounceAddress ?? null,
    mailStopAfter: settings.mailStopAfter,
    filesDirectory: join(varDir, "files"),
    receptionDirectory: await receptionBuilt,
    receptionAgentUrl: agent.url,
    downloadsDirectory: settings.downloads,
    ocspUrl: settings.ocspUrl ?? null,
    ocspMethod: settings.ocspMethod,
    ocspWhenAway: settings.ocspWhenAway,
    consentValidity: settings.consentValidity,
    invitationDays: settings.invitationDays,
    factorResetHours: settings.factorResetHours,
    ...(settings.objection && { objection: settings.objection }),
    clamdAddress: settings.clamdAddress ?? null,
    clamdWhenAway: settings.clamdWhenAway,
    crlUrls: [...settings.crlUrls],
    feedBytes: settings.feedBytes,
    isOneOfSeveral: settings.processes > 1,
    logLevel: "warn",
  };
  const center = await createCenter(config);
  running.defer(() => center.close());
  await center.app.register(devMail, { db, stylesHref: stylesHref(), signIns });
  await center.startWorker();
  await center.listen();
  const entry = join(import.meta.dirname, "another-center.js");
  const others = await startProcesses(entry, settings.processes - 1, { config, signIns });
  running.defer(() => others.stop());
  announce(origin, varDir, signIns);
}
