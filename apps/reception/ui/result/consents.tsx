import { consentScopes, consentScopeWords, consentStateWords } from "@madoguchi/contract";
import type { Consents, ConsentStanding } from "@madoguchi/contract";
import { Button, Notice } from "@madoguchi/ui";
import { dateWord } from "./words.ts";

type ConsentStandingsProps = {
  consents: Consents;
  /** What the patient chose did not arrive. */
  lost: boolean;
  /** Left out where the patient is not there. */
  onAsk: (() => void) | undefined;
};

/** What may be told here, and until when; and the way to agree after all or to take it back. */
export function ConsentStandings({ consents, lost, onAsk }: ConsentStandingsProps) {
  return (
    <section className="rc-consents" aria-label="情報の提供の同意">
      {lost && (
        <Notice tone="warning" title="患者さんの答えを、窓口に届けられませんでした">
          <p>インターネットのつながりを確かめ、「同意を尋ねる」でもう一度お尋ねください。</p>
        </Notice>
      )}
      <dl>
        {consentScopes.map((scope) => (
          <div key={scope}>
            <dt>{consentScopeWords[scope]}：</dt>
            <dd>{consentWord(consents[scope])}</dd>
          </div>
        ))}
      </dl>
      {onAsk && (
        <Button type="button" variant="secondary" onClick={onAsk}>
          {consentScopes.some((scope) => consents[scope].state === "given")
            ? "同意を変える"
            : "同意を尋ねる"}
        </Button>
      )}
    </section>
  );
}

/** 「同意あり（令和8年8月31日まで）」 */
export function consentWord({ state, until }: ConsentStanding): string {
  const word = consentStateWords[state];
  return until === null ? word : `${word}（${dateWord(until)}まで）`;
}
