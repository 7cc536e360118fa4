/** Who is at this counter: a terminal, a patient, and what the center would have the card sign. All made up (架空). */
import { verificationNumberB } from "@madoguchi/card";
import type { SurfaceRoot } from "@madoguchi/card";
import { encodeContext, toBase64Url } from "@madoguchi/contract";
import type { Challenge, ChallengePurpose, Terminal } from "@madoguchi/contract";
import type { CardImage } from "@madoguchi/virtual-card";
import { Temporal } from "temporal-polyfill";

export const terminal: Terminal = {
  terminalId: "00000000-0000-7000-8000-0000000000aa",
  terminalName: "受付1",
  facilityCode: "1310000016",
  facilityName: "架空はり灸院",
  userId: "W0000001",
  goLiveOn: null,
};

/** Of another facility under the same roof. */
export const otherTerminal: Terminal = {
  ...terminal,
  terminalId: "00000000-0000-7000-8000-0000000000bb",
  facilityCode: "1310000024",
  facilityName: "架空整骨院",
  userId: "W0000002",
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

/** 照合番号B, as it is typed off the card. */
export function numberBOf({ holder, expiry, securityCode }: CardImage): Uint8Array {
  const expiryYear = Number(expiry.slice(0, 4));
  const number = verificationNumberB({ birthDate: holder.birthDate, expiryYear, securityCode });
  if (number.kind !== "number") throw new RangeError(`no 照合番号B: ${number.field}`);
  return number.digits;
}

/** @param roots whose photos the terminal may show; for 目視 */
export function challengeFor(
  { facilityCode, terminalId }: Terminal,
  purpose: ChallengePurpose = "pinCheck",
  roots: readonly SurfaceRoot[] = [],
): Challenge {
  const challengeId = crypto.randomUUID();
  const now = Temporal.Now.instant();
  const context = encodeContext({
    protocol: "madoguchi/check/v1",
    purpose,
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
    ...(purpose === "visualCheck" && {
      surfaceRoots: roots.map(({ keyId, publicKey: { modulus } }) => ({
        keyId: toBase64Url(keyId),
        modulus: toBase64Url(modulus),
      })),
    }),
  };
}
