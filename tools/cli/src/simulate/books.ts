/** What must hold of the books at every moment, and what they must say at the end. */
import { grantDeeds } from "@madoguchi/center";
import type { Db } from "@madoguchi/platform";
import { accountNumberOf, interestOf, isPaid } from "./fates.ts";
import type { Fate } from "./fates.ts";

type Balances = Readonly<Record<string, number>>;

/** @throws when any figure contradicts another @returns the balances, all of one moment */
export async function drawBooks(db: Db): Promise<Balances> {
  const books = await grantDeeds.booksOf(db);
  for (const { account, balanceYen, journalYen, recordsYen } of books) {
    if (balanceYen !== journalYen || (recordsYen !== null && recordsYen !== balanceYen)) {
      throw new Error(
        `the books contradict each other in ${account}: balance ${balanceYen}, journal ${journalYen}, payments ${recordsYen}`,
      );
    }
    if (balanceYen < 0 && account !== "outside") throw new Error(`${account} is below zero`);
  }
  const sum = books.reduce((total, { balanceYen }) => total + balanceYen, 0);
  if (sum !== 0) throw new Error(`the books are out of balance by ${sum} yen`);

  return Object.fromEntries(books.map(({ account, balanceYen }) => [account, balanceYen]));
}

/**
 * Follows the journal movement by movement, from the first one on: no account but the one outside ever owes anything, and where it
 * has come to the end it has in every account what the center says is there.
 */
export class Follower {
  readonly #db: Db;
  readonly #balances = new Map<string, number>();
  #last = 0;
  #movements = 0;

  constructor(db: Db) {
    this.#db = db;
  }

  /** To be called while nobody moves money. @returns how many movements there are @throws when a yen is missing */
  async catchUp(): Promise<number> {
    for await (const { number, debit, credit, yen } of grantDeeds.journal(this.#db, {
      after: this.#last,
    })) {
      this.#move(debit, yen);
      if (this.#move(credit, -yen) < 0 && credit !== "outside") {
        throw new Error(`movement ${number} takes what is not in ${credit}`);
      }
      this.#last = number;
      this.#movements += 1;
    }
    for (const { account, yen } of await grantDeeds.allBalances(this.#db)) {
      const followed = this.#balances.get(account) ?? 0;
      if (followed !== yen) {
        throw new Error(`${account} holds ${yen} yen instead of ${followed}`);
      }
    }

    return this.#movements;
  }

  #move(account: string, yen: number): number {
    const balance = (this.#balances.get(account) ?? 0) + yen;
    this.#balances.set(account, balance);

    return balance;
  }
}

/** What the fates alone say that the books must hold in the end. */
export function foreseen(fates: readonly Fate[], days: number): Balances {
  const sum = (of: (fate: Fate) => number) => fates.reduce((total, fate) => total + of(fate), 0);
  const returned = sum((fate) => (fate.course === "repaid" ? fate.principalYen : 0));

  return {
    committed: 0,
    transfer: 0,
    demanded: 0,
    paid: sum((fate) => (isPaid(fate) ? fate.amountYen : 0)) - returned,
    returned,
    interest: sum((fate) => (fate.course === "repaid" ? interestOf(fate, days) : 0)),
  };
}

/** Every facility has exactly what its fate says, by the bank's own papers. @throws naming the first that has not */
export function compareWithBank(
  fates: readonly Fate[],
  received: ReadonlyMap<string, number>,
): number {
  let total = 0;
  for (const [number, fate] of fates.entries()) {
    const expected = isPaid(fate) ? fate.amountYen : 0;
    const got = received.get(accountNumberOf(number, "1")) ?? 0;
    if (got !== expected) {
      throw new Error(`application ${number} got ${got} yen from the bank instead of ${expected}`);
    }
    total += got;
  }
  const others = [...received.values()].reduce((sum, yen) => sum + yen, 0) - total;
  if (others !== 0) throw new Error(`the bank paid ${others} yen to nobody who applied`);

  return total;
}
