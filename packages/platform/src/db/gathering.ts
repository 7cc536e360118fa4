/**
 * Many questions of the same kind at the same moment become one statement: what a statement costs (a round trip, planning,
 * and for a write a flush to disk) is then shared by all who ask.
 */
import type { Executor } from "./database.ts";

/** @returns one answer for each question, in their order */
export type Answering<Question, Answer> = (
  executor: Executor,
  questions: readonly Question[],
) => Promise<readonly Answer[]>;

/** Two statements at a time: while one is answered, the next fills. */
const LANES = 2;
/** Few enough that, of many, some are worked on while the database answers the others. */
const MOST = 64;

/**
 * To be called with one question. Inside a transaction it is asked at once and alone, for the transaction is one caller's.
 * Where several together fail, each is asked again by itself: nobody's question fails because of another's. So a writing
 * `answer` must write all or nothing.
 */
export function gathering<Question, Answer>(
  answer: Answering<Question, Answer>,
): (executor: Executor, question: Question) => Promise<Answer> {
  const queues = new WeakMap<Executor, Queue<Question, Answer>>();

  return async (executor, question) => {
    if (executor.isTransaction) {
      return only(await answer(executor, [question]));
    }
    let queue = queues.get(executor);
    if (!queue) {
      queue = new Queue((questions) => answer(executor, questions));
      queues.set(executor, queue);
    }

    return queue.ask(question);
  };
}

type Waiting<Question, Answer> = {
  readonly question: Question;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
};

class Queue<Question, Answer> {
  readonly #answer: (questions: readonly Question[]) => Promise<readonly Answer[]>;
  #waiting: Waiting<Question, Answer>[] = [];
  #running = 0;
  #isComing = false;

  constructor(answer: (questions: readonly Question[]) => Promise<readonly Answer[]>) {
    this.#answer = answer;
  }

  ask(question: Question): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ question, resolve, reject });
      this.#wake();
    });
  }

  /** At the end of this turn of the event loop, when all requests that have come in have been read. */
  #wake(): void {
    if (this.#isComing || this.#running === LANES || this.#waiting.length === 0) return;
    this.#isComing = true;
    setImmediate(() => {
      this.#isComing = false;
      void this.#run(this.#waiting.splice(0, MOST));
      this.#wake();
    });
  }

  /** Never rejects: whoever asked hears of a failure. */
  async #run(asked: readonly Waiting<Question, Answer>[]): Promise<void> {
    this.#running += 1;
    await this.#settle(asked);
    this.#running -= 1;
    this.#wake();
  }

  async #settle(asked: readonly Waiting<Question, Answer>[]): Promise<void> {
    try {
      const answers = await this.#answer(asked.map(({ question }) => question));
      if (answers.length !== asked.length) {
        throw new RangeError(`${asked.length} questions, ${answers.length} answers`);
      }
      for (const [index, answer] of answers.entries()) asked[index]?.resolve(answer);
    } catch (error) {
      if (asked.length === 1) asked[0]?.reject(error);
      else for (const each of asked) await this.#settle([each]);
    }
  }
}

function only<Answer>(answers: readonly Answer[]): Answer {
  for (const answer of answers) return answer;

  throw new RangeError("one question, no answer");
}
