/** The center as one process: every noun's pages, calls and jobs over one database. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createMailer, createServer, startWorker, systemClock } from "@madoguchi/platform";
import type { FastifyInstance } from "fastify";
import type { Clock } from "@madoguchi/notation";
import {
  facilityActorOf,
  ACCOUNT_CRONTAB,
  accountJobs,
  registerAccountPages,
  registerOfficeDoor,
  sendId,
  sendResetLink,
} from "./accounts/index.ts";
import type { ConfigInput } from "./config.ts";
import {
  CARRY_CRONTAB,
  carryRenewals,
  forgetDeliveries,
  registerFeedApi,
  registerInsurerOffice,
  registerLinkOffice,
  RESUME_CRONTAB,
  resumeDeliveries,
  workOnDelivery,
} from "./coverage/index.ts";
import { DESK_CRONTAB, deskJobs, registerDesk } from "./desk/index.ts";
import {
  bulkJobs,
  BULK_CRONTAB,
  createListFetcher,
  registerBulkApi,
  registerBulkPages,
  registerContractPages,
  registerEligibilityApi,
  registerPracticeApi,
  registerRecheckApi,
  registerRevocationOffice,
  resumeBulkInquiries,
  REVOCATION_CRONTAB,
  registerEligibilityPages,
} from "./eligibility/index.ts";
import { registerEligiblePages } from "./facilities/index.ts";
import { forget, FORGET_CRONTAB } from "./forget.ts";
import {
  grantQueue,
  openReaders,
  readingJobs,
  registerGrantOffice,
  registerGrantPages,
} from "./grants/index.ts";
import { registerMasterOffice } from "./master/index.ts";
import { LIBRARY_CRONTAB, libraryJobs, registerLibrary } from "./library/index.ts";
import {
  applicationTalk,
  endIdleInquiries,
  INQUIRY_CRONTAB,
  registerInquiryOffice,
  registerInquiryPages,
} from "./inquiries/index.ts";
import {
  registerHomePages,
  registerOnboardingOffice,
  registerPreparationPages,
  reminderJobs,
  REMINDER_CRONTAB,
  straightJobs,
  registerUsageApplicationPages,
  usageApplicationQueue,
} from "./onboarding/index.ts";
import { registerMailOffice, registerMailPages, sendMail, takeReturned } from "./mails/index.ts";
import { openCenter } from "./open-center.ts";
import { registerOversight } from "./oversight/index.ts";
import {
  PROCEDURES_CRONTAB,
  procedureJobs,
  procedureQueue,
  registerProcedureOffice,
  registerProcedurePages,
} from "./procedures/index.ts";
import { registerAssets } from "./shell/assets.ts";
import { failurePage, registerProblemPages } from "./shell/failure.tsx";
import { registerReception } from "./shell/reception.ts";
import { registerTerms } from "./shell/terms.tsx";
import {
  countActivity,
  registerDashboard,
  registerOpenStatistics,
  registerStatisticsPages,
  STATISTICS_CRONTAB,
} from "./statistics/index.ts";
import {
  registerMinimumOffice,
  registerTerminalApi,
  registerTerminalPages,
} from "./terminals/index.ts";

const crontab = [
  FORGET_CRONTAB,
  REVOCATION_CRONTAB,
  BULK_CRONTAB,
  RESUME_CRONTAB,
  CARRY_CRONTAB,
  INQUIRY_CRONTAB,
  REMINDER_CRONTAB,
  STATISTICS_CRONTAB,
  PROCEDURES_CRONTAB,
  ACCOUNT_CRONTAB,
  LIBRARY_CRONTAB,
  DESK_CRONTAB,
].join("\n");

/** Every work that officials decide. */
const queues = [usageApplicationQueue, grantQueue, procedureQueue] as const;

export type CenterRoute = { readonly method: string; readonly path: string };

export type RunningCenter = {
  /** For plugins of the launcher (the demo's mail page) and for tests; complete before `listen`. */
  readonly app: FastifyInstance;
  /** All that it answers, but for the HEAD beside each GET. */
  readonly routes: readonly CenterRoute[];
  /** @returns the address it listens on */
  listen(): Promise<string>;
  startWorker(): Promise<void>;
  close(): Promise<void>;
};

