import { Button } from "../action/button.tsx";
import type { ChoiceOption } from "./choice.tsx";
import { Field, inputAttributes } from "./field.tsx";
import type { FieldProps } from "./field.tsx";
import { useFormAddress } from "./form-address.ts";
import { RadioGroup } from "./radio-group.tsx";

type SearchChoiceProps = FieldProps & {
  /** The button that sends the form to have the choices listed: its label, name and value. */
  button: { label: string; name: string; value: string };
  /** What was found for the words above; `asked` are those words, so that the server sees when they changed since. */
  choice: {
    name: string;
    label: string;
    value: string | undefined;
    options: readonly (ChoiceOption & { label: string; help?: string })[];
    asked: string;
    askedName: string;
    error?: string | undefined;
  };
  /** How many were found, or why none. */
  note: string | null;
  /** Where the script, if there is one, asks while somebody types; and which other field it says beside. */
  suggestions: { from: string; within?: string };
};

/** One of thousands: words to search for, and what they find as radio buttons below. */
export function SearchChoice(props: SearchChoiceProps) {
  const { button, choice, note, suggestions, ...field } = props;
  const addressOf = useFormAddress();
  return (
    <div
      className="mg-search-choice"
      data-choices={addressOf(suggestions.from)}
      data-choices-for={choice.name}
      data-choices-within={suggestions.within}
    >
      <Field field={field}>
        <div className="mg-search-row">
          <input {...inputAttributes(field)} className="mg-input" defaultValue={field.value} />
          <Button variant="secondary" name={button.name} value={button.value}>
            {button.label}
          </Button>
        </div>
      </Field>
      <input
        type="hidden"
        name={choice.askedName}
        defaultValue={choice.asked}
        autoComplete="off"
        data-choices-asked
      />
      <p className="mg-search-note" role="status">
        {note}
      </p>
      <div data-choices-list hidden={choice.options.length === 0}>
        <RadioGroup
          name={choice.name}
          label={choice.label}
          value={choice.value}
          options={choice.options}
          error={choice.error}
          required={field.required ?? false}
        />
      </div>
    </div>
  );
}
