import { fieldId } from "./field.tsx";
import type { FieldProps } from "./field.tsx";
import { Fieldset } from "./fieldset.tsx";

const parts = [
  { part: "year", unit: "年", width: 4 },
  { part: "month", unit: "月", width: 2 },
  { part: "day", unit: "日", width: 2 },
] as const;

export type DatePart = (typeof parts)[number]["part"];

type DateFieldsProps = Omit<FieldProps, "value" | "autoComplete" | "inputMode"> & {
  /** As typed. The form sends `name.year`, `name.month` and `name.day`. */
  value?: Partial<Record<DatePart, string | undefined>> | undefined;
  /** Which of the three are wrong; all of them unless told. */
  wrongParts?: readonly DatePart[];
  /** It is the birthday of the person who types. */
  birthday?: boolean;
};

const defaultHelp = "西暦の年、月、日を数字で入力してください。例：2026年1月31日";

/** A date in three inputs: quicker and surer to type than any calendar, and readable aloud. */
export function DateFields(props: DateFieldsProps) {
  const { label, value = {}, wrongParts, birthday = false, required = false, ...group } = props;
  const isWrong = (part: DatePart) =>
    group.error !== undefined && (wrongParts === undefined || wrongParts.includes(part));
  return (
    <Fieldset help={defaultHelp} {...group} legend={label} required={required} size="label">
      <div className="mg-date">
        {parts.map(({ part, unit, width }) => (
          <span className="mg-with-unit" key={part}>
            <input
              className="mg-input"
              data-width={width}
              id={fieldId(`${group.name}.${part}`)}
              name={`${group.name}.${part}`}
              inputMode="numeric"
              // Never "off": what was typed would be gone after a reload.
              autoComplete={birthday ? `bday-${part}` : undefined}
              defaultValue={value[part]}
              required={required}
              aria-invalid={isWrong(part) || undefined}
            />
            <label htmlFor={fieldId(`${group.name}.${part}`)}>{unit}</label>
          </span>
        ))}
      </div>
    </Fieldset>
  );
}
