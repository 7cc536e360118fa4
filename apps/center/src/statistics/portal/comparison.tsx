/** The facility's figures beside the medians of facilities of its kind. */
import { prefectureByCode } from "@madoguchi/notation";
import { Table } from "@madoguchi/ui";
import type { Temporal } from "temporal-polyfill";
import type { FacilityActor } from "../../accounts/index.ts";
import type { Activity } from "../../eligibility/index.ts";
import { facilityKindName } from "../../facilities/index.ts";
import { FEWEST } from "../rules/anonymous.ts";
import { metricKeys, metrics, metricsOf, metricText } from "../rules/figures.ts";
import type { Metric } from "../rules/figures.ts";
import { COMPARED_DAYS, lastFullMonth } from "../rules/period.ts";
import type { Median } from "../store/comparison.ts";
import type { MonthOfUse } from "../store/patients.ts";

type ComparisonProps = {
  actor: FacilityActor;
  prefectureCode: string;
  compared: readonly Activity[];
  medians: readonly Median[];
  months: readonly MonthOfUse[];
  today: Temporal.PlainDate;
};

export function Comparison(props: ComparisonProps) {
  const { actor, prefectureCode, compared, medians, months, today } = props;
  const own = ownFigures(compared, months, today);
  const prefecture = prefectureByCode(prefectureCode)?.name ?? "同じ都道府県";
  const median = (metric: Metric, code: string): string => {
    const found = medians.find((each) => each.metric === metric && each.prefectureCode === code);

    return found ? metricText(metric, found.median) : "表示しません";
  };

  return (
    <>
      <p>
        昨日までの{COMPARED_DAYS}日間を、同じ種類の施設（{facilityKindName(actor.facilityKind)}
        ）の中央値と比べます。利用率は先月分です。
      </p>
      <Table
        caption="ほかの施設との比較"
        hideCaption
        columns={[
          {
            key: "metric",
            header: "比べること",
            rowHeader: true,
            cell: (key) => metrics[key].name,
          },
          {
            key: "own",
            header: "この施設",
            numeric: true,
            cell: (key) => {
              const value = own[key];

              return value === null ? "なし" : metricText(key, value);
            },
          },
          {
            key: "prefecture",
            header: prefecture,
            numeric: true,
            cell: (key) => median(key, prefectureCode),
          },
          { key: "country", header: "全国", numeric: true, cell: (key) => median(key, "") },
        ]}
        rows={metricKeys}
        rowKey={(key) => key}
      />
      <p>
        施設が特定されないように、{FEWEST + 1}施設以上の集まりだけを表示します。
        ほかの数字との差から少ない施設がわかるときも、表示しません。
      </p>
    </>
  );
}

function ownFigures(
  compared: readonly Activity[],
  months: readonly MonthOfUse[],
  today: Temporal.PlainDate,
): Readonly<Record<Metric, number | null>> {
  const figures = metricsOf(compared);
  const month = months.find((each) => each.month.equals(lastFullMonth(today)));

  return {
    perDay: figures?.perDay ?? null,
    validShare: figures?.validShare ?? null,
    visualShare: figures?.visualShare ?? null,
    problemShare: figures?.problemShare ?? null,
    cardUse: month ? (100 * month.byCard) / month.patients : null,
  };
}
