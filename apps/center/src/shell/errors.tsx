/** From field errors to the summary on top of a form, in the order of the fields. */
import type { FieldErrors, FormValues } from "@madoguchi/platform";

export type FormState = {
  readonly values: FormValues;
  readonly errors: FieldErrors;
  /** Of the summary, where nothing that was typed is at fault. */
  readonly heading?: string;
};

/** Of the summary, for who tried too often. */
export const MUST_WAIT = "いまは続けられません";

export const emptyForm: FormState = { values: {}, errors: {} };

export function summaryOf(errors: FieldErrors): { name: string; message: string }[] {
  return Object.entries(errors).map(([name, message]) => ({ name, message }));
}

/** What a field shows of the form's state. Spread it into the field. */
export function fieldState(
  state: FormState,
  name: string,
): { value: string | undefined; error: string | undefined } {
  return { value: state.values[name], error: state.errors[name] };
}

/** The three inputs of a date. */
export function dateState(state: FormState, name: string) {
  return {
    value: {
      year: state.values[`${name}.year`],
      month: state.values[`${name}.month`],
      day: state.values[`${name}.day`],
    },
    error: state.errors[name],
  };
}
