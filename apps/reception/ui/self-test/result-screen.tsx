import { Button, ButtonRow, DescriptionList, Icon, Table } from "@madoguchi/ui";
import type { ReactNode } from "react";
import type { Report } from "../../self-test/index.ts";
import { ScreenHeading } from "../shell/screen-heading.tsx";
import { Reasons } from "./reasons.tsx";
import { TakeAway } from "./take-away.tsx";
import { gradeLook, verdictLook } from "./words.ts";

type ResultScreenProps = {
  report: Report;
  backWord: string;
  onAgain: () => void;
  onLeave: () => void;
};

/** The verdict, why, what to do; then everything a support desk asks for. It prints on one sheet. */
export function ResultScreen({ report, backWord, onAgain, onLeave }: ResultScreenProps) {
  const { verdict, verdictWord, madeAt, steps, catalogue, facts, exchanges } = report;
  const { tone, icon } = verdictLook[verdict.kind];
  // What the person most likely wants next comes first.
  const usable = verdict.kind === "usable" || verdict.kind === "usable-with-care";
  const look = (first: boolean) =>
    ({ type: "button", size: "large", variant: first ? "primary" : "secondary" }) as const;
  const back = (
    <Button key="back" {...look(usable)} onClick={onLeave}>
      {backWord}
    </Button>
  );
  const again = (
    <Button key="again" {...look(!usable)} onClick={onAgain}>
      もう一度調べる
    </Button>
  );
  return (
    <main className="rc-main rc-test rc-test-result">
      <p className="rc-test-title">{report.title}</p>
      <div className="rc-band" data-tone={tone}>
        <Icon name={icon} />
        <ScreenHeading title={verdictWord}>{verdictWord}</ScreenHeading>
        <p>
          <span className="rc-band-label">調べた日時</span>
          {madeAt}
        </p>
      </div>
      <Reasons reasons={verdict.reasons} />
      <Part heading="調べたこと">
        <Table
          caption="調べたこと"
          hideCaption
          columns={[
            { key: "label", header: "項目", cell: ({ label }) => label, rowHeader: true },
            { key: "grade", header: "判定", cell: (step) => <GradeWord {...step} /> },
            { key: "result", header: "結果", cell: ({ result }) => result },
          ]}
          rows={steps}
          rowKey={({ label }) => label}
        />
      </Part>
      {catalogue.length > 0 && (
        <Part heading="分かっている機種の一覧">
          {catalogue.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </Part>
      )}
      <Part heading="機器と端末">
        <DescriptionList items={facts.map(([term, detail]) => ({ term, detail }))} />
      </Part>
      {exchanges.length > 0 && (
        <Part heading="カードとのやりとり">
          <p>お問い合わせのときの資料です。カードの内容は含みません。</p>
          <ul className="rc-test-exchanges">
            {exchanges.map((line, index) => (
              <li key={`${index}/${line}`}>{line}</li>
            ))}
          </ul>
        </Part>
      )}
      <TakeAway report={report} />
      <ButtonRow sticky>{usable ? [back, again] : [again, back]}</ButtonRow>
    </main>
  );
}

function Part({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <section className="rc-test-part">
      <h2>{heading}</h2>
      {children}
    </section>
  );
}

function GradeWord({ grade, gradeWord }: Report["steps"][number]) {
  return (
    <span className="rc-test-grade" data-grade={grade}>
      <Icon name={gradeLook[grade].icon} />
      {gradeWord}
    </span>
  );
}
