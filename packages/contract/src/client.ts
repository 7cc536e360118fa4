/** The typed client of the terminal API. Works wherever `fetch` and WebCrypto do. */
import type { z } from "zod";
import { endpoints } from "./api.ts";
import type {
  ActivationRequest,
  Challenge,
  CheckRequest,
  ConsentAnswer,
  ConsentRequest,
  DeviceReport,
  Terminal,
  VisualCheckRequest,
} from "./api.ts";
import type { Answer } from "./answer.ts";
import { bulkPath, bulkReceiptSchema, bulkStatusSchema } from "./bulk.ts";
import type { BULK_MEDIA_TYPES, BulkPurpose, BulkReceipt, BulkStatus } from "./bulk.ts";
import type { ChallengePurpose } from "./context.ts";
import type { FirstUseRequest } from "./first-use.ts";
import { signMessage } from "./http-signature.ts";
import type { OfflineChecks, OfflineChecksRequest, TrustAnchors } from "./offline.ts";
import { problem, problemSchema, problemSlug } from "./problem.ts";
import type { Problem } from "./problem.ts";
import type { Practice, Practised } from "./practice.ts";
import type { RecentChecks, RecentChecksRequest, RecheckRequest } from "./recheck.ts";

const GATEWAY_STATUSES = new Set([502, 503, 504]);

/** `offline`: nothing reached the center, so nothing happened there that we know of. */
export type CallResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly kind: "problem"; readonly problem: Problem }
  | { readonly ok: false; readonly kind: "offline" };

export type TerminalIdentity = {
  readonly terminalId: string;
  readonly privateKey: CryptoKey;
};

export type ClientOptions = {
  /** Origin of the center, without a trailing slash. */
  readonly baseUrl: string;
  readonly fetch?: typeof fetch;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** Milliseconds after which a center that has not answered is taken for `offline`: a patient is waiting. */
  readonly answerWithinMs?: number;
};

export type BulkFile = {
  readonly purpose: BulkPurpose;
  readonly mediaType: (typeof BULK_MEDIA_TYPES)[number];
  readonly file: Uint8Array<ArrayBuffer>;
};

export type ContractClient = ReturnType<typeof createClient>;

