/** A connection that is lost at the worst moment: PostgreSQL has committed, and nobody hears of it. */
import pg from "pg";

/** While `work` is done, the next statement with these words is carried out and its answer lost. @throws where none was sent */
export async function losingOneAnswer<T>(words: string, work: () => Promise<T>): Promise<T> {
  const { query } = pg.Client.prototype;
  let lost = 0;
  pg.Client.prototype.query = function (this: pg.Client, ...args: readonly unknown[]) {
    const answer: unknown = Reflect.apply(query, this, args);
    if (lost > 0 || !JSON.stringify(args[0]).includes(words)) return answer;
    lost += 1;

    return Promise.resolve(answer).then(() => {
      throw new Error("Connection terminated unexpectedly");
    });
  } as typeof query;
  let result: T;
  try {
    result = await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  if (lost === 0) throw new Error(`nothing was sent with “${words}”`);

  return result;
}
