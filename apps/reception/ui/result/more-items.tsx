/** The items of an answer that a counter seldom needs, folded away: nobody beside the desk reads an address in passing. */
import { classificationWords, limitWords } from "@madoguchi/contract";
import type { CoverageAnswer, PersonAnswer } from "@madoguchi/contract";
import { formatPostalCode } from "@madoguchi/notation";
import { Details } from "@madoguchi/ui";
import { Fact } from "./fact.tsx";
import { dateWord } from "./words.ts";

type Item = readonly [label: string, value: string | null | undefined];

export function MoreOfPerson({ person }: { person: PersonAnswer }) {
  return (
    <More
      summary="住所などの項目"
      items={[
        ["氏名（その他）", person.nameOther],
        ["フリガナ（その他）", person.kanaOther],
        ["郵便番号", person.postalCode && formatPostalCode(person.postalCode)],
        ["住所", person.address],
      ]}
    />
  );
}

export function MoreOfCoverage({ coverage }: { coverage: CoverageAnswer }) {
  const { classification, issuedOn, validFrom, limitCertificate, elderlyCertificate } = coverage;
  return (
    <More
      summary="交付日などの項目"
      items={[
        ["被保険者証区分", classification && classificationWords[classification]],
        ["証の交付日", dayOf(issuedOn)],
        ["有効開始", dayOf(validFrom)],
        ...(limitCertificate
          ? ([
              [
                `${limitWords[limitCertificate.classification]}の交付日`,
                dayOf(limitCertificate.issuedOn),
              ],
              ["長期入院の該当日", dayOf(limitCertificate.longTermFrom)],
            ] as const)
          : []),
        ...(elderlyCertificate
          ? ([["高齢受給者証の交付日", dayOf(elderlyCertificate.issuedOn)]] as const)
          : []),
      ]}
    />
  );
}

/** What a center does not tell at all is not shown as absent. */
function More({ summary, items }: { summary: string; items: readonly Item[] }) {
  const told = items.flatMap(([label, value]) => (value === undefined ? [] : [{ label, value }]));
  return told.every(({ value }) => value === null) ? null : (
    <div className="rc-more">
      <Details summary={summary}>
        <dl className="rc-more-facts">
          {told.map(({ label, value }) => (
            <Fact key={label} label={label} value={value} />
          ))}
        </dl>
      </Details>
    </div>
  );
}

function dayOf(day: string | null | undefined): string | null | undefined {
  return day && dateWord(day);
}
