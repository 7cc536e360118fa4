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

/** From the first movement to the last: no account but the one outside ever owed anything. @returns how many there were */
export async function walkJournal(db: Db): Promise<number> {
  const balances = new Map<string, number>();
  const move = (account: string, yen: number): number => {
    const balance = (balances.get(account) ?? 0) + yen;
    balances.set(account, balance);

    return balance;
  };
  let movements = 0;
  for await (const { number, debit, credit, yen } of grantDeeds.journal(db)) {
    movements += 1;
    move(debit, yen);
    if (move(credit, -yen) < 0 && credit !== "outside") {
      throw new Error(`movement ${number} takes what is not in ${credit}`);
    }
  }

  return movements;
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
