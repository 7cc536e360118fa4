/** On the page of a case: what the rule found, what came of it, and that no person decided. */
import { formatDateTime } from "@madoguchi/notation";
import { DescriptionList, Details, Section, StatusBadge } from "@madoguchi/ui";
import { conditionNames } from "./rules.ts";
import type { StraightVersion } from "./rules.ts";
import type { Judgment } from "./store.ts";
import { STRAIGHT } from "./words.ts";

export type Judged = { readonly judgment: Judgment; readonly terms: StraightVersion };

type StraightSectionProps = Judged & {
  /** Whether what holds of the case now, or will hold soon, is what the rule decided. */
  readonly isByRule: boolean;
};

export function StraightSection({ judgment, terms, isByRule }: StraightSectionProps) {
  const { judgedAt, findings, seed, drawn, aboutId } = judgment;

  return (
    <Section heading="自動の審査">
      <p>{outcomeWords(judgment, isByRule)}</p>
      <DescriptionList
        items={findings.map(({ key, holds, evidence }) => ({
          term: conditionNames[key],
          detail: (
            <>
              <StatusBadge tone={holds ? "success" : "warning"}>
                {holds ? "満たす" : "満たさない"}
              </StatusBadge>
              <br />
              {evidence}
            </>
          ),
        }))}
      />
      <p>
        {formatDateTime(judgedAt)}に、
        <a href={STRAIGHT}>自動の承認の決まり（第{terms.version}版）</a>で確かめました。
      </p>
      <Details summary={`抜取りのくじ：${drawn}番`}>
        <p>
          0から99までのくじで、{terms.samplePercent}より小さいと、満たしていても人が審査します。
        </p>
        <p>
          番号は、「種:識別番号」のSHA-256の先頭4バイトを数として読み、100で割った余りです。だれでも計算し直せます。
        </p>
        <DescriptionList
          items={[
            { term: "種", detail: <code>{seed}</code> },
            { term: "識別番号", detail: <code>{aboutId}</code> },
          ]}
        />
      </Details>
    </Section>
  );
}

function outcomeWords({ leftBecause }: Judgment, isByRule: boolean): string {
  switch (leftBecause) {
    case "rules":
      return "満たさない条件があるため、人が審査します。";
    case "sample":
      return "条件をすべて満たしますが、抜取りのくじに当たったため、人が審査します。";
    case "official":
      return "条件をすべて満たしますが、担当者が扱っていたため、人が審査します。";
    case null:
      return isByRule
        ? "条件をすべて満たしたため、決まりに沿って承認しました。人は決めていません。"
        : "条件をすべて満たしましたが、自動の承認は、効力が生じる前に人が止めました。";
  }
}
