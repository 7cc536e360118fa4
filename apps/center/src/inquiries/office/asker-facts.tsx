import { isProblemSlug, outcomeWords, problem } from "@madoguchi/contract";
import { formatDateTime, formatPhone } from "@madoguchi/notation";
import { DescriptionList, Section, Table } from "@madoguchi/ui";
import type { Activity } from "../../eligibility/index.ts";
import { facilityKindName } from "../../facilities/index.ts";
import { categories } from "../rules.ts";
import type { OfficeThread } from "./thread.tsx";

/** Who asks, from where, and what their counter met with lately. */
export function AskerFacts({ thread }: { thread: OfficeThread }) {
  const { inquiry, facility, activity, days } = thread;
  const troubles = troublesOf(activity);

  return (
    <>
      <Section heading="尋ねた方">
        <DescriptionList
          items={[
            ...(facility
              ? [
                  { term: "施設", detail: facility.name },
                  { term: "種類", detail: facilityKindName(facility.kind) },
                  { term: "コード", detail: facility.code },
                  { term: "電話", detail: formatPhone(facility.phone) },
                ]
              : [
                  { term: "お名前", detail: inquiry.guestName ?? "" },
                  { term: "メール", detail: inquiry.guestMail ?? "" },
                ]),
            { term: "お問い合わせの種類", detail: categories[inquiry.category] },
            { term: "受け付けた日時", detail: formatDateTime(inquiry.createdAt) },
            { term: "関係するページ", detail: inquiry.relatedPath ?? "なし" },
          ]}
        />
      </Section>
      {facility && (
        <Section heading={`最近${days}日の困りごと`}>
          {troubles.length === 0 ? (
            <p>うまくいかなかった確認はありません。</p>
          ) : (
            <Table
              caption={`最近${days}日に、有効にならなかった確認`}
              hideCaption
              columns={[
                { key: "what", header: "結果・原因", rowHeader: true, cell: ({ what }) => what },
                { key: "count", header: "件数", numeric: true, cell: ({ count }) => `${count}件` },
              ]}
              rows={troubles}
              rowKey={({ what }) => what}
            />
          )}
        </Section>
      )}
    </>
  );
}

type Trouble = { readonly what: string; readonly count: number };

function troublesOf(activity: readonly Activity[]): readonly Trouble[] {
  const counts = new Map<string, number>();
  for (const each of activity) {
    if (each.kind === "outcome" && each.result === "valid") continue;
    const what = wordsOf(each);
    counts.set(what, (counts.get(what) ?? 0) + each.count);
  }

  return Array.from(counts, ([what, count]) => ({ what, count })).toSorted(
    (left, right) => right.count - left.count,
  );
}

function wordsOf(each: Activity): string {
  if (each.kind === "outcome") return outcomeWords[each.result];

  return isProblemSlug(each.result) ? problem(each.result).title : "そのほか";
}
