/** The counter of a clinic: a registered terminal with a virtual reader, and what a receptionist does at it. */
import { randomInt } from "node:crypto";
import { checkPin, checkVisually } from "@madoguchi/card";
import { seeding } from "@madoguchi/center";
import {
  createBulkClient,
  createClient,
  encodeOfflineContext,
  fromBase64Url,
  toBase64Url,
} from "@madoguchi/contract";
import type {
  Answer,
  BulkClient,
  CallResult,
  CheckRequest,
  ConsentChoices,
  ContractClient,
  FirstUseRequest,
  OfflineEntry,
  StatedCoverage,
  TerminalIdentity,
  VisualCheckRequest,
} from "@madoguchi/contract";
import { checkDigit } from "@madoguchi/notation";
import type { Clock } from "@madoguchi/notation";
import { newId, newToken, openDatabase, systemClock, transaction } from "@madoguchi/platform";
import { VirtualReader, defaultPin } from "@madoguchi/virtual-card";
import type { VirtualCard } from "@madoguchi/virtual-card";
import { numberBOf } from "@madoguchi/virtual-card/sample";
import type { TestCenter } from "./center.ts";

export type Counter = {
  readonly facilityId: string;
  readonly facilityCode: string;
  readonly appAccountId: string;
  readonly identity: TerminalIdentity;
  readonly client: ContractClient;
  readonly bulk: BulkClient;
  /** Asks for a challenge and has the card sign it. */
  sign(card: VirtualCard): Promise<CheckRequest>;
  /** The whole way of one patient. */
  check(card: VirtualCard, consents?: ConsentChoices): Promise<CallResult<Answer>>;
  /** Without the center: the card signs what the terminal wrote. @param at by the terminal's clock */
  signOffline(card: VirtualCard, at: ReturnType<Clock["now"]>): Promise<OfflineEntry>;
  /** 保険証利用登録: the patient has agreed and says which coverage is theirs. */
  signFirstUse(card: VirtualCard, stated: StatedCoverage): Promise<FirstUseRequest>;
  firstUse(card: VirtualCard, stated: StatedCoverage): Promise<CallResult<Answer>>;
  /** The same by 目視: the numbers printed on the card are typed, and the photo is said to match. */
  signVisually(card: VirtualCard): Promise<VisualCheckRequest>;
  checkVisually(card: VirtualCard): Promise<CallResult<Answer>>;
};

/** A facility of its own with one terminal, put straight into the database. */
export async function openCounter(
  center: TestCenter,
  clock: Clock = systemClock,
  kind: "medical" | "checkup" = "medical",
): Promise<Counter> {
  const options = { baseUrl: center.url, now: () => clock.now().epochMilliseconds };
  const client = createClient(options);
  const { place, identity } = await registerTerminal(center.databaseUrl, clock, kind);

  async function sign(
    card: VirtualCard,
    purpose: "pinCheck" | "firstUse" = "pinCheck",
  ): Promise<CheckRequest> {
    const challenge = await client.challenge(identity, purpose);
    if (!challenge.ok) {
      throw new Error("no challenge", { cause: challenge });
    }
    const { challengeId, context } = challenge.value;

    return { challengeId, ...(await signContext(card, fromBase64Url(context))) };
  }

  async function signVisually(card: VirtualCard): Promise<VisualCheckRequest> {
    const challenge = await client.challenge(identity, "visualCheck");
    if (!challenge.ok) {
      throw new Error("no challenge", { cause: challenge });
    }
    const { challengeId, context } = challenge.value;
    const statement = { photoMatches: true, compared: "chip", at: clock.now().toString() } as const;

    return { challengeId, ...(await showFace(card, fromBase64Url(context))), statement };
  }

  const signFirstUse: Counter["signFirstUse"] = async (card, stated) => ({
    ...(await sign(card, "firstUse")),
    agreed: true,
    stated,
  });

  const signOffline: Counter["signOffline"] = async (card, at) => {
    const entryId = newId();
    const context = encodeOfflineContext({
      facilityCode: place.facilityCode,
      terminalId: identity.terminalId,
      entryId,
      nonce: newToken(),
      checkedAt: at.toString({ smallestUnit: "millisecond" }),
    });

    return { entryId, context: toBase64Url(context), ...(await signContext(card, context)) };
  };

  return {
    ...place,
    identity,
    client,
    bulk: createBulkClient(options),
    signOffline,
    sign: (card) => sign(card),
    check: async (card, consents) =>
      client.check(identity, { ...(await sign(card)), ...(consents && { consents }) }),
    signFirstUse,
    firstUse: async (card, stated) => client.firstUse(identity, await signFirstUse(card, stated)),
    signVisually,
    checkVisually: async (card) => client.checkVisually(identity, await signVisually(card)),
  };
}

