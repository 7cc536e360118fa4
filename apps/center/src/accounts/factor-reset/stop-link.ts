/** The link by which the person stops it. It is worked out from the record, so that each mail carries the same one. */
import type { Center } from "../../center.ts";

export const STOP = "/stop-factor-reset";
const USE = "factor-reset-stop";
const TOKEN = /^([\da-f-]{36})\.([\w-]{43})$/;

export function stopLink({ config, seal }: Pick<Center, "config" | "seal">, id: string): string {
  const mark = Buffer.from(seal.sign(USE, id)).toString("base64url");

  return `${config.publicUrl}${STOP}?token=${id}.${mark}`;
}

/** @returns the record's id; null for what is no such link */
export function readStopToken({ seal }: Pick<Center, "seal">, token: string): string | null {
  const [, id = "", mark = ""] = TOKEN.exec(token) ?? [];

  return id !== "" && seal.isSigned(USE, id, Buffer.from(mark, "base64url")) ? id : null;
}
