/** A challenge asked for while the patient types, so that after the last digit nobody waits for it. */
import type {
  CallResult,
  Challenge,
  ChallengePurpose,
  ContractClient,
  TerminalIdentity,
} from "@madoguchi/contract";

/** Half of the 120 s for which the center takes it: typing is over by then, and the card still has its time. */
const FRESH_MS = 60_000;

type Ahead = {
  readonly purpose: ChallengePurpose;
  readonly askedAt: number;
  readonly asked: Promise<CallResult<Challenge>>;
};

export function challengesAhead(client: Pick<ContractClient, "challenge">) {
  let ahead: Ahead | null = null;
  const fits = ({ purpose, askedAt }: Ahead, wanted: ChallengePurpose) =>
    purpose === wanted && performance.now() - askedAt < FRESH_MS;

  return {
    prepare(identity: TerminalIdentity, purpose: ChallengePurpose): void {
      if (ahead !== null && fits(ahead, purpose)) return;
      ahead = {
        purpose,
        askedAt: performance.now(),
        asked: client.challenge(identity, purpose),
      };
      // Who takes it hears of its failure.
      ahead.asked.catch(() => {});
    },
    /** The one that was asked for, once; another one when there is none, it is old, or it was refused. */
    async challenge(
      identity: TerminalIdentity,
      purpose: ChallengePurpose = "pinCheck",
    ): Promise<CallResult<Challenge>> {
      const taken = ahead;
      ahead = null;
      if (taken !== null && fits(taken, purpose)) {
        const result = await taken.asked;
        if (result.ok) return result;
      }

      return client.challenge(identity, purpose);
    },
  };
}
