import {
  chargedTenths,
  chargeOnPapers,
  copayOfAnyAge,
  copayWord,
  otherWays,
  outcomeWords,
} from "@madoguchi/contract";
import type { Answer } from "@madoguchi/contract";
import { tokyoDate } from "@madoguchi/notation";
import { Button, Icon, Notice } from "@madoguchi/ui";
import { useState } from "react";
import { Temporal } from "temporal-polyfill";
import { DeclarationButton, useDeclaration } from "../declaration/declaration-button.tsx";
import { Countdown, useCountdown } from "../result/countdown.tsx";
import { Coverage } from "../result/coverage.tsx";
import { Person } from "../result/person.tsx";
import { checkedAtWord } from "../result/words.ts";
import { ScreenHeading } from "../shell/screen-heading.tsx";
import { Charge, NextSteps, PatientWords } from "../trouble/guidance.tsx";
import type { OfflineCheck } from "./check-offline.ts";
import { findings, isUsable } from "./words.ts";

type OfflineScreenProps = { check: OfflineCheck; facilityName: string; onNext: () => void };

const TITLE = "オフラインで確認";

/** What card and terminal know, what nobody knows yet, and how the counter goes on meanwhile. */
export function OfflineScreen({ check, facilityName, onNext }: OfflineScreenProps) {
  const { checkedAt, certificate, last, isQueued } = check;
  const { secondsLeft, extend } = useCountdown(onNext);
  const declaration = useDeclaration();
  const [isDeclaring, setDeclaring] = useState(false);
  const { found, open } = findings(certificate);
  const clearing = (
    <div className="rc-clearing">
      <Countdown secondsLeft={secondsLeft} />
      <Button type="button" variant="quiet" onClick={extend}>
        時間を延ばす
      </Button>
    </div>
  );
  if (isDeclaring && declaration !== null) {
    const now = Temporal.Instant.from(checkedAt);
    return (
      <declaration.DeclarationScreen
        facts={declaration.declaredOffline(last, facilityName, now)}
        onBack={() => setDeclaring(false)}
      >
        {clearing}
      </declaration.DeclarationScreen>
    );
  }
  return (
    <main className="rc-main rc-result rc-offline">
      <div className="rc-band" data-tone={isUsable(certificate) ? "warning" : "error"}>
        <Icon name="warning" />
        <ScreenHeading title={TITLE}>{TITLE}</ScreenHeading>
        <p>
          <span className="rc-band-label">確認日時</span>
          {checkedAtWord(checkedAt)}
        </p>
      </div>
      <p className="rc-lead">
        カードと暗証番号を、この端末だけで確かめました。今日の資格は、まだ確かめていません。
      </p>
      <div className="rc-offline-findings">
        <Findings icon="check" title="確かめたこと" texts={found} />
        <Findings icon="question" title="確かめられないこと" texts={open} />
      </div>
      {last !== null && <LastAnswer last={last} checkedAt={checkedAt} />}
      <div className="rc-guidance">
        <PatientWords>
          ただいま通信ができません。カードは確かめましたので、保険は別の方法で確認させてください。
        </PatientWords>
        <NextSteps steps={otherWays} />
      </div>
      <Charge>{chargeOnPapers(copayOfAnyAge)}</Charge>
      {declaration !== null && (
        <DeclarationButton
          onOpen={() => {
            extend();
            setDeclaring(true);
          }}
        />
      )}
      {isQueued ? (
        <Notice title="この確認を端末に記録しました（送信待ち）">
          <p>つながると自動で送り、答えを「今日の一覧」に出します。電源を切っても消えません。</p>
        </Notice>
      ) : (
        <Notice tone="error" title="この確認を端末に記録できませんでした">
          <p>ディスクがいっぱいか、保存が許されていません。お名前と時刻を紙に控えてください。</p>
        </Notice>
      )}
      <div className="rc-actions">
        <Button type="button" size="large" onClick={onNext}>
          次の患者さん
        </Button>
        <Button type="button" size="large" variant="secondary" onClick={() => window.print()}>
          <Icon name="print" />
          印刷
        </Button>
        {clearing}
      </div>
    </main>
  );
}

type FindingsProps = { icon: "check" | "question"; title: string; texts: readonly string[] };

function Findings({ icon, title, texts }: FindingsProps) {
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <ul>
        {texts.map((text) => (
          <li key={text}>
            <Icon name={icon} />
            {text}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Of this card, from before. It must not be taken for today's. */
function LastAnswer({ last, checkedAt }: { last: Answer; checkedAt: string }) {
  const today = tokyoDate(Temporal.Instant.from(checkedAt));
  const then = tokyoDate(Temporal.Instant.from(last.checkedAt));
  const { days } = then.until(today);
  const age = days === 0 ? "今日" : `${days}日前`;
  return (
    <section className="rc-offline-last" aria-label="前回の資格">
      <h2>
        前回（{age}）の資格：{outcomeWords[last.outcome]}
      </h2>
      <Notice tone="warning" title="今日の資格ではありません。">
        <p>
          {checkedAtWord(last.checkedAt)}
          の答えです。会計の前に、変わっていないか患者さんにお尋ねください。
        </p>
      </Notice>
      {last.person !== null && <Person person={last.person} asOf={today.toString()} />}
      {last.outcome === "valid" && last.coverages[0] !== undefined && (
        <p>前回の負担割合：{copayWord(chargedTenths(last.coverages[0]))}</p>
      )}
      {last.coverages.map((coverage) => (
        <Coverage
          key={`${coverage.insurerNumber}/${coverage.symbol}/${coverage.number}/${coverage.branch}`}
          coverage={coverage}
          consents={last.consents}
          stands={false}
        />
      ))}
    </section>
  );
}
