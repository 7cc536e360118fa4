/** A counter on this machine: the built page, an agent with a virtual reader, and a center whose answers the test chooses. */
import { verify, X509Certificate } from "node:crypto";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkFaceProof, checkPin, JpkiCard, provesPresence, withCard } from "@madoguchi/card";
import type { SurfaceRoot } from "@madoguchi/card";
import {
  activationRequestSchema,
  challengeRequestSchema,
  checkRequestSchema,
  consentRequestSchema,
  decodeOfflineContext,
  deviceReportSchema,
  endpoints,
  firstUseRequestSchema,
  fromBase64Url,
  offlineChecksRequestSchema,
  parseSignature,
  problem,
  toBase64Url,
  verifyMessage,
  recentChecksRequestSchema,
  recheckRequestSchema,
  visualCheckRequestSchema,
} from "@madoguchi/contract";
import type {
  Answer,
  ConsentChoices,
  DeviceReport,
  OfflineEntry,
  Problem,
  RecentCheck,
  RecentChecksRequest,
  RecheckRequest,
  SetupInfo,
  StatedCoverage,
  TerminalKey,
  UpdateNotice,
} from "@madoguchi/contract";
import { createServer, serveDirectory } from "@madoguchi/platform";
import {
  createTestPki,
  personalise,
  surfaceRoot,
  VirtualCard,
  VirtualReader,
} from "@madoguchi/virtual-card";
import type { CardImage, Switches } from "@madoguchi/virtual-card";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Temporal } from "temporal-polyfill";
import { build } from "vite";
import { startAgent } from "../desktop/agent.ts";
import type { AgentOptions } from "../desktop/agent.ts";
import type { CardTray } from "../desktop/tray.ts";
import { consentAnswerOf, validAnswer } from "./answers.fixture.ts";
import type { ReceptionConfig } from "./config.ts";
import { practicePatients } from "./practice/practice.fixture.ts";
import { challengeFor, hanako, otherTerminal, terminal } from "./people.fixture.ts";

export const setupInfo: SetupInfo = {
  facilityCode: terminal.facilityCode,
  userId: terminal.userId,
  password: "mado-guchi-2026",
  activationCode: "ACTV-2345-6789",
};

/** Of the facility under the same roof. */
export const otherSetupInfo: SetupInfo = {
  ...setupInfo,
  facilityCode: otherTerminal.facilityCode,
  userId: otherTerminal.userId,
};

function printedOn({ expiry, securityCode }: CardImage): string {
  return `昭和55年2月17日生、${expiry.slice(0, 4)}年まで有効、セキュリティコード ${securityCode}`;
}

/** Labels of the demo's deck; only the first card is played here. */
const otherCards = [
  ["佐藤　ひなた", "未就学のお子さん 2割"],
  ["髙橋　清", "75歳以上 後期高齢者 1割"],
  ["𠮷田　和子", "70〜74歳 高齢受給者証 2割"],
  ["渡邉　一郎", "限度額と特定疾病（氏名に●）"],
  ["鈴木　健太", "無効"],
  ["田中　美咲", "無効（新しい資格あり）"],
  ["伊藤　翔", "該当資格なし"],
  ["中村　由美子", "複数該当"],
  ["ＧＡＲＣＩＡ　ＭＡＲＩＡ", "電子証明書の期限まで3か月以内（外国籍の方）"],
  ["小林　大輔", "電子証明書の期限切れから3か月以内"],
  ["加藤　明美", "電子証明書の失効"],
] as const;

export type Place = Awaited<ReturnType<typeof openPlace>>;

export async function openPlace() {
  const home = await mkdtemp(join(tmpdir(), "madoguchi-reception-"));
  const directory = join(home, "page");
  const billingFolder = join(home, "face");
  const settingsFile = join(home, "agent.json");
  await Promise.all([buildPage(directory), mkdir(billingFolder)]);
  const pki = await createTestPki(Temporal.Now.plainDateISO("Asia/Tokyo"));
  const issuedOn = Temporal.Now.plainDateISO("Asia/Tokyo").subtract({ days: 400 });
  const image = await personalise(pki, hanako, { issuedOn });
  const origins: string[] = [];
  const firstAgent = await openAgent(image, { allowedOrigins: origins, settingsFile });
  const anchors = pki.auth.map((root) => toBase64Url(root.certificate));
  const roots = [surfaceRoot(pki.surface)];
  const center = await openStandIn(directory, firstAgent.url, { roots, anchors });
  origins.push(center.url);
  let agent = firstAgent;

  return {
    url: `${center.url}/reception/`,
    center,
    image,
    /** Where a billing computer would take in what the agent writes. */
    billingFolder,
    /** Lays a fresh card on the reader, with full counters unless its image says otherwise. */
    lay(switches: Partial<Switches> = {}, as: CardImage = image): VirtualCard {
      const card = VirtualCard.fromImage(as, switches);
      agent.lay(card);
      return card;
    },
    /** A card that a test has made itself. */
    layOwn: (card: VirtualCard) => agent.lay(card),
    take: () => agent.take(),
    /** The built page, as the center serves it. */
    directory,
    stopAgent: () => agent.close(),
    async startAgentAgain(): Promise<void> {
      const port = Number(new URL(agent.url).port);
      agent = await openAgent(image, { allowedOrigins: origins, settingsFile, port });
    },
    async close(): Promise<void> {
      await agent.close();
      await center.close();
      await rm(home, { recursive: true });
    },
  };
}

