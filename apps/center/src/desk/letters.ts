/** What stands in the mails of every work: what is to be mended and until when, why something was refused and what can be done. */
import { formatDate } from "@madoguchi/notation";
import type { MailExample } from "@madoguchi/platform";
import type { Config } from "../config.ts";
import type { Correction } from "./queue.ts";
import { lastDayOf, WHOLE } from "./rules/returns.ts";
import type { Reason, Return, SaidPoint } from "./store/returns.ts";

export const callCenterLines: readonly string[] = [
  "ご不明な点は、オンライン資格確認等コールセンターへお問い合わせください。",
  "電話：0800-080-4583（通話無料）",
  "平日 8:00〜18:00、土曜日 8:00〜16:00（祝日を除く）",
];

export function returnLines(
  { points, deadline }: SaidReturn,
  { fieldLabels, after }: Pick<Correction, "fieldLabels" | "after">,
): readonly string[] {
  const whole = points.filter(({ field }) => field === WHOLE);
  const marked = points.filter(({ field }) => field !== WHOLE);

  return [
    ...whole.flatMap((point) => ["直しをお願いする理由：", ...saidLines(point), ""]),
    ...(marked.length > 0
      ? [
          "直す項目：",
          ...marked.map(
            ({ field, words, message }) =>
              `・${fieldLabels[field] ?? field}：${message === "" ? words : message}`,
          ),
          "",
        ]
      : []),
    `直しの期限：${formatDate(lastDayOf(deadline))}まで`,
    ...after,
  ];
}

/** The meaning of the code, the official's own words, what to do. */
export function saidLines({ words, message, advice }: SaidPoint): readonly string[] {
  return [words, ...message.split("\n"), advice].filter((line) => line !== "");
}

export type Refusal = {
  readonly reason: Pick<Reason, "words" | "advice"> | null;
  readonly text: string;
};

/** What every return says. */
export type SaidReturn = Pick<Return, "points" | "deadline">;

export function refusalLines(
  { reason, text }: Refusal,
  objection: Config["objection"],
  again: readonly string[],
): readonly string[] {
  return [
    ...(reason ? [reason.words] : []),
    ...text.split("\n"),
    ...(reason ? [reason.advice] : []),
    "",
    ...again,
    "",
    ...objectionLines(objection),
  ];
}

/** 行政不服審査法: to whom, within which time, how. */
export function objectionLines({ to, address }: Config["objection"]): readonly string[] {
  return [
    "この決定に不服があるとき（審査請求）：",
    `・あて先：${to}`,
    `・送り先：${address}`,
    "・期限：この決定を知った日の翌日から3か月以内",
    "・ただし、決定の翌日から1年を過ぎるとできません。",
    "・方法：審査請求書を、郵送か持参で出します。",
    "・審査請求書に書くこと：氏名と住所、決定の日付と内容、知った日、不服の理由",
    "審査請求とは別に、裁判所に取消しを求めることもできます。",
  ];
}

/** For examples of mails. */
export function exampleReturn({ at }: MailExample, field: string): SaidReturn {
  const point = {
    field,
    code: "unclear",
    words: "内容を読み取れません。",
    message: "はっきり読めるものに替えてください。",
    advice: "",
  };

  return {
    points: [point, { ...point, field: WHOLE, advice: "直したあと、もう一度提出してください。" }],
    deadline: at.add({ hours: 24 * 14 }),
  };
}

export const exampleRefusal: Refusal = {
  reason: {
    words: "対象となる施設であることを確かめられませんでした。",
    advice: "地方厚生局の名簿の記載をご確認ください。",
  },
  text: "届け出の内容と名簿が違います。",
};
