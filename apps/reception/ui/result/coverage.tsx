import {
  chargedTenths,
  copayWord,
  diseaseWords,
  limitWords,
  lossWords,
  relationshipWords,
} from "@madoguchi/contract";
import type { Consents, ConsentScope, CoverageAnswer } from "@madoguchi/contract";
import { formatYen } from "@madoguchi/notation";
import { Fact } from "./fact.tsx";
import { MoreOfCoverage } from "./more-items.tsx";
import { dateWord, periodWord } from "./words.ts";

type CoverageProps = {
  coverage: CoverageAnswer;
  /** Undefined for a center that tells everything. */
  consents: Consents | undefined;
  /** Whether this is what to charge by. An ended coverage and a candidate among several are not. */
  stands: boolean;
};

/** One coverage: what to charge, large, and the items of the insurance in the order of the eligibility answer. */
export function Coverage({ coverage, consents, stands }: CoverageProps) {
  const { insurerName, insurerNumber, symbol, number, branch, insuredName } = coverage;
  return (
    <section className="rc-coverage" aria-label={`${insurerName}の資格`}>
      {stands && <Copay coverage={coverage} />}
      <dl className="rc-facts">
        <Fact label="保険者番号" value={insurerNumber} />
        <Fact label="保険者名" value={insurerName} />
        <Fact label="記号" value={symbol} />
        <Fact label="番号" value={number} />
        <Fact label="枝番" value={branch} />
        <Fact label="本人・家族の別" value={relationshipWords[coverage.relationship]} />
        {coverage.relationship === "dependent" && (
          <Fact label="被保険者の氏名" value={insuredName} />
        )}
        <Fact label="資格取得" value={dateWord(coverage.qualifiedOn)} />
        {coverage.disqualifiedOn !== null && (
          <Fact
            label="資格喪失"
            value={dateWord(coverage.disqualifiedOn)}
            {...(coverage.lossReason === null ? {} : { note: lossWords[coverage.lossReason] })}
          />
        )}
        <Fact
          label="有効期限"
          value={coverage.validTo === null ? null : dateWord(coverage.validTo)}
        />
      </dl>
      <Certificates coverage={coverage} consents={consents} />
      <MoreOfCoverage coverage={coverage} />
    </section>
  );
}

function Copay({ coverage }: { coverage: CoverageAnswer }) {
  const { preschool } = coverage;
  const tenths = chargedTenths(coverage);
  return (
    <div className="rc-copay">
      <p className="rc-copay-label">自己負担</p>
      <p className="rc-copay-word" data-none={tenths === 0 || undefined}>
        {tenths === 0 ? (
          copayWord(0)
        ) : (
          <>
            <b>{tenths}</b>割
          </>
        )}
      </p>
      {preschool && <p className="rc-copay-note">未就学のお子さん</p>}
    </div>
  );
}

/** What was not agreed to is not shown as absent: nobody here knows whether it is. */
function Certificates({ coverage, consents }: Pick<CoverageProps, "coverage" | "consents">) {
  const isTold = (scope: ConsentScope) =>
    consents === undefined || consents[scope].state === "given";
  const { limitCertificate: limit, specificDiseases, elderlyCertificate: elderly } = coverage;
  return (
    <dl className="rc-certificates">
      {limit === null ? (
        isTold("limitCertificate") && <Fact label="限度額適用認定証" value={null} />
      ) : (
        <Fact
          label={limitWords[limit.classification]}
          value={`区分${limit.category}`}
          note={periodWord(limit.validFrom, limit.validTo)}
        />
      )}
      {specificDiseases.length === 0 && isTold("specificDiseases") && (
        <Fact label="特定疾病療養受療証" value={null} />
      )}
      {specificDiseases.map(({ disease, selfPay, validFrom, validTo }) => (
        <Fact
          key={disease}
          label="特定疾病療養受療証"
          value={`${diseaseWords[disease]} 自己負担限度額${formatYen(selfPay)}`}
          note={periodWord(validFrom, validTo)}
        />
      ))}
      {elderly === null ? (
        <Fact label="高齢受給者証" value={null} />
      ) : (
        <Fact
          label="高齢受給者証"
          value={copayWord(elderly.copayTenths)}
          note={periodWord(elderly.validFrom, elderly.validTo)}
        />
      )}
    </dl>
  );
}
