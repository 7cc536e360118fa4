import { Choice } from "./choice.tsx";
import type { ChoiceOption } from "./choice.tsx";
import type { FieldProps } from "./field.tsx";
import { Fieldset } from "./fieldset.tsx";

type RadioGroupProps = Omit<FieldProps, "autoComplete" | "inputMode"> & {
  options: readonly ChoiceOption[];
};

/** One of a few, all in view. */
export function RadioGroup({ options, label, value, required = false, ...group }: RadioGroupProps) {
  return (
    <Fieldset {...group} legend={label} required={required} role="radiogroup" size="label">
      {options.map((option) => (
        <Choice
          key={option.value}
          {...option}
          type="radio"
          name={group.name}
          checked={option.value === value}
        />
      ))}
    </Fieldset>
  );
}