/** As it is shipped: under a test's NODE_ENV, React's own checks would come with it. */
async function buildPage(directory: string): Promise<void> {
  const before = process.env["NODE_ENV"];
  process.env["NODE_ENV"] = "production";
  try {
    await build({
      configFile: join(import.meta.dirname, "vite.config.ts"),
      logLevel: "error",
      build: { outDir: directory },
    });
  } finally {
    process.env["NODE_ENV"] = before;
  }
}

/** The same card after so many wrong PINs. */
export function withTriesLeft(image: CardImage, triesLeft: number): CardImage {
  const pin = { ...image.pins["jpki-auth"], triesLeft };
  return { ...image, pins: { ...image.pins, "jpki-auth": pin } };
}

/** The same card after so many wrong 照合番号B. */
export function withNumberTriesLeft(image: CardImage, triesLeft: number): CardImage {
  const number = { ...image.pins["kenkaku-b"], triesLeft };
  return { ...image, pins: { ...image.pins, "kenkaku-b": number } };
}

/** Which of the commands that a card gets at one counter is which, from 1, the reading of its tries left included. */
export async function commandNumbers(image: CardImage) {
  const wire: string[] = [];
  const reader = new VirtualReader(
    VirtualCard.fromImage(image, {
      wire: (line) => void (line.startsWith(">") && wire.push(line)),
    }),
  );
  const [slot] = await reader.list();
  const readerId = slot?.id ?? "";
  await withCard(reader, readerId, (link) => new JpkiCard(link).triesLeft());
  const counter = wire.length;
  const pin = new TextEncoder().encode("1234");
  await checkPin(reader, readerId, { challenge: new Uint8Array(32), pin });
  const number = (pattern: RegExp) => wire.findIndex((line) => pattern.test(line)) + 1;

  return {
    counter,
    certificate: number(/^> 00b0/i),
    verify: number(/\*{4}$/),
    sign: number(/^> 802a/i),
  };
}

/** The demo's tray over a reader into which a test may also put cards of its own making. */
async function openAgent(
  image: CardImage,
  options: Pick<AgentOptions, "allowedOrigins" | "settingsFile" | "port">,
) {
  const reader = new VirtualReader();
  const cards = [["山田　花子", "会社員 3割"] as const, ...otherCards].map(
    ([label, description]) => ({ id: description, label, description, printed: printedOn(image) }),
  );
  let kept = image;
  const watchers = new Set<Parameters<CardTray["watch"]>[0]>();
  let placed: string | undefined;
  reader.watch((event) => {
    const present =
      event.type === "readers" && event.readers.some(({ cardPresent }) => cardPresent);
    if (!present) placed = undefined;
    for (const watcher of watchers) watcher({ cards, placed });
  });
  const tray: CardTray = {
    list: () => ({ cards, placed }),
    watch(callback) {
      watchers.add(callback);
      callback({ cards, placed });
      return () => watchers.delete(callback);
    },
    async put(id) {
      reader.remove();
      placed = id;
      reader.insert(VirtualCard.fromImage(kept, {}, (changed) => void (kept = changed)));
    },
    remove: async () => reader.remove(),
    async reset() {
      reader.remove();
      kept = image;
    },
  };
  const agent = await startAgent({ ports: [reader], tray, ...options });

  return { ...agent, lay: (card: VirtualCard) => reader.insert(card), take: () => reader.remove() };
}

