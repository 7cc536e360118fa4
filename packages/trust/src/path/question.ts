/** What may be asked of path validation, and what it may answer. */
import type { Temporal } from "temporal-polyfill";
import type { TrustAnchor } from "../anchor.ts";
import type { RevocationReason } from "../crl-entries.ts";
import type { KeyUsage } from "../extensions.ts";
import type { PublicKey, ReadingOptions } from "../signature.ts";
import type { Certificate } from "../certificate.ts";
import type { PathFault } from "./checks.ts";
import type { PathCrl } from "./crl.ts";

export type PathQuestion = ReadingOptions &
  PathInputs & {
    /** DER. */
    readonly certificate: Uint8Array;
    readonly at: Temporal.Instant | Date;
  };

/** All but the certificate and the time. */
export type PathInputs = {
  /** Any certificates that may help, in any order; also those of CRL issuers. */
  readonly intermediates: readonly Certificate[];
  readonly anchors: readonly TrustAnchor[];
  /** Complete and delta, in any order; or nothing of revocation is decided here. */
  readonly crls: readonly PathCrl[] | "left-to-the-caller";
  /** By OID; left out, any policy is good enough. */
  readonly initialPolicies?: readonly string[];
  readonly initialExplicitPolicy?: boolean;
  readonly initialInhibitPolicyMapping?: boolean;
  readonly initialInhibitAnyPolicy?: boolean;
  readonly keyUsage?: KeyUsage;
  /** By OID. */
  readonly extendedKeyUsage?: string;
};

/** `depth` counts certificates from the one in question (0) towards the anchor. */
export type PathVerdict =
  | {
      readonly kind: "valid";
      /** From below the anchor to the certificate in question. */
      readonly path: readonly Certificate[];
      readonly anchor: TrustAnchor;
      readonly publicKey: PublicKey;
    }
  | { readonly kind: "malformed"; readonly detail: string }
  | { readonly kind: "no-path" }
  | { readonly kind: "fault"; readonly fault: PathFault; readonly depth: number }
  | {
      readonly kind: "revoked";
      readonly depth: number;
      readonly at: number;
      readonly reason: RevocationReason;
    }
  | { readonly kind: "revocation-unknown"; readonly depth: number }
  | { readonly kind: "too-much-work" };
