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
  Reported,
  Terminal,
  VisualCheckRequest,
} from "./api.ts";
import type { Answer } from "./answer.ts";
import type { ChallengePurpose } from "./context.ts";
import type { FirstUseRequest } from "./first-use.ts";
import type { OfflineChecks, OfflineChecksRequest, TrustAnchors } from "./offline.ts";
import type { Practice, Practised } from "./practice.ts";
import type { RecentChecks, RecentChecksRequest, RecheckRequest } from "./recheck.ts";
import { openCalls } from "./signed-calls.ts";
import type { CallResult, ClientOptions, TerminalIdentity } from "./signed-calls.ts";

export type ContractClient = ReturnType<typeof createClient>;

type CounterOptions = ClientOptions & {
  /** Who is at the counter of this terminal: goes with each deed of theirs. */
  readonly operatorOf?: (terminalId: string) => string | undefined;
  /** Of the reception app: the center may no longer know what an old one does. */
  readonly appVersion?: string;
};

export function createClient(options: CounterOptions) {
  const { call } = openCalls(options);
  const { appVersion } = options;

  /** The deed of whoever is at the counter. */
  function act<S extends z.ZodType>(
    endpoint: { method: string; path: string; response: S },
    identity: TerminalIdentity,
    body: object,
  ): Promise<CallResult<z.infer<S>>> {
    const operator = options.operatorOf?.(identity.terminalId);

    return call(endpoint, identity, operator === undefined ? body : { ...body, operator });
  }

  return {
    /** Registers this device with the key that signs the call itself. */
    activate: (privateKey: CryptoKey, request: ActivationRequest): Promise<CallResult<Terminal>> =>
      call(endpoints.activate, { terminalId: "new", privateKey }, request),
    self: (identity: TerminalIdentity): Promise<CallResult<Terminal>> =>
      call(endpoints.self, identity),
    /** What runs on this device, and what its self-test found. */
    report: (identity: TerminalIdentity, device: DeviceReport): Promise<CallResult<Reported>> =>
      call(endpoints.report, identity, device),
    challenge: (
      identity: TerminalIdentity,
      purpose: ChallengePurpose = "pinCheck",
    ): Promise<CallResult<Challenge>> =>
      call(endpoints.challenge, identity, { purpose, appVersion }),
    check: (identity: TerminalIdentity, request: CheckRequest): Promise<CallResult<Answer>> =>
      act(endpoints.check, identity, request),
    checkVisually: (
      identity: TerminalIdentity,
      request: VisualCheckRequest,
    ): Promise<CallResult<Answer>> => act(endpoints.visualCheck, identity, request),
    /** Links the certificate on the patient's consent, and answers as a check does. */
    firstUse: (identity: TerminalIdentity, request: FirstUseRequest): Promise<CallResult<Answer>> =>
      act(endpoints.firstUse, identity, request),
    /** What the patient chose after the answer of one check. */
    consent: (
      identity: TerminalIdentity,
      checkId: string,
      request: ConsentRequest,
    ): Promise<CallResult<ConsentAnswer>> => {
      const path = endpoints.consents.path.replace(":checkId", checkId);

      return act({ ...endpoints.consents, path }, identity, request);
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
      act(endpoints.recheck, identity, request),
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
  };
}
