/** What every parser here answers: a value, or a machine-readable reason. The words for a person stand beside each parser. */

export type Ok<T> = { readonly ok: true; readonly value: T };
export type Err<E> = { readonly ok: false; readonly reason: E };
export type Result<T, E> = Ok<T> | Err<E>;

export function ok<T>(value: T): Ok<T> {
  return { ok: true, value };
}

export function err<const E>(reason: E): Err<E> {
  return { ok: false, reason };
}
