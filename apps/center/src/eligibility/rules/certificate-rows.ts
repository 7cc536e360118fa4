/** What the card's certificate can be like: no longer good for any answer, or refused. */
import { certificateWays, outcomeWords, problem, problemKinds } from "@madoguchi/contract";
import type { ProblemSlug } from "@madoguchi/contract";
import { formatDate } from "@madoguchi/notation";
import { damageOf, wordsOf } from "@madoguchi/trust";
import type { Damage, RevocationReason, Told } from "@madoguchi/trust";
import { chargeByAge } from "./charge.ts";
import { inBrackets } from "./row.ts";
import type { Row } from "./row.ts";

export const expiredRow: Row = {
  code: "certificate-expired",
  title: outcomeWords["certificate-expired"],
  owner: "municipality",
  cause: ({ certificateEndedOn }) =>
    `電子証明書の有効期限${inBrackets(certificateEndedOn)}から3か月が過ぎたため、確認できません。`,
  patientWords:
    "カードの中の電子証明書の期限が切れています。お住まいの市区町村の窓口で更新できます。",
  nextSteps: [
    ...certificateWays,
    "市区町村の窓口での電子証明書の更新をご案内ください。手数料はかかりません。",
  ],
  charge: chargeByAge,
};

type Advice = Pick<Row, "patientWords" | "nextSteps">;

const newCard = "新しいカードをお持ちであれば、そのカードで確認してください。";

const renewed: Advice = {
  patientWords:
    "このカードの電子証明書は、効力が止まっているようです。新しいカードをお持ちではないでしょうか。",
  nextSteps: [newCard, ...certificateWays, "市区町村の窓口でのカードの確認をご案内ください。"],
};

const onHold: Advice = {
  patientWords:
    "カードの利用が一時的に止められているようです。紛失の届け出などに、お心当たりはありますか。",
  nextSteps: [
    "届け出のあとに見つかったカードか、患者さんにお聞きください。",
    ...certificateWays,
    "市区町村の窓口で、一時停止の解除か再発行ができることをご案内ください。",
  ],
};

const handedBack: Advice = {
  patientWords:
    "返納などの手続きが済んだカードのようです。新しいカードか資格確認書をお持ちでしょうか。",
  nextSteps: [
    newCard,
    ...certificateWays,
    "お持ちでない方には、市区町村の窓口でのカードの交付をご案内ください。",
  ],
};

const reissue: Advice = {
  patientWords:
    "カードの電子証明書に、発行し直しが必要のようです。市区町村の窓口で手続きできます。",
  nextSteps: [...certificateWays, "市区町村の窓口での電子証明書の再発行をご案内ください。"],
};

/** By the reason that the list of revoked certificates, or its responder, gives. */
const revoked: Record<RevocationReason, Advice & { readonly code: string }> = {
  unspecified: { code: "certificate-revoked", ...renewed },
  superseded: { code: "certificate-revoked-superseded", ...renewed },
  cessationOfOperation: { code: "certificate-revoked-handed-back", ...handedBack },
  certificateHold: { code: "certificate-revoked-on-hold", ...onHold },
  affiliationChanged: { code: "certificate-revoked-details-changed", ...reissue },
  keyCompromise: { code: "certificate-revoked-key", ...reissue },
  cACompromise: { code: "certificate-revoked-issuer", ...reissue },
  privilegeWithdrawn: { code: "certificate-revoked-withdrawn", ...reissue },
  aACompromise: { code: "certificate-revoked-attributes", ...reissue },
};

export function revokedRow(reason: RevocationReason): Row {
  const { cause } = wordsOf({ kind: "revoked", reason });

  return {
    ...revoked[reason],
    title: outcomeWords["certificate-revoked"],
    owner: "municipality",
    cause: ({ certificateEndedOn: on }) =>
      `${cause}${on ? `失効した日は${formatDate(on)}です。` : ""}`,
    charge: chargeByAge,
  };
}

/** A verdict that proves nothing of the card, so that nothing is answered. */
export type Refused = Extract<
  Told,
  {
    kind: "not-yet-valid" | "unknown-issuer" | "malformed" | "wrong-purpose" | "revocation-unknown";
  }
>;

const slugs = {
  "not-yet-valid": "certificate-not-yet-valid",
  "unknown-issuer": "certificate-unknown-issuer",
  malformed: "certificate-malformed",
  "wrong-purpose": "certificate-wrong-purpose",
  "revocation-unknown": "revocation-unknown",
} as const satisfies Record<Refused["kind"], ProblemSlug>;

export function refusedSlug({ kind }: Refused): ProblemSlug {
  return slugs[kind];
}

const damageCodes = {
  broken: "certificate-malformed",
  algorithm: "certificate-malformed-algorithm",
  demand: "certificate-malformed-demand",
} as const satisfies Record<Damage, string>;

export function refusedRow(verdict: Refused): Row & { readonly slug: ProblemSlug } {
  const slug = slugs[verdict.kind];
  const { cause, owner, nextStep } = wordsOf(verdict);
  const { ways } = problemKinds[slug];

  return {
    ...problemRow(slug),
    code: codeOf(verdict),
    owner,
    cause: () => cause,
    nextSteps: [nextStep, ...ways],
  };
}

function codeOf(verdict: Refused): string {
  switch (verdict.kind) {
    case "malformed":
      return damageCodes[damageOf(verdict.detail)];
    case "wrong-purpose":
    case "revocation-unknown":
      return `${slugs[verdict.kind]}-${verdict.detail}`;
    case "not-yet-valid":
    case "unknown-issuer":
      return slugs[verdict.kind];
  }
}

/** What every program knows of a problem, from the contract's table. */
export function problemRow(slug: ProblemSlug): Row & { readonly slug: ProblemSlug } {
  const { title, owner, detail, patientWords = "", nextSteps = [], charge = "" } = problem(slug);

  return {
    slug,
    code: slug,
    title,
    owner,
    cause: () => detail,
    patientWords,
    nextSteps,
    charge: () => charge,
  };
}
