/** The client against the test PKI's responder, and against responders that are slow, loud, wrong or gone. */
import {
  answerOcsp,
  createOcspResponder,
  createTestPki,
  issueAuthCertificate,
  refuseOcsp,
} from "@madoguchi/virtual-card";
import type { OcspResponder, TestPki } from "@madoguchi/virtual-card";
import { generateKeyPairSync } from "node:crypto";
import { Temporal } from "temporal-polyfill";
import { beforeAll, describe, expect, test } from "vitest";
import { parseCertificate } from "../index.ts";
import type { Certificate } from "../index.ts";
import { CACHEABLE_OCSP_POLICY, OCSP_POLICY, OcspClient } from "./client.ts";
import type { OcspFetch, OcspPolicy } from "./client.ts";

const TODAY = Temporal.PlainDate.from("2026-11-22");
const NOW = Temporal.Instant.from("2026-11-22T00:04:00Z");

let pki: TestPki;
let responder: OcspResponder;
let certificates: readonly [Certificate, Certificate, Certificate];

beforeAll(async () => {
  pki = await createTestPki(TODAY);
  const life = { from: TODAY.subtract({ days: 1 }), until: TODAY.add({ years: 1 }) };
  responder = await createOcspResponder(pki.auth, life);
  const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const issue = (): Certificate =>
    parseCertificate(
      issueAuthCertificate(pki.auth[1], {
        ...life,
        publicKey,
        issueNumber: "997794E9AGCIEG99201001A",
      }),
    );
  certificates = [issue(), issue(), issue()];
});

type Answer = (request: Uint8Array) => Uint8Array | Promise<Uint8Array>;

/** A `fetch` that answers in process and counts. */
function place(
  answer: Answer,
  status = 200,
): { readonly fetch: OcspFetch; readonly asked: () => number } {
  let asked = 0;
  const fetch: OcspFetch = async (url, init) => {
    asked += 1;
    const bytes = await answer(init.method === "POST" ? init.body : requestIn(url));
    return { status, body: slices(bytes) };
  };
  return { fetch, asked: () => asked };
}

function requestIn(url: string): Uint8Array {
  const [, encoded = ""] = /^http:\/\/ocsp\.test\/(?:a+\/)?([^/]*)$/.exec(url) ?? [];
  return Uint8Array.from(Buffer.from(decodeURIComponent(encoded), "base64"));
}

async function* slices(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += 1000)
    yield bytes.subarray(start, start + 1000);
}

const honest =
  (now = NOW): Answer =>
  (request) =>
    answerOcsp(responder, request, {
      now,
      revoked: [
        { serial: BigInt(`0x${certificates[1].serial}`), at: now, reason: "affiliationChanged" },
      ],
      issued: (serial) => serial !== BigInt(`0x${certificates[2].serial}`),
    });

function asking(fetch: OcspFetch, change: Partial<OcspPolicy> = {}) {
  const client = new OcspClient({
    url: "http://ocsp.test/",
    fetch,
    policy: { ...OCSP_POLICY, ...change },
  });
  const issuer = parseCertificate(pki.auth[1].certificate);
  return (certificate = certificates[0], at = NOW) => client.ask({ certificate, issuer, at });
}

describe("the test PKI's responder", () => {
  test("tells good, revoked and unknown apart", async () => {
    const ask = asking(place(honest()).fetch, { nonceRequired: true });
    expect((await ask()).kind).toBe("good");
    expect(await ask(certificates[1])).toMatchObject({
      kind: "revoked",
      reason: "affiliationChanged",
    });
    expect((await ask(certificates[2])).kind).toBe("unknown");
  });

  test("is asked with SHA-256 as well, and with a nonce or without", async () => {
    const { fetch } = place(honest());
    expect((await asking(fetch, { hash: "sha256" })()).kind).toBe("good");
    expect((await asking(fetch, { nonce: false })()).kind).toBe("good");
    const required = asking(fetch, { nonce: true, nonceRequired: true });
    expect((await required()).kind).toBe("good");
  });
});

describe("asked by GET", () => {
  /** The methods and addresses that an asking by this policy uses. */
  async function requestsOf(change: Partial<OcspPolicy>, url = "http://ocsp.test/") {
    const seen: [method: string, url: string][] = [];
    const { fetch } = place(honest());
    const client = new OcspClient({
      url,
      fetch: (to, init) => {
        seen.push([init.method, to]);
        return fetch(to, init);
      },
      policy: { ...OCSP_POLICY, ...change },
    });
    const issuer = parseCertificate(pki.auth[1].certificate);
    const answers = [];
    for (const certificate of certificates) {
      answers.push((await client.ask({ certificate, issuer, at: NOW })).kind);
    }
    return { seen, answers };
  }

  test("the responder says the same, and equal questions have equal addresses", async () => {
    const { method, nonce } = CACHEABLE_OCSP_POLICY;
    const first = await requestsOf({ method, nonce });
    expect(first.answers).toEqual(["good", "revoked", "unknown"]);
    expect(first.seen.map(([by]) => by)).toEqual(["GET", "GET", "GET"]);
    expect(await requestsOf({ method, nonce })).toEqual(first);
    expect(new Set(first.seen.map(([, url]) => url)).size).toBe(3);
  });

  test("what would be too long for an address is posted", async () => {
    const { method, nonce } = CACHEABLE_OCSP_POLICY;
    const [, short = ""] = (await requestsOf({ method, nonce })).seen[0] ?? [];
    const room = 254 - short.length;
    const askedAt = async (more: number) => {
      const url = `http://ocsp.test/${"a".repeat(more)}/`;
      const [first] = (await requestsOf({ method, nonce }, url)).seen;
      return first;
    };
    const longest = await askedAt(room - 1);
    expect([longest?.[0], longest?.[1].length]).toEqual(["GET", 254]);
    expect(await askedAt(room)).toEqual(["POST", `http://ocsp.test/${"a".repeat(room)}/`]);
  });
});