async function signContext(
  card: VirtualCard,
  context: Uint8Array,
): Promise<Pick<CheckRequest, "certificate" | "signature">> {
  const reader = new VirtualReader(card);
  const [slot] = await reader.list();
  const pin = new TextEncoder().encode(defaultPin);
  const result = await checkPin(reader, slot?.id ?? "", { challenge: context, pin });
  if (result.kind !== "signed") {
    throw new Error(`the card did not sign: ${result.kind}`);
  }

  return {
    certificate: toBase64Url(result.certificate),
    signature: toBase64Url(result.signature),
  };
}

async function showFace(
  card: VirtualCard,
  context: Uint8Array,
): Promise<Pick<VisualCheckRequest, "certificate" | "face" | "presence">> {
  const reader = new VirtualReader(card);
  const [slot] = await reader.list();
  const numberB = numberBOf(card.image);
  const result = await checkVisually(reader, slot?.id ?? "", { challenge: context, numberB });
  if (result.kind !== "read" || result.presence.kind !== "present") {
    throw new Error(`the card did not show its face: ${result.kind}`);
  }
  const { certificate, person, pictureHashes, signature } = result.proof;

  return {
    certificate: toBase64Url(result.certificate),
    face: {
      certificate: toBase64Url(certificate),
      person: toBase64Url(person),
      pictureHashes: [toBase64Url(pictureHashes[0]), toBase64Url(pictureHashes[1])],
      signature: toBase64Url(signature),
    },
    presence: toBase64Url(result.presence.signature),
  };
}

async function registerTerminal(databaseUrl: string, clock: Clock, kind: string) {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(
    { name: "ECDSA", namedCurve: "P-256" },
    true,
    ["sign", "verify"],
  );
  const { x = "", y = "" } = await crypto.subtle.exportKey("jwk", publicKey);
  const payload = `131${String(randomInt(1_000_000)).padStart(6, "0")}`;
  const place = {
    facilityId: newId(),
    facilityCode: payload + checkDigit(payload),
    appAccountId: newId(),
  };
  const terminalId = newId();
  const now = clock.now();
  const db = openDatabase(databaseUrl, { max: 1 });
  try {
    await transaction(db, async (tx) => {
      await seeding.insertFacility(tx, {
        id: place.facilityId,
        kind,
        code: place.facilityCode,
        prefectureCode: "13",
        name: "架空医院",
        founder: "架空 太郎",
        postalCode: "100-0013",
        address: "東京都千代田区霞が関1-2-2（架空）",
        phone: "03-0000-0000",
        goLiveOn: null,
        createdAt: now,
      });
      await seeding.insertAppAccount(tx, {
        id: place.appAccountId,
        facilityId: place.facilityId,
        userId: `W9${payload.slice(3)}`,
        createdAt: now,
      });
      await seeding.insertTerminal(tx, {
        id: terminalId,
        appAccountId: place.appAccountId,
        facilityId: place.facilityId,
        keyX: x,
        keyY: y,
        name: "受付1",
        kind: "windows",
        registeredAt: now,
        lastSeenAt: now,
        removedAt: null,
      });
    });
  } finally {
    await db.destroy();
  }

  return { place, identity: { terminalId, privateKey } };
}
