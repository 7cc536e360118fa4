/** 保険証利用登録 at the counter: the patient agrees, says which coverage is theirs, and the card signs that with the PIN. */
import { z } from "zod";
import { bytesSchema } from "./bytes.ts";
import { consentChoicesSchema } from "./consent.ts";
import { operated } from "./operator.ts";

/** As on 資格情報のお知らせ or 資格確認書. Empty where none stands there; the center folds widths. */
const written = (longest: number) => z.string().trim().max(longest);

export const statedCoverageSchema = z.strictObject({
  insurerNumber: written(20).min(1),
  symbol: written(40),
  number: written(40).min(1),
  branch: written(10),
  birthDate: z.iso.date(),
  /** Left out where nobody typed it: birth date and numbers decide alone. */
  kana: written(60).min(1).nullable(),
});
export type StatedCoverage = z.infer<typeof statedCoverageSchema>;

export const firstUseRequestSchema = z.strictObject({
  /** Of a challenge for `firstUse`: what the card signed names what it is for, so the signature is the consent. */
  challengeId: z.uuid(),
  /** 利用者証明用電子証明書, DER. */
  certificate: bytesSchema(4096),
  /** PKCS #1 v1.5 over the DigestInfo of SHA-256(context). */
  signature: bytesSchema(512),
  /** The patient read {@link firstUseTerms} and agreed. There is no request of somebody who did not. */
  agreed: z.literal(true),
  stated: statedCoverageSchema,
  consents: consentChoicesSchema.optional(),
  ...operated,
});
export type FirstUseRequest = z.infer<typeof firstUseRequestSchema>;

/** What the patient agrees to, word for word, on every screen and paper. */
export const firstUseTerms = [
  "このマイナンバーカードを、健康保険証として使えるようにします。",
  "カードの電子証明書と、あなたの保険の資格情報を結び付けます。",
  "医療機関や薬局は、あなたがカードと暗証番号などを示したときだけ、資格を確認できます。",
  "12桁の個人番号は使わず、この窓口にも記録しません。",
  "登録は、あとから取り消せます。保険者またはコールセンターに申し出てください。",
] as const;
