/** For those who look after the system and do not read Japanese. */
import type { Texts } from "./texts.ts";

const renewal = "Suggest that the patient renew it at the municipality. There is no fee.";
const newCard = "Ask the patient for a newer card; if there is none, point to the municipality.";
const cardCheck = "Suggest that the patient have the card looked at by the municipality.";
const otherWays =
  "If it is urgent, confirm eligibility another way, such as by 資格情報のお知らせ.";
const update = "Update the app and try again. If it persists, call support.";

export const en: Texts = {
  trusted: {
    valid: { cause: "The certificate is valid.", nextStep: "Go on with the eligibility check." },
    expiring: {
      cause: "The certificate is valid, and ends within three months.",
      nextStep: renewal,
    },
    "expired-grace": {
      cause:
        "The certificate has expired. Eligibility alone can be checked for three months from then.",
      nextStep: renewal,
    },
  },
  expired: {
    cause: "The certificate expired more than three months ago and serves for no check.",
    nextStep: renewal,
  },
  revoked: {
    unspecified: {
      cause: "The certificate is revoked. No reason is recorded.",
      nextStep: newCard,
    },
    keyCompromise: {
      cause: "The certificate is revoked, for its key may be known to others.",
      nextStep: newCard,
    },
    cACompromise: {
      cause: "The certificate is revoked after an incident at its authority.",
      nextStep: newCard,
    },
    affiliationChanged: {
      cause: "The certificate is revoked, for what it states has changed.",
      nextStep: newCard,
    },
    superseded: {
      cause: "The certificate is revoked, for a newer one has taken its place.",
      nextStep: newCard,
    },
    cessationOfOperation: {
      cause: "The certificate is revoked, for it is no longer used (such as a card handed back).",
      nextStep: newCard,
    },
    certificateHold: {
      cause: "The certificate is on hold (such as after a card was reported lost).",
      nextStep: "Suggest that the patient have the hold lifted or the card reissued.",
    },
    privilegeWithdrawn: {
      cause: "The certificate is revoked, for the right to it was withdrawn.",
      nextStep: newCard,
    },
    aACompromise: {
      cause: "The certificate is revoked after an incident at an attribute authority.",
      nextStep: newCard,
    },
  },
  "not-yet-valid": { cause: "The certificate's validity has not begun.", nextStep: cardCheck },
  "unknown-issuer": {
    cause: "None of the roots that are trusted here has issued the certificate.",
    nextStep: "Make sure that it is a My Number card. No other card can be used.",
  },
  malformed: {
    broken: {
      cause: "The certificate is not in the prescribed form.",
      nextStep: `Put the card down again and retry. ${cardCheck}`,
    },
    algorithm: {
      cause: "The certificate's key or signature is of a kind that is not accepted.",
      nextStep: cardCheck,
    },
    demand: {
      cause: "The certificate demands that something be understood which is not supported.",
      nextStep: update,
    },
  },
  "wrong-purpose": {
    ca: { cause: "It is an authority's certificate and not a person's.", nextStep: update },
    "key-usage": {
      cause: "It is not a certificate for authentication (perhaps the one for signing).",
      nextStep: update,
    },
    "extended-key-usage": {
      cause: "The certificate serves another purpose than telling who somebody is.",
      nextStep: update,
    },
    policy: {
      cause: "The certificate was not issued under the policy for user authentication.",
      nextStep: "Make sure that it is a My Number card. No other card can be used.",
    },
  },
  "revocation-unknown": {
    "no-list": {
      cause: "Revocation cannot be checked: no list that covers the certificate is at hand.",
      nextStep: `Try again in some minutes. ${otherWays}`,
    },
    stale: {
      cause: "Revocation cannot be checked: the list at hand is out of date.",
      nextStep: `Try again in some minutes. ${otherWays}`,
    },
    "ocsp-unknown": {
      cause: "Revocation cannot be checked: the issuer has no record of the certificate.",
      nextStep: `${otherWays} If it persists, call support.`,
    },
    "ocsp-away": {
      cause: "Revocation cannot be checked: the issuer's responder gives no answer to rely on.",
      nextStep: `Try again in some minutes. ${otherWays}`,
    },
  },
};