/** Where the schema's `.sql` files lie. */
export const migrationsDirectory = join(
  fileURLToPath(import.meta.resolve("@madoguchi/center/package.json")),
  "../migrations",
);

export async function createCenter(
  input: ConfigInput,
  clock: Clock = systemClock,
): Promise<RunningCenter> {
  const center = openCenter(input, clock);
  const { config, db } = center;
  const app = await createServer({
    logLevel: config.logLevel,
    connectSources: config.receptionAgentUrl ? [new URL(config.receptionAgentUrl).origin] : [],
    secure: config.publicUrl.startsWith("https:"),
    trustedProxies: config.trustedProxies,
    failurePage,
  });
  const routes: CenterRoute[] = [];
  app.addHook("onRoute", ({ method, url }) => {
    const methods = [method].flat().filter((name) => name !== "HEAD");
    routes.push(...methods.map((name) => ({ method: name, path: url })));
  });
  await registerAssets(app);
  registerProblemPages(app);
  const library = await registerLibrary(app, center);
  registerTerms(app, center);
  registerEligiblePages(app, (request) => facilityActorOf(center, request));
  registerAccountPages(app, center);
  registerOfficeDoor(app, center);
  registerTerminalApi(app, center);
  registerTerminalPages(app, center);
  registerMinimumOffice(app, center);
  registerEligibilityApi(app, center);
  registerPracticeApi(app, center);
  registerRecheckApi(app, center);
  await registerBulkApi(app, center);
  registerBulkPages(app, center);
  registerContractPages(app, center);
  registerEligibilityPages(app, center);
  registerGrantPages(app, center);
  registerGrantOffice(app, center);
  await registerReception(app, center);
  const mailTrouble = registerMailPages(app, center);
  registerHomePages(app, center, { trouble: mailTrouble, news: library.news });
  registerUsageApplicationPages(app, center, applicationTalk);
  registerPreparationPages(app, center);
  registerOnboardingOffice(app, center, applicationTalk);
  registerInquiryPages(app, center, library.suggest);
  registerInquiryOffice(app, center);
  registerStatisticsPages(app, center);
  registerOpenStatistics(app, center);
  registerDashboard(app, center);
  registerProcedurePages(app, center);
  registerProcedureOffice(app, center);
  registerOversight(app, center);
  registerDesk(app, center, queues);
  registerRevocationOffice(app, center);
  registerLinkOffice(app, center);
  registerInsurerOffice(app, center);
  registerMasterOffice(app, center, openReaders);
  registerMailOffice(app, center);
  registerFeedApi(app, center);

  const mailer = createMailer(config.smtpUrl, config.mailFrom);
  const stopping = new AbortController();
  let worker: { stop(): Promise<void> } | null = null;

  return {
    app,
    routes,
    listen: () => {
      const { host, port, isOneOfSeveral: reusePort } = config;

      return app.listen({ host, port, ...(reusePort && { reusePort }) });
    },
    async startWorker() {
      const fetchLists = createListFetcher(center, stopping.signal);
      worker = await startWorker(
        config.databaseUrl,
        {
          "send-mail": (message) => sendMail(center, mailer, message),
          "mail-returned": (returned) => takeReturned(center, returned),
          "send-reset-link": (asked) => sendResetLink(center, asked),
          "send-id": (asked) => sendId(center, asked),
          forget: async () => {
            await forget(center);
            await forgetDeliveries(center);
          },
          "take-in-feed": (delivery) => workOnDelivery(center, delivery, stopping.signal),
          "resume-feeds": () => resumeDeliveries(center),
          "carry-renewals": async () => {
            await carryRenewals(center, { kind: "system", id: "carry-renewals" });
          },
          "fetch-revocation-lists": ({ which }) => fetchLists(which),
          ...bulkJobs(center),
          "end-idle-inquiries": () => endIdleInquiries(center),
          ...reminderJobs(center),
          ...straightJobs(center),
          "count-activity": () => countActivity(center),
          ...procedureJobs(center),
          ...accountJobs(center),
          ...libraryJobs(center),
          ...deskJobs(center, queues),
          ...readingJobs(center),
        },
        crontab,
      );
      await resumeBulkInquiries(center, 0);
    },
    async close() {
      stopping.abort(new Error("the center is closing"));
      await worker?.stop();
      await app.close();
      mailer.close();
      await center.announcements.close();
      await db.destroy();
    },
  };
}
