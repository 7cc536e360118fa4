/** When the call centre answers, as the ministry's guide prints it: weekdays 8–18, Saturdays 8–16, never on holidays. */
import holidayJp from "@holiday-jp/holiday_jp";
import { TOKYO, formatDate } from "@madoguchi/notation";
import { Temporal } from "temporal-polyfill";

const OPENS = 8;
const WEEKDAYS_CLOSE = 18;
const SATURDAYS_CLOSE = 16;
const SATURDAY = 6;

export type Answering =
  | { readonly open: true; readonly until: number }
  | { readonly open: false; readonly on: Temporal.PlainDate; readonly today: boolean };

/** Days on which it stays closed beside Sundays and holidays, both included: 年末年始 and the like. */
export type Closing = {
  readonly fromOn: Temporal.PlainDate;
  readonly untilOn: Temporal.PlainDate;
  readonly reason: string;
};

/** How many days before it begins a closing is told. */
const TOLD_DAYS = 30;

export type Holiday = { readonly date: Temporal.PlainDate; readonly name: string };

/** National holidays (国民の祝日) from a day on, as the library knows them. */
export function holidaysFrom(from: Temporal.PlainDate, until: Temporal.PlainDate): Holiday[] {
  return Object.values(holidayJp.holidays)
    .map(({ date, name }) => ({ date: Temporal.PlainDate.from(date), name }))
    .filter(({ date }) => !isBefore(date, from) && !isBefore(until, date));
}

function isBefore(left: Temporal.PlainDate, right: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(left, right) < 0;
}

function isClosed(closings: readonly Closing[], date: Temporal.PlainDate): boolean {
  return closings.some(
    ({ fromOn, untilOn }) => !isBefore(date, fromOn) && !isBefore(untilOn, date),
  );
}

/** The hour at which it closes on that day; null when it does not open. */
export function closingHour(
  date: Temporal.PlainDate,
  closings: readonly Closing[] = [],
): number | null {
  const isHoliday = Object.hasOwn(holidayJp.holidays, date.toString());
  if (date.dayOfWeek > SATURDAY || isHoliday || isClosed(closings, date)) return null;

  return date.dayOfWeek === SATURDAY ? SATURDAYS_CLOSE : WEEKDAYS_CLOSE;
}

export function answering(now: Temporal.Instant, closings: readonly Closing[] = []): Answering {
  const local = now.toZonedDateTimeISO(TOKYO);
  const today = local.toPlainDate();
  const closes = closingHour(today, closings);
  if (closes !== null && local.hour < closes) {
    return local.hour >= OPENS
      ? { open: true, until: closes }
      : { open: false, on: today, today: true };
  }
  let next = today.add({ days: 1 });
  while (closingHour(next, closings) === null) next = next.add({ days: 1 });

  return { open: false, on: next, today: false };
}

/** 「12月29日から1月3日まで休みます（年末年始）。」, of closings that last or begin soon. */
export function closingWords(now: Temporal.Instant, closings: readonly Closing[]): string[] {
  const today = now.toZonedDateTimeISO(TOKYO).toPlainDate();

  return closings
    .filter(
      ({ fromOn, untilOn }) =>
        !isBefore(untilOn, today) && !isBefore(today.add({ days: TOLD_DAYS }), fromOn),
    )
    .map(({ fromOn, untilOn, reason }) =>
      fromOn.equals(untilOn)
        ? `${formatDate(fromOn)}は休みます（${reason}）。`
        : `${formatDate(fromOn)}から${formatDate(untilOn)}まで休みます（${reason}）。`,
    );
}

export function answeringWords(now: Temporal.Instant, closings: readonly Closing[] = []): string {
  const state = answering(now, closings);
  if (state.open) return `ただいま受付中です（${state.until}:00まで）。`;

  return state.today
    ? `ただいま受付時間外です。本日${OPENS}:00から受け付けます。`
    : `ただいま受付時間外です。次は${formatDate(state.on)}${OPENS}:00から受け付けます。`;
}