type StandIn = {
  /** For the next checks. */
  answer: Answer;
  /** For every call, while it is set. */
  refusal: Problem | null;
  /** What the device said of itself, the first time first. */
  readonly reports: DeviceReport[];
  /** Told to each device that reports. */
  update: UpdateNotice | undefined;
  /** In the place of a challenge, while it is set. */
  challengeRefusal: Problem | null;
  /** The version that the last challenge was asked for with. */
  appVersion: string | undefined;
  /** How often a terminal said that the course of practice is finished. */
  practised: number;
  /** Challenges asked for. */
  challenges: number;
  /** In whose name the deeds of the counter came, the first first. */
  readonly operators: (string | undefined)[];
  /** Ids of the offline checks that came, as often as they came. */
  readonly offline: string[];
  /** Checks with a card's signature that held. */
  checks: number;
  /** For 利用登録, while it is set. */
  firstUseRefusal: Problem | null;
  /** What the last 利用登録 stated. */
  stated: StatedCoverage | null;
  /** What the last patient chose. */
  consents: ConsentChoices | null;
  /** Of the last 目視. */
  compared: string | null;
  /** This month's checks, whoever is searched for. */
  recent: readonly RecentCheck[];
  /** For rechecks, while it is set. */
  recheckRefusal: Problem | null;
  searched: RecentChecksRequest | null;
  rechecked: RecheckRequest | null;
  /** As the program on a PC tells of itself; without it the center's own page. */
  app: ReceptionConfig["app"];
  /** The line to the center, pages and all: nothing comes through while it is. */
  isCut: boolean;
  /** Has browsers keep the app, or take it back; while it is null they are told nothing of it. */
  startsOffline: boolean | null;
  /** Awaited before a challenge is given, so that a test can look at the screen meanwhile. */
  hold: Promise<void>;
  url: string;
  close(): Promise<void>;
};

