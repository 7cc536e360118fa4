/** The life of a payment and of the batch it goes to the bank with. */
import holidayJp from "@holiday-jp/holiday_jp";
import { Temporal } from "temporal-polyfill";

/** `bounced`: 組戻し or 振込不能; the money is the programme's again. */
export const paymentStates = {
  due: "振込待ち",
  batched: "振込の手続き中",
  paid: "振込済み",
  bounced: "振込できず",
  cancelled: "取消し",
} as const;
export type PaymentState = keyof typeof paymentStates;

export const batchStates = {
  made: "もう1人の確認待ち",
  approved: "銀行の結果待ち",
  withdrawn: "取下げ",
  settled: "完了",
} as const;
export type BatchState = keyof typeof batchStates;

/** Every event that a state knows; what is not here cannot happen. Money that came back is paid by another payment. */
export const paymentTransitions = {
  due: { batch: "batched", cancel: "cancelled" },
  batched: { withdraw: "due", pay: "paid", bounce: "bounced" },
  paid: { recall: "bounced" },
  bounced: {},
  cancelled: {},
} as const satisfies Readonly<Record<PaymentState, Readonly<Record<string, PaymentState>>>>;

export const batchTransitions: Readonly<
  Record<BatchState, Readonly<Partial<Record<"approve" | "withdraw" | "settle", BatchState>>>>
> = {
  made: { approve: "approved", withdraw: "withdrawn" },
  approved: { settle: "settled" },
  withdrawn: {},
  settled: {},
};

type BatchFacts = { readonly state: BatchState; readonly madeBy: string };

export type BatchRefusal = "not-found" | "not-in-this-state" | "made-by-you";

export const canBatch = {
  /** Four eyes: whoever made it does not let it out. */
  approve(official: { readonly id: string }, { state, madeBy }: BatchFacts): true | BatchRefusal {
    if (!batchTransitions[state].approve) return "not-in-this-state";

    return official.id === madeBy ? "made-by-you" : true;
  },
  /** Until it has gone to the bank. */
  withdraw({ state }: Pick<BatchFacts, "state">): true | BatchRefusal {
    return batchTransitions[state].withdraw ? true : "not-in-this-state";
  },
  settle({ state }: Pick<BatchFacts, "state">): true | BatchRefusal {
    return batchTransitions[state].settle ? true : "not-in-this-state";
  },
};

/** What stands against a day of transfer. */
export function transferDayProblem(
  day: Temporal.PlainDate,
  today: Temporal.PlainDate,
): string | null {
  if (Temporal.PlainDate.compare(day, today) <= 0) {
    return "振込日は、あすより後の日を入力してください。";
  }
  // The file carries month and day only, so that a day a year ahead could be read as this year's.
  if (Temporal.PlainDate.compare(day, today.add({ months: 3 })) > 0) {
    return "振込日は、3か月より先にはできません。";
  }

  return isBankDay(day) ? null : "振込日が銀行の休みの日です。平日を入力してください。";
}

function isBankDay(day: Temporal.PlainDate): boolean {
  const newYear = (day.month === 12 && day.day === 31) || (day.month === 1 && day.day <= 3);

  return day.dayOfWeek <= 5 && !newYear && !Object.hasOwn(holidayJp.holidays, day.toString());
}