export function createClient(options: ClientOptions) {
  const send = options.fetch ?? fetch;
  const now = options.now ?? Date.now;
  const { answerWithinMs = 20_000 } = options;
  /** Milliseconds by which the center's clock is ahead of ours, as its last refusal for skew showed. */
  let ahead = 0;

  /** A refusal for a wrong clock has changed nothing at the center and tells its time: the second request is made at that. */
  async function call<S extends z.ZodType>(
    endpoint: { method: string; path: string; response: S },
    identity: TerminalIdentity,
    body?: unknown,
  ): Promise<CallResult<z.infer<S>>> {
    const result = await callOnce(endpoint, identity, body);
    const serverTime = skewedFrom(result);
    if (serverTime === null) return result;
    ahead = serverTime - now();
    return callOnce(endpoint, identity, body);
  }

  async function callOnce<S extends z.ZodType>(
    endpoint: { method: string; path: string; response: S },
    identity: TerminalIdentity,
    body?: unknown,
  ): Promise<CallResult<z.infer<S>>> {
    const response = await sendSigned(
      endpoint,
      identity,
      new TextEncoder().encode(body === undefined ? "" : JSON.stringify(body)),
      body === undefined ? {} : { "content-type": "application/json" },
    );

    return response ? readResponse(response, endpoint.response) : { ok: false, kind: "offline" };
  }

  /** @returns null where nothing reached the center */
  async function sendSigned(
    endpoint: { method: string; path: string },
    identity: TerminalIdentity,
    bytes: Uint8Array<ArrayBuffer>,
    headers: Readonly<Record<string, string>>,
  ): Promise<Response | null> {
    const signed = await signMessage(
      identity.privateKey,
      identity.terminalId,
      { method: endpoint.method, path: endpoint.path, body: bytes },
      Math.floor((now() + ahead) / 1000),
    );
    try {
      return await send(options.baseUrl + endpoint.path, {
        method: endpoint.method,
        signal: AbortSignal.timeout(answerWithinMs),
        headers: { ...signed, ...headers },
        ...(bytes.length === 0 ? {} : { body: bytes }),
      });
    } catch {
      return null;
    }
  }

  return {
    /** Registers this device with the key that signs the call itself. */
    activate: (privateKey: CryptoKey, request: ActivationRequest): Promise<CallResult<Terminal>> =>
      call(endpoints.activate, { terminalId: "new", privateKey }, request),
    self: (identity: TerminalIdentity): Promise<CallResult<Terminal>> =>
      call(endpoints.self, identity),
    /** What runs on this device, and what its self-test found. */
    report: (identity: TerminalIdentity, device: DeviceReport): Promise<CallResult<Terminal>> =>
      call(endpoints.report, identity, device),
    challenge: (
      identity: TerminalIdentity,
      purpose: ChallengePurpose = "pinCheck",
    ): Promise<CallResult<Challenge>> => call(endpoints.challenge, identity, { purpose }),
    check: (identity: TerminalIdentity, request: CheckRequest): Promise<CallResult<Answer>> =>
      call(endpoints.check, identity, request),
    checkVisually: (
      identity: TerminalIdentity,
      request: VisualCheckRequest,
    ): Promise<CallResult<Answer>> => call(endpoints.visualCheck, identity, request),
    /** Links the certificate on the patient's consent, and answers as a check does. */
    firstUse: (identity: TerminalIdentity, request: FirstUseRequest): Promise<CallResult<Answer>> =>
      call(endpoints.firstUse, identity, request),
    /** What the patient chose after the answer of one check. */
    consent: (
      identity: TerminalIdentity,
      checkId: string,
      request: ConsentRequest,
    ): Promise<CallResult<ConsentAnswer>> => {
      const path = endpoints.consents.path.replace(":checkId", checkId);

      return call({ ...endpoints.consents, path }, identity, request);
    },
    /** What was checked while the center could not be reached, in the order in which it was. */
    sendOfflineChecks: (
      identity: TerminalIdentity,
      request: OfflineChecksRequest,
    ): Promise<CallResult<OfflineChecks>> => call(endpoints.offlineChecks, identity, request),
    trustAnchors: (identity: TerminalIdentity): Promise<CallResult<TrustAnchors>> =>
      call(endpoints.trustAnchors, identity),
    /** 再照会: the card is not there. */
    recheck: (identity: TerminalIdentity, request: RecheckRequest): Promise<CallResult<Answer>> =>
      call(endpoints.recheck, identity, request),
    /** This facility's checks of this month. */
    recentChecks: (
      identity: TerminalIdentity,
      request: RecentChecksRequest,
    ): Promise<CallResult<RecentChecks>> => call(endpoints.recentChecks, identity, request),
    /** 練習: patients who do not exist, with what a check of them would be answered. */
    practice: (identity: TerminalIdentity): Promise<CallResult<Practice>> =>
      call(endpoints.practice, identity),
    /** Somebody at this terminal has gone through the course. */
    practised: (identity: TerminalIdentity): Promise<CallResult<Practised>> =>
      call(endpoints.practised, identity),
    /** 一括照会: accepted at once; the answers come later. */
    inquireInBulk: async (
      identity: TerminalIdentity,
      { purpose, mediaType, file }: BulkFile,
    ): Promise<CallResult<BulkReceipt>> => {
      const response = await sendSigned({ method: "POST", path: bulkPath }, identity, file, {
        "content-type": mediaType,
        "inquiry-purpose": purpose,
        "inquiry-basis": "stated",
      });

      return response ? readResponse(response, bulkReceiptSchema) : { ok: false, kind: "offline" };
    },
    bulkStatus: (
      identity: TerminalIdentity,
      receiptNumber: string,
    ): Promise<CallResult<BulkStatus>> =>
      call(
        { method: "GET", path: `${bulkPath}/${receiptNumber}`, response: bulkStatusSchema },
        identity,
      ),
    /** @param path as the status names it @returns the table's bytes */
    bulkFile: async (
      identity: TerminalIdentity,
      path: string,
    ): Promise<CallResult<Uint8Array<ArrayBuffer>>> => {
      const response = await sendSigned({ method: "GET", path }, identity, new Uint8Array(), {});
      if (!response) return { ok: false, kind: "offline" };
      if (!response.ok) return refusedBy(await response.json().catch(() => null));

      return { ok: true, value: new Uint8Array(await response.arrayBuffer()) };
    },
  };
}

/** The center's time, in milliseconds since the epoch, where it refused ours and told its own. */
function skewedFrom(result: CallResult<unknown>): number | null {
  if (result.ok || result.kind !== "problem" || problemSlug(result.problem) !== "clock-skew")
    return null;
  const serverTime = Date.parse(result.problem.serverTime ?? "");

  return Number.isNaN(serverTime) ? null : serverTime;
}

async function readResponse<S extends z.ZodType>(
  response: Response,
  schema: S,
): Promise<CallResult<z.infer<S>>> {
  const body: unknown = await response.json().catch(() => null);
  // From what stands between us and the center, which would have said why.
  if (GATEWAY_STATUSES.has(response.status) && body === null) return { ok: false, kind: "offline" };
  if (response.ok) {
    const parsed = schema.safeParse(body);

    return parsed.success
      ? { ok: true, value: parsed.data }
      : { ok: false, kind: "problem", problem: problem("unexpected") };
  }

  return refusedBy(body);
}

function refusedBy(body: unknown): CallResult<never> {
  const refused = problemSchema.safeParse(body);

  return {
    ok: false,
    kind: "problem",
    problem: refused.success ? refused.data : problem("unexpected"),
  };
}
