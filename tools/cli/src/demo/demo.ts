import type { Temporal } from "temporal-polyfill";

/** What the demo's seed promises to the commands that call it. */
export type SeedOptions = {
  readonly databaseUrl: string;
  /** Where the virtual cards and their test certificates are kept. */
  readonly varDir: string;
  /** The center's: it seals what the demo's officials prove themselves with. */
  readonly secretKey: string;
  /** How many synthetic insured people to make. */
  readonly insured: number;
  /** Where the demo's command line finds the center; http://localhost:3000 where left out. */
  readonly centerUrl?: string;
  /** On which the cards show what their titles say; today in Tokyo where left out. */
  readonly today?: Temporal.PlainDate;
};

export type SignIn = {
  /** Who this is: 「医療機関の担当者」. */
  readonly who: string;
  /** Where to sign in, from the center's root: `/sign-in`. */
  readonly path: string;
  readonly id: string;
  readonly password: string;
  /** The authenticator app's secret, of who cannot sign in without. */
  readonly totp?: Uint8Array;
};

/** Fills an empty database; on one that has the demo already it changes nothing. Returns the demo's sign-ins either way. */
export type SeedDemo = (options: SeedOptions) => Promise<SeedReport>;

export type SeedReport = {
  readonly signIns: readonly SignIn[];
  /** Synthetic people who were not there before. */
  readonly added: number;
};
