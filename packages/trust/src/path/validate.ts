/**
 * General path validation (RFC 5280 §6): finds a path from a certificate to an anchor, and says whether it holds. The JPKI profile
 * stands apart from it, in `../verdict.ts`.
 */
import { TrustError } from "../der.ts";
import { readPathCertificate } from "./certificate.ts";
import type { PathQuestion, PathVerdict } from "./question.ts";
import { PathSearch } from "./search.ts";
import { TooMuchWork } from "./work.ts";

/** The first path that holds, or why the first one found does not. Never throws for bad input. */
export function validatePath(question: PathQuestion): PathVerdict {
  const at = question.at instanceof Date ? question.at.getTime() : question.at.epochMilliseconds;
  if (!Number.isFinite(at)) throw new RangeError("the time of a validation must be known");
  try {
    const certificate = readPathCertificate(question.certificate, question);
    return new PathSearch(question, at).judge(certificate);
  } catch (error) {
    if (error instanceof TrustError) return { kind: "malformed", detail: error.detail };
    if (error instanceof TooMuchWork) return { kind: "too-much-work" };
    throw error;
  }
}
