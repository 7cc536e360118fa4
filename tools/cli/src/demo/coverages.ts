/** What is registered for the fourteen people of the demo, so that each card shows what its title promises. */
import type { seeding } from "@madoguchi/center";
import { checkDigit } from "@madoguchi/notation";
import { Temporal } from "temporal-polyfill";
import { insurerNamed } from "./insurers.ts";
import type { DemoPerson } from "./people.ts";
import { stableId } from "./stable-id.ts";

type Registered = Omit<seeding.CoverageRow, "id" | "personId">;

/** @param today on which the titles are true; most stay true for years */
export function demoCoverages(
  person: DemoPerson,
  today: Temporal.PlainDate,
): seeding.CoverageRow[] {
  return registered(person, today).map((coverage, index) => ({
    ...coverage,
    id: stableId(`coverage:${person.id}:${index}`),
    personId: demoPersonId(person.id),
  }));
}

export function demoPersonId(id: string): string {
  return stableId(`person:${id}`);
}

function registered(person: DemoPerson, today: Temporal.PlainDate): Registered[] {
  const year = benefitYear(today);
  switch (person.id) {
    case "employee":
      return [{ ...association, symbol: "12345678", number: "901", insuredName: person.name }];
    case "child":
      return [
        {
          ...society("自動車", "118", "20457"),
          branch: "03",
          relationship: "dependent",
          insuredName: "佐藤　拓海",
          qualifiedOn: person.birthDate,
          validFrom: person.birthDate,
          copayTenths: 2,
          preschool: true,
        },
      ];
    case "late-elderly": {
      const from = Temporal.PlainDate.from(person.birthDate).add({ years: 75 }).toString();
      return [
        {
          ...usual,
          insurerNumber: insurerNamed("39", "東京都").number,
          number: `1234567${checkDigit("1234567")}`,
          branch: null,
          insuredName: null,
          qualifiedOn: from,
          validFrom: year.validFrom > from ? year.validFrom : from,
          validTo: year.validTo,
          copayTenths: 1,
        },
      ];
    }
    case "elderly":
      return [
        {
          ...town("見本市", "4821"),
          insuredName: person.name,
          copayTenths: 2,
          elderlyCertificate: { copayTenths: 2, ...year },
        },
      ];
    case "limit-and-disease":
      return [
        {
          ...society("製薬", "36", "7712"),
          insuredName: person.nameAtInsurer ?? person.name,
          limitCertificate: { classification: "01", category: "ウ", ...year },
          specificDiseases: [
            { disease: "1", validFrom: "2022-06-01", validTo: null, selfPay: 10_000 },
          ],
        },
      ];
    case "inactive":
      return [{ ...society("鉄道", "52", "3309"), ...lost(today.subtract({ days: 52 }), "99") }];
    case "inactive-new-coverage": {
      const begins = nextApril(today).toString();
      return [
        { ...town("例題市", "60713"), ...lost(today.subtract({ days: 9 }), "03") },
        { ...society("情報", "8", "1526"), qualifiedOn: begins, validFrom: begins },
      ];
    }
    case "no-coverage":
      return [];
    case "several-coverages":
      return [
        { ...town("窓口市", "25190"), insuredName: person.name },
        { ...society("百貨店", "204", "518"), insuredName: person.name },
      ];
    case "expiring-certificate":
      return [{ ...town("試験市", "33871"), insuredName: person.name }];
    case "expired-certificate":
      return [
        {
          ...usual,
          insurerNumber: insurerNamed("32", "架空県").number,
          symbol: "架県",
          number: "84406",
          insuredName: person.name,
        },
      ];
    case "first-use":
      return [{ ...association, symbol: "31240561", number: "728", insuredName: person.name }];
    case "next-generation":
      return [{ ...society("情報", "8", "2740"), insuredName: person.name }];
    default:
      return [{ ...association, symbol: "21430987", number: "46", insuredName: person.name }];
  }
}

const usual = {
  symbol: null,
  branch: "00",
  relationship: "insured",
  insuredName: null,
  qualifiedOn: "2021-04-01",
  disqualifiedOn: null,
  lossReason: null,
  validFrom: "2021-04-01",
  validTo: null,
  copayTenths: 3,
  preschool: false,
  elderlyCertificate: null,
  limitCertificate: null,
  specificDiseases: [],
} satisfies Omit<Registered, "insurerNumber" | "number">;

const association = { ...usual, insurerNumber: insurerNamed("01", "東京").number };

function society(trade: string, symbol: string, number: string) {
  return { ...usual, insurerNumber: insurerNamed("06", trade).number, symbol, number };
}

function town(name: string, number: string) {
  return { ...usual, insurerNumber: insurerNamed("", name).number, symbol: "国", number };
}

function lost(on: Temporal.PlainDate, lossReason: "03" | "99") {
  return { disqualifiedOn: on.toString(), lossReason };
}

/** Certificates that depend on income run from 1 August to 31 July. */
export function benefitYear(today: Temporal.PlainDate): { validFrom: string; validTo: string } {
  const start = today.month >= 8 ? today.year : today.year - 1;
  return { validFrom: `${start}-08-01`, validTo: `${start + 1}-07-31` };
}

/** The start of a fiscal year that is at least two months away, so that the title stays true for a while. */
function nextApril(today: Temporal.PlainDate): Temporal.PlainDate {
  const earliest = today.add({ months: 2 });
  const april = earliest.with({ month: 4, day: 1 });
  return Temporal.PlainDate.compare(april, earliest) < 0 ? april.add({ years: 1 }) : april;
}
