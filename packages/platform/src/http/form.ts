/**
 * HTML forms: from the posted text to typed values, or to messages beside the fields with nothing lost.
 * A field name's dots make structure: `goLiveOn.year`, `lines.0.amount`.
 */
import { z } from "zod";

/** What was typed, by full field name, to fill the form again. */
export type FormValues = Readonly<Record<string, string>>;
/** Messages by full field name. */
export type FieldErrors = Readonly<Record<string, string>>;

export type FormResult<T> =
  | { readonly ok: true; readonly value: T; readonly values: FormValues }
  | { readonly ok: false; readonly errors: FieldErrors; readonly values: FormValues };

export function readForm<S extends z.ZodType>(schema: S, body: unknown): FormResult<z.infer<S>> {
  const values = formValues(body);
  const parsed = schema.safeParse(nest(values));
  if (parsed.success) {
    return { ok: true, value: parsed.data, values };
  }
  const errors: Record<string, string> = {};
  for (const issue of parsed.error.issues) {
    errors[issue.path.map(String).join(".")] ??= issue.message;
  }

  return { ok: false, errors, values };
}

/** Checkbox groups arrive as several values of one name; they are kept joined by a line feed. */
export function formValues(body: unknown): FormValues {
  if (typeof body !== "object" || body === null) {
    return {};
  }

  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]: [string, unknown]) =>
      typeof value === "string"
        ? [[name, value]]
        : Array.isArray(value)
          ? [[name, value.filter((item) => typeof item === "string").join("\n")]]
          : [],
    ),
  );
}

type Nested = { [key: string]: string | Nested };

function nest(values: FormValues): Nested {
  const root: Nested = {};
  for (const [name, value] of Object.entries(values)) {
    const keys = name.split(".");
    const last = keys.pop();
    let place = root;
    for (const key of keys) {
      const next = Object.hasOwn(place, key) ? place[key] : undefined;
      place = typeof next === "object" ? next : (place[key] = {});
    }
    if (last !== undefined && last !== "__proto__") {
      place[last] = value;
    }
  }

  return root;
}

/** Rows of a repeated group in order of their index, e.g. `lines.0.amount`, `lines.1.amount`. */
export function rowsOf<S extends z.ZodType>(row: S) {
  return z.record(z.string().regex(/^\d{1,3}$/), row).transform((rows) =>
    Object.entries(rows)
      .toSorted(([left], [right]) => Number(left) - Number(right))
      .map(([, value]) => value),
  );
}
