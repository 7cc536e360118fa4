/** Days and times as the eligibility file writes them, Asia/Tokyo. */
import { TOKYO } from "@madoguchi/notation";
import type { Temporal } from "temporal-polyfill";

/** 「2026-11-22」 → 「20261122」 */
export function compactDay(iso: string): string {
  return iso.replaceAll("-", "");
}

/** 「20261122090400」 */
export function compactTime(instant: Temporal.Instant): string {
  const { year, month, day, hour, minute, second } = instant.toZonedDateTimeISO(TOKYO);
  const rest = [month, day, hour, minute, second].map((part) => String(part).padStart(2, "0"));

  return `${year}${rest.join("")}`;
}
