/**
 * Lengths in their extended form (ISO/IEC 7816-4 §5.2): Le for an answer of more than 256 bytes, Lc for a command. A
 * reader may carry the one and not the other.
 */
import type { CardTransport } from "@madoguchi/card";
import type { ExtendedFinding } from "./finding.ts";
import { announcesExtendedLength } from "./historical.ts";
import { openCaFile, selectExtended } from "./probe.ts";
import { isBroken, orBroken, type Session } from "./session.ts";

const step = "extended";

type Ended = Exclude<ExtendedFinding, { kind: "tried" }>;

/** @param open another session with the same card; it is closed here, and the first one by whoever opened it */
export async function tryExtended(
  first: Session,
  open: () => Promise<Session | undefined>,
): Promise<ExtendedFinding> {
  let session = first;
  const reopen = async () => {
    await session.close();
    const again = await open();
    session = again ?? session;
    return again;
  };
  try {
    const le = await tryForm(session, reopen, readExtended);
    if ("step" in le) return le;
    const lc = await tryForm(session, reopen, selectExtended);
    if ("step" in lc) return lc;
    const cardSays = announcesExtendedLength(first.link.historical);
    return { step, kind: "tried", le, lc, cardSays };
  } finally {
    await session.close();
  }
}

async function readExtended(link: CardTransport) {
  const file = await openCaFile(link);
  return typeof file === "number" ? file : file.readExtended();
}

/**
 * Drivers that cannot carry a long command fail in ways that look like a card pulled out, so the card is asked once more
 * over a new link: when it answers, it was the command.
 * @param ask its number is the status word of a short command that no known card refuses
 */
async function tryForm<Form extends object>(
  { link }: Session,
  reopen: () => Promise<Session | undefined>,
  ask: (link: CardTransport) => Promise<Form | number>,
): Promise<Form | { readonly kind: "not-carried" } | Ended> {
  const answer = await orBroken(step, () => ask(link));
  if (typeof answer === "number") return { step, kind: "unexpected", sw: answer };
  if (!isBroken<typeof step>(answer)) return answer;
  return (await answersAgain(reopen)) ? { kind: "not-carried" } : answer;
}

async function answersAgain(reopen: () => Promise<Session | undefined>): Promise<boolean> {
  const again = await orBroken(step, reopen);
  if (again === undefined || isBroken<typeof step>(again)) return false;
  const file = await orBroken(step, () => openCaFile(again.link));
  return typeof file !== "number" && !isBroken(file);
}
