/** Who is at this counter: a terminal, a patient, and what the center would have the card sign. All made up (架空). */
import { encodeContext, toBase64Url } from "@madoguchi/contract";
import type { Challenge, Terminal } from "@madoguchi/contract";
import { Temporal } from "temporal-polyfill";

export const terminal: Terminal = {
  terminalId: "00000000-0000-7000-8000-0000000000aa",
  terminalName: "受付1",
  facilityCode: "1310000016",
  facilityName: "架空はり灸院",
  userId: "W0000001",
  goLiveOn: null,
};

export const hanako = {
  name: "山田　花子",
  sex: "female",
  birthDate: "1980-02-17",
  address: "見本町一丁目２番３号",
  prefecture: "架空県",
  city: "窓口市",
  municipalityCode: "99201",
} as const;

export function challengeFor({ facilityCode, terminalId }: Terminal): Challenge {
  const challengeId = crypto.randomUUID();
  const now = Temporal.Now.instant();
  const context = encodeContext({
    protocol: "madoguchi/check/v1",
    purpose: "pinCheck",
    facilityCode,
    terminalId,
    challengeId,
    nonce: toBase64Url(crypto.getRandomValues(new Uint8Array(32))),
    issuedAt: now.toString(),
  });

  return {
    challengeId,
    context: toBase64Url(context),
    expiresAt: now.add({ seconds: 120 }).toString(),
  };
}
