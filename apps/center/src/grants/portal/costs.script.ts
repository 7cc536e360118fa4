/** The running total beside the lines, by the very function that decides it. Rows that nobody can read yet do not count. */
import { formatYen, parseYen } from "@madoguchi/notation";
import "../../shell/enhance.ts";
import { grantAmount } from "../rules/amount.ts";
import type { AmountRules, Cost } from "../rules/amount.ts";
import { isTax } from "../rules/tax.ts";

const place = document.querySelector<HTMLElement>("[data-amount-rules]");
const form = place?.closest("form");
if (place && form) {
  // As this server wrote it.
  const rules: AmountRules = JSON.parse(place.dataset["amountRules"] ?? "{}");
  const total = () => show(place, rules, linesOf(new FormData(form)));
  form.addEventListener("input", total);
  // A browser may have put back what was typed.
  total();
}

function linesOf(data: FormData): Cost[] {
  const rows = Number(data.get("rows"));

  return Array.from({ length: rows }, (_, row) => row).flatMap((row) => {
    const value = (field: string) => String(data.get(`lines.${row}.${field}`) ?? "");
    const amount = parseYen(value("amountYen"));
    const other = parseYen(value("otherYen"));
    const otherYen = other.ok ? other.value : 0;
    const [item, tax] = [value("item"), value("tax")];
    if (!amount.ok || item === "" || otherYen > amount.value) return [];

    return [{ item, amountYen: amount.value, otherYen, tax: isTax(tax) ? tax : null }];
  });
}

function show(place: HTMLElement, rules: AmountRules, lines: readonly Cost[]): void {
  const worked = grantAmount(rules, lines);
  const write = (name: string, text: string) =>
    place.querySelector(`[data-amount="${name}"]`)?.replaceChildren(text);
  place.hidden = lines.length === 0;
  write("count", String(lines.length));
  write("amount", formatYen(worked.amountYen));
  write("total", formatYen(worked.totalYen));
  const advice = place.querySelector<HTMLElement>('[data-amount="advice"]');
  if (advice) {
    advice.hidden = worked.advice === null;
    advice.querySelector("strong")?.replaceChildren(worked.advice ?? "");
  }
  for (const [index, row] of [...place.querySelectorAll("tbody tr")].entries()) {
    const step = worked.steps[index];
    const [label, note, yen] = row.children;
    if (!step) continue;
    label?.replaceChildren(step.label);
    note?.replaceChildren(step.note);
    yen?.replaceChildren(formatYen(step.yen));
  }
}
