import { Choice } from "./choice.tsx";
import type { ChoiceOption } from "./choice.tsx";
import type { FieldProps } from "./field.tsx";
import { Fieldset } from "./fieldset.tsx";

type CheckboxGroupProps = Omit<FieldProps, "value" | "autoComplete" | "inputMode"> & {
  options: readonly ChoiceOption[];
  values?: readonly string[] | undefined;
};

/** Any number of a few; the form sends `name` once for each that is ticked. */
export function CheckboxGroup(props: CheckboxGroupProps) {
  const { options, label, values = [], required = false, ...group } = props;
  return (
    <Fieldset {...group} legend={label} required={required} size="label">
      {options.map((option) => (
        <Choice
          key={option.value}
          {...option}
          type="checkbox"
          name={group.name}
          checked={values.includes(option.value)}
          invalid={group.error !== undefined}
        />
      ))}
    </Fieldset>
  );
}
