/** When the call centre answers, as the ministry's guide prints it: weekdays 8–18, Saturdays 8–16, never on holidays. */
import holidayJp from "@holiday-jp/holiday_jp";
import { TOKYO, formatDate } from "@madoguchi/notation";
import type { Temporal } from "temporal-polyfill";

const OPENS = 8;
const WEEKDAYS_CLOSE = 18;
const SATURDAYS_CLOSE = 16;
const SATURDAY = 6;

export type Answering =
  | { readonly open: true; readonly until: number }
  | { readonly open: false; readonly on: Temporal.PlainDate; readonly today: boolean };

/** The hour at which it closes on that day; null when it does not open. */
export function closingHour(date: Temporal.PlainDate): number | null {
  if (date.dayOfWeek > SATURDAY || Object.hasOwn(holidayJp.holidays, date.toString())) return null;

  return date.dayOfWeek === SATURDAY ? SATURDAYS_CLOSE : WEEKDAYS_CLOSE;
}

export function answering(now: Temporal.Instant): Answering {
  const local = now.toZonedDateTimeISO(TOKYO);
  const today = local.toPlainDate();
  const closes = closingHour(today);
  if (closes !== null && local.hour < closes) {
    return local.hour >= OPENS
      ? { open: true, until: closes }
      : { open: false, on: today, today: true };
  }
  let next = today.add({ days: 1 });
  while (closingHour(next) === null) next = next.add({ days: 1 });

  return { open: false, on: next, today: false };
}

export function answeringWords(now: Temporal.Instant): string {
  const state = answering(now);
  if (state.open) return `ただいま受付中です（${state.until}:00まで）。`;

  return state.today
    ? `ただいま受付時間外です。本日${OPENS}:00から受け付けます。`
    : `ただいま受付時間外です。次は${formatDate(state.on)}${OPENS}:00から受け付けます。`;
}