/** The four calls, with every signature really verified; what is answered, the test says. */
async function openStandIn(
  directory: string,
  agentUrl: string,
  {
    roots,
    anchors,
  }: { readonly roots: readonly SurfaceRoot[]; readonly anchors: readonly string[] },
) {
  const app = await createServer({
    logLevel: "silent",
    connectSources: [new URL(agentUrl).origin],
    failurePage: (reply, { status, title }) => reply.code(status).send(title),
  });
  const keys = new Map<string, CryptoKey>();
  let context = new Uint8Array();
  const center: StandIn = {
    answer: validAnswer,
    refusal: null,
    reports: [],
    update: undefined,
    challengeRefusal: null,
    appVersion: undefined,
    practised: 0,
    challenges: 0,
    operators: [],
    offline: [],
    checks: 0,
    firstUseRefusal: null,
    stated: null,
    consents: null,
    compared: null,
    recent: [],
    recheckRefusal: null,
    searched: null,
    rechecked: null,
    app: undefined,
    isCut: false,
    startsOffline: null,
    hold: Promise.resolve(),
    url: "",
    close: () => app.close(),
  };
  const refuse = (reply: FastifyReply, refusal: Problem) =>
    reply.code(refusal.status).type("application/problem+json").send(refusal);
  const signedBy = async (request: FastifyRequest, publicKey: CryptoKey | null) => {
    const { signature, "signature-input": input } = request.headers;
    const parts = parseSignature({ signature, "signature-input": input });
    const { method, url: path } = request;
    const message = { method, path, body: request.rawBody ?? new Uint8Array() };
    const digest = request.headers["content-digest"];
    return (
      publicKey !== null &&
      parts !== null &&
      (await verifyMessage(publicKey, parts, message, digest))
    );
  };
  const terminalOf = ({ headers }: FastifyRequest) => {
    const { signature, "signature-input": input } = headers;
    const parts = parseSignature({ signature, "signature-input": input });
    return parts?.keyId === otherTerminal.terminalId ? otherTerminal : terminal;
  };
  const facilityOf = (request: FastifyRequest) => {
    const { facilityCode: code, facilityName: name } = terminalOf(request);
    return { code, name };
  };
  app.addHook("preHandler", async (request, reply) => {
    if (!request.url.startsWith("/api/")) return;
    if (center.refusal !== null) return refuse(reply, center.refusal);
    if (request.url === endpoints.activate.path) return;
    const key = keys.get(terminalOf(request).terminalId) ?? null;
    if (!(await signedBy(request, key))) return refuse(reply, problem("signature-invalid"));
  });
  app.post(endpoints.activate.path, async (request, reply) => {
    const activation = activationRequestSchema.parse(request.body);
    const offered = await importKey(activation.key);
    if (!(await signedBy(request, offered))) return refuse(reply, problem("signature-invalid"));
    if (activation.activationCode !== setupInfo.activationCode) {
      return refuse(reply, problem("activation-refused"));
    }
    const isOther = activation.facilityCode === otherTerminal.facilityCode;
    const own = isOther ? otherTerminal : terminal;
    keys.set(own.terminalId, offered);
    return own;
  });
  app.get(endpoints.self.path, terminalOf);
  app.post(endpoints.report.path, (request) => {
    center.reports.push(deviceReportSchema.parse(request.body));
    return { ...terminalOf(request), update: center.update };
  });
  app.get(endpoints.practice.path, () => ({ patients: practicePatients }));
  app.post(endpoints.practised.path, () => {
    center.practised += 1;
    return { finishedAt: Temporal.Now.instant().toString() };
  });
  app.post(endpoints.challenge.path, async (request, reply) => {
    center.challenges += 1;
    await center.hold;
    const { purpose, appVersion } = challengeRequestSchema.parse(request.body);
    center.appVersion = appVersion;
    if (center.challengeRefusal !== null) return refuse(reply, center.challengeRefusal);
    const challenge = challengeFor(terminalOf(request), purpose, roots);
    context = fromBase64Url(challenge.context);
    return challenge;
  });
  app.post(endpoints.check.path, (request, reply) => {
    const { certificate, signature, operator } = checkRequestSchema.parse(request.body);
    const { publicKey } = new X509Certificate(fromBase64Url(certificate));
    if (!verify("sha256", context, publicKey, fromBase64Url(signature))) {
      return refuse(reply, problem("card-signature-invalid"));
    }
    center.checks += 1;
    center.operators.push(operator);
    return { ...center.answer, facility: facilityOf(request), operator };
  });
  app.post(endpoints.firstUse.path, (request, reply) => {
    const { certificate, signature, stated } = firstUseRequestSchema.parse(request.body);
    const { publicKey } = new X509Certificate(fromBase64Url(certificate));
    const isConsent = new TextDecoder().decode(context).includes('"purpose":"firstUse"');
    if (!isConsent || !verify("sha256", context, publicKey, fromBase64Url(signature))) {
      return refuse(reply, problem("card-signature-invalid"));
    }
    if (center.firstUseRefusal !== null) return refuse(reply, center.firstUseRefusal);
    center.stated = stated;
    return validAnswer;
  });
  app.post(endpoints.consents.path, (request) => {
    const { consents, operator } = consentRequestSchema.parse(request.body);
    center.operators.push(operator);
    center.consents = consents;
    return consentAnswerOf(consents);
  });
  app.post(endpoints.visualCheck.path, async (request, reply) => {
    const { face, presence, statement } = visualCheckRequestSchema.parse(request.body);
    const [texts, photo] = face.pictureHashes;
    const proof = {
      certificate: fromBase64Url(face.certificate),
      person: fromBase64Url(face.person),
      pictureHashes: [fromBase64Url(texts), fromBase64Url(photo)],
      signature: fromBase64Url(face.signature),
    } as const;
    const proven = await checkFaceProof(proof, roots);
    if (proven.kind !== "verified") return refuse(reply, problem("face-record-forged"));
    const signed = { challenge: context, signature: fromBase64Url(presence) };
    if (!(await provesPresence(signed, proven.cardKey))) {
      return refuse(reply, problem("card-signature-invalid"));
    }
    center.checks += 1;
    center.compared = statement.compared;
    return { ...center.answer, purpose: "visualCheck" };
  });
  app.post(endpoints.recentChecks.path, (request) => {
    center.searched = recentChecksRequestSchema.parse(request.body);
    return { checks: center.recent, more: false };
  });
  app.post(endpoints.recheck.path, (request, reply) => {
    const { checkId, reason } = (center.rechecked = recheckRequestSchema.parse(request.body));
    if (center.recheckRefusal !== null) return refuse(reply, center.recheckRefusal);
    const mark = { earlierCheckId: checkId, earlierCheckedAt: "2026-11-20T01:00:00Z", reason };
    return { ...center.answer, recheck: mark };
  });
  app.get(endpoints.trustAnchors.path, () => ({ anchors }));
  app.post(endpoints.offlineChecks.path, (request) => {
    const { entries } = offlineChecksRequestSchema.parse(request.body);
    return { results: entries.map((entry) => ({ entryId: entry.entryId, ...settle(entry) })) };
  });
  const settle = (entry: OfflineEntry) => {
    const bytes = fromBase64Url(entry.context);
    const { checkedAt = "" } = decodeOfflineContext(bytes) ?? {};
    const { publicKey } = new X509Certificate(fromBase64Url(entry.certificate));
    if (!verify("sha256", bytes, publicKey, fromBase64Url(entry.signature))) {
      return { kind: "refused", problem: problem("card-signature-invalid") };
    }
    center.offline.push(entry.entryId);
    center.operators.push(entry.operator);
    const offline = { receivedAt: new Date().toISOString() };
    return {
      kind: "answered",
      answer: { ...center.answer, checkId: entry.entryId, checkedAt, offline },
    };
  };
  app.addHook("onRequest", async (request) => {
    if (center.isCut) request.raw.socket.destroy();
  });
  app.get("/reception/config.json", () => ({
    agentUrl,
    demo: true,
    app: center.app,
    ...(center.startsOffline !== null && { startsOffline: center.startsOffline }),
  }));
  await serveDirectory(app, "/reception", directory);
  center.url = await app.listen({ host: "127.0.0.1", port: 0 });

  return center;
}

function importKey(key: TerminalKey): Promise<CryptoKey> {
  return crypto.subtle.importKey("jwk", key, { name: "ECDSA", namedCurve: "P-256" }, true, [
    "verify",
  ]);
}
