import { mailTemplate } from "@madoguchi/platform";
import { callCenterLines, exampleReturn, returnLines } from "./letters.ts";
import type { SaidReturn } from "./letters.ts";
import type { Correction } from "./queue.ts";

type About = {
  /** Some days before the deadline of the correction, or on its last day. */
  readonly which: "before" | "on";
  readonly facilityName: string;
  readonly correction: Pick<Correction, "title" | "fieldLabels" | "after">;
  readonly returned: SaidReturn;
  readonly page: string;
};

export const reminderMail = mailTemplate({
  name: "correction.reminded",
  when: "直しの期限が近いとき、期限の日",
  to: "施設の担当者",
  write: ({ which, facilityName, correction, returned, page }: About) => ({
    subject:
      which === "on"
        ? `【窓口】${correction.title}の直しは今日までです`
        : `【窓口】${correction.title}の直しの期限が近づいています`,
    text: [
      `${facilityName} 御中`,
      "",
      `${correction.title}の直しが、まだ提出されていません。`,
      "",
      ...returnLines(returned, correction),
      "",
      "次のページで直して、もう一度提出してください。",
      page,
      "",
      ...callCenterLines,
    ].join("\n"),
  }),
  examples: (example, write) =>
    (["before", "on"] as const).map((which) =>
      write({
        which,
        facilityName: example.facilityName,
        correction: { title: "利用申請", fieldLabels: { plan: "運用開始の予定日" }, after: [] },
        returned: exampleReturn(example, "plan"),
        page: `${example.publicUrl}/usage-application`,
      }),
    ),
});
