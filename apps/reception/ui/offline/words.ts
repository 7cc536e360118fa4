/** In the counter's words: what a look at the card alone found, and what it could not. */
import { dateWord } from "../result/words.ts";
import type { SeenCertificate } from "./examine.ts";

/** Whether eligibility will be told for this certificate, as far as its dates go. */
export function isUsable({ standing, issuer }: SeenCertificate): boolean {
  return (standing === "valid" || standing === "grace") && issuer !== "unknown";
}

const standings = {
  valid: (day: string) => `電子証明書は有効期限の内です（${day}まで）。`,
  grace: (day: string) => `電子証明書の期限（${day}）は過ぎていますが、3か月以内です。`,
  expired: (day: string) => `電子証明書の期限（${day}）が過ぎ、資格の確認に使えません。`,
  "not-yet-valid": () => "電子証明書はまだ有効ではありません。端末の時計を確かめてください。",
} satisfies Record<SeenCertificate["standing"], (day: string) => string>;

export function findings({ standing, lastDay, issuer }: SeenCertificate): {
  readonly found: readonly string[];
  readonly open: readonly string[];
} {
  const issuers = {
    known: "電子証明書の発行元は、正しい発行元です。",
    unknown: "電子証明書の発行元が、知られている発行元と違います。",
    untold: "電子証明書の発行元（この端末はまだ発行元の一覧を受け取っていません）",
  } satisfies Record<SeenCertificate["issuer"], string>;

  return {
    found: [
      "暗証番号は合っています（カードが確かめました）。",
      "カードは本物の鍵で署名しました。",
      standings[standing](dateWord(lastDay)),
      ...(issuer === "untold" ? [] : [issuers[issuer]]),
    ],
    open: [
      ...(issuer === "untold" ? [issuers.untold] : []),
      "今日の資格と負担割合",
      "電子証明書が失効していないか",
    ],
  };
}
