/** General path validation (RFC 5280 §6): finds a path from a certificate to an anchor, and says whether it holds. */
import { parseCertificate } from "../certificate.ts";
import type { Certificate } from "../certificate.ts";
import { TrustError } from "../der.ts";
import type { PathInputs, PathQuestion, PathVerdict } from "./question.ts";
import { PathSearch } from "./search.ts";
import { TooMuchWork } from "./work.ts";

/** The first path that holds, or why the first one found does not. Never throws for bad input. */
export function validatePath(question: PathQuestion): PathVerdict {
  const at = question.at instanceof Date ? question.at.getTime() : question.at.epochMilliseconds;
  if (!Number.isFinite(at)) throw new RangeError("the time of a validation must be known");
  try {
    return judgePath(parseCertificate(question.certificate, question), question, at);
  } catch (error) {
    if (error instanceof TrustError) return { kind: "malformed", detail: error.detail };
    throw error;
  }
}

/** As `validatePath`, of a certificate that has been read. @param at milliseconds since 1970. @throws TrustError */
export function judgePath(certificate: Certificate, inputs: PathInputs, at: number): PathVerdict {
  try {
    return new PathSearch(inputs, at).judge(certificate);
  } catch (error) {
    if (error instanceof TooMuchWork) return { kind: "too-much-work" };
    throw error;
  }
}