describe("what is remembered", () => {
  test("an answer serves for an hour, and not past its nextUpdate", async () => {
    const { fetch, asked } = place(honest());
    const ask = asking(fetch);
    const after = (seconds: number) => ask(certificates[0], NOW.add({ seconds }));
    await after(0);
    await after(3599);
    expect(asked()).toBe(1);
    await after(3600);
    expect(asked()).toBe(2);

    const short: Answer = (request) =>
      answerOcsp(responder, request, { now: NOW, revoked: [], hours: null });
    const brief = place(short);
    const askBrief = asking(brief.fetch);
    await askBrief();
    await askBrief(certificates[0], NOW.add({ seconds: 899 }));
    expect(brief.asked()).toBe(1);
    await askBrief(certificates[0], NOW.add({ seconds: 900 }));
    expect(brief.asked()).toBe(2);
  });

  test("no more answers than there is room for, the oldest out first", async () => {
    const { fetch, asked } = place(honest());
    const ask = asking(fetch, { keepAnswers: 1 });
    await ask(certificates[0]);
    await ask(certificates[1]);
    await ask(certificates[1]);
    expect(asked()).toBe(2);
    await ask(certificates[0]);
    expect(asked()).toBe(3);
  });

  test("not that the responder knew nothing", async () => {
    const { fetch, asked } = place(honest());
    const ask = asking(fetch);
    await ask(certificates[2]);
    await ask(certificates[2]);
    expect(asked()).toBe(2);
  });

  test("of many who ask at once about one certificate, one asks the responder", async () => {
    const { fetch, asked } = place(honest());
    const ask = asking(fetch);
    const answers = await Promise.all([ask(), ask(), ask(), ask(certificates[1])]);
    expect(answers.map(({ kind }) => kind)).toEqual(["good", "good", "good", "revoked"]);
    expect(asked()).toBe(2);
  });
});

describe("a responder that is away", () => {
  test("is away for everybody, and is asked again half a minute later", async () => {
    let down = true;
    const { fetch, asked } = place((request) => {
      if (down) throw new Error("ECONNREFUSED");
      return honest()(request);
    });
    const ask = asking(fetch);
    expect(await ask()).toEqual({ kind: "away", detail: "unreachable" });
    down = false;
    expect(await ask(certificates[1])).toEqual({ kind: "away", detail: "resting" });
    expect(asked()).toBe(1);
    expect((await ask(certificates[1], NOW.add({ seconds: 30 }))).kind).toBe("revoked");
  });

  test("does not keep anybody waiting", async () => {
    const never: OcspFetch = async (_url, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(new Error("aborted")));
      });
    const ask = asking(never, { timeoutSeconds: 0.01 });
    expect(await ask()).toEqual({ kind: "away", detail: "timeout" });
  });

  test("with an error page, or too much to say", async () => {
    const busy = place(() => new Uint8Array(), 503);
    expect(await asking(busy.fetch)()).toEqual({ kind: "away", detail: "http-status" });
    const loud = place(() => new Uint8Array(64 * 1024 + 1));
    expect(await asking(loud.fetch)()).toEqual({ kind: "away", detail: "too-large" });
  });

  test("or says so itself, which nobody has signed", async () => {
    const rested = async (refusal: Parameters<typeof refuseOcsp>[0]) => {
      const { fetch, asked } = place(() => refuseOcsp(refusal));
      const ask = asking(fetch);
      const outcomes = [await ask(), await ask(certificates[1])];
      return [
        outcomes.map((outcome) => ("error" in outcome ? outcome.error : outcome.kind)),
        asked(),
      ];
    };
    expect(await rested("tryLater")).toEqual([["try-later", "away"], 1]);
    expect(await rested("internalError")).toEqual([["internal-error", "away"], 1]);
    expect(await rested("unauthorized")).toEqual([["unauthorized", "unauthorized"], 2]);
    expect(await rested("sigRequired")).toEqual([["signature-required", "signature-required"], 2]);
    expect(await rested("malformedRequest")).toEqual([
      ["malformed-request", "malformed-request"],
      2,
    ]);
  });
});

test("an answer to another request, even to one about the same certificate, is refused", async () => {
  const heard: Uint8Array[] = [];
  const { fetch } = place((request) => {
    heard.push(Uint8Array.from(request));
    return honest()(heard[0] ?? request);
  });
  expect((await asking(fetch)()).kind).toBe("good");
  expect(await asking(fetch)()).toMatchObject({ kind: "refused", detail: { kind: "nonce" } });
});
