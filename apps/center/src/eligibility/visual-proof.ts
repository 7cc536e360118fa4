/** What a card proves without its PIN, to a verifier that never sees the photo; or why it proves nothing. */
import { checkFaceProof, provesPresence } from "@madoguchi/card";
import type { FaceProof, ProvenFace, SurfaceRoot } from "@madoguchi/card";
import type { ProblemSlug } from "@madoguchi/contract";
import type { Person } from "../coverage/index.ts";

export type VisualProof = {
  readonly face: FaceProof;
  /** By the card's own key. */
  readonly presence: Uint8Array;
  /** The context that the center wrote; the card signed its SHA-256. */
  readonly context: Uint8Array;
};

/** Whose card, as a root of ours signed it, lay on the reader when the context was signed. */
export type PresentFace = Extract<ProvenFace, { kind: "verified" }>;

const refusals = {
  malformed: "face-record-malformed",
  "unknown-root": "face-record-unknown-issuer",
  forged: "face-record-forged",
} as const satisfies Record<Exclude<ProvenFace["kind"], "verified">, ProblemSlug>;

export async function proveVisually(
  { face, presence, context }: VisualProof,
  roots: readonly SurfaceRoot[],
): Promise<PresentFace | { readonly kind: "refused"; readonly reason: ProblemSlug }> {
  const proven = await checkFaceProof(face, roots);
  if (proven.kind !== "verified") return { kind: "refused", reason: refusals[proven.kind] };
  const signed = { challenge: context, signature: presence };

  return (await provesPresence(signed, proven.cardKey))
    ? proven
    : { kind: "refused", reason: "card-signature-invalid" };
}

/**
 * Whether the face is that of the person registered for the certificate. Nothing that a card signs without its PIN ties
 * its face record to its certificate: that both came from one card rests on the terminal, which reads them over one
 * link, and on this comparison. It keeps a certificate that was copied off another person's card from being answered.
 * A sex that either side leaves open is compared with nothing.
 */
export function isSamePerson(
  face: PresentFace,
  person: Pick<Person, "birthDate" | "sex">,
): boolean {
  const open = face.sex === "unspecified" || person.sex === "unset";

  return face.birthDate === person.birthDate && (open || face.sex === person.sex);
}
