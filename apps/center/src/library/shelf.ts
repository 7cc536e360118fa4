/**
 * Everything that readers ask for, in memory: the articles, the notices, how often each is read and what readers think of it.
 * A page asks the database for nothing, so ten thousand readers at once cost it no more than one. Each process looks for news
 * every few seconds while it is read, and adds up the views in between.
 */
import type { FastifyBaseLogger } from "fastify";
import type { Temporal } from "temporal-polyfill";
import type { Center } from "../center.ts";
import { sharedCatalogue } from "./catalogue/catalogue.ts";
import type { Catalogue } from "./catalogue/catalogue.ts";
import { byNews } from "./rules/notice.ts";
import type { Notice } from "./rules/notice.ts";
import type { Opinion } from "./rules/rating.ts";
import { LibrarySearch } from "./search/library.ts";
import { NoticeBoard } from "./shown.ts";
import type { Shown } from "./shown.ts";
import { allChanges, allNotices, noticesMark } from "./store/notices.ts";
import type { NoticeChange } from "./store/notices.ts";
import { addViews, allOpinions, allViews } from "./store/readers.ts";
import { blockWords } from "./text/blocks.ts";
import { readMarkdown } from "./text/markdown.ts";
import { htmlOf } from "./text/show.tsx";

export type ShelvedNotice = Notice & {
  readonly html: string;
  readonly words: string;
  /** The first publication, then every change. */
  readonly changes: readonly NoticeChange[];
};

export type Contents = {
  /** Which state of the database the notices are. */
  readonly mark: string;
  /** All that were ever published or are to be, the newest first. */
  readonly notices: readonly ShelvedNotice[];
  readonly byNumber: ReadonlyMap<string, ShelvedNotice>;
  readonly views: ReadonlyMap<string, number>;
  readonly opinions: ReadonlyMap<string, Opinion>;
};

const NOTICES = "notices";
const FRESH_MILLISECONDS = 5000;
const LONG_AGO = Number.NEGATIVE_INFINITY;
const NO_OPINION: Opinion = { count: 0, stars: 0 };

type Place = Pick<Center, "announcements" | "db">;
type Log = Pick<FastifyBaseLogger, "error">;

export class Shelf {
  readonly catalogue: Catalogue;
  readonly search: LibrarySearch;
  readonly #center: Place;
  readonly #log: Log;
  readonly #board = new NoticeBoard<ShelvedNotice>();
  #contents: Contents | null = null;
  #readAt = LONG_AGO;
  #reading: Promise<void> | null = null;
  /** Views that no other process knows of yet, and those that are being written now. */
  #counted = new Map<string, number>();
  #writing: ReadonlyMap<string, number> = new Map();
  #timer: NodeJS.Timeout | null = null;

  constructor(center: Place, catalogue: Catalogue, log: Log) {
    this.#center = center;
    this.#log = log;
    this.catalogue = catalogue;
    this.search = new LibrarySearch(catalogue);
    center.announcements.hear(NOTICES, () => this.#readQuietly(this.#readAnew()));
  }

  /** What was read last; where that is some seconds ago, the next reader gets what is new since. */
  async contents(): Promise<Contents> {
    if (this.#contents === null || this.#readAt === LONG_AGO) {
      await this.#read();
    } else if (performance.now() - this.#readAt > FRESH_MILLISECONDS) {
      void this.#readQuietly();
    }
    if (this.#contents === null) throw new Error("the shelf was read and is empty");

    return this.#contents;
  }

  /** Reads what is there before anybody asks; the first reader then waits only for what is new since. */
  async prepare(): Promise<void> {
    await this.#readQuietly();
    this.#readAt = LONG_AGO;
  }

  /** The notices that are shown, the newest first. */
  async shown(now: Temporal.Instant): Promise<Shown<ShelvedNotice>> {
    return this.#board.at((await this.contents()).notices, now);
  }

  /** After a change of this process: what it wrote is on the shelf when this ends, and soon on those of the others. */
  async renew(): Promise<void> {
    await this.#readAnew();
    await this.#center.announcements.tell(NOTICES);
  }

  countView(number: string): void {
    this.#counted.set(number, (this.#counted.get(number) ?? 0) + 1);
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      void this.#readQuietly();
    }, FRESH_MILLISECONDS).unref();
  }

  viewsOf(number: string): number {
    const counts = [this.#contents?.views, this.#writing, this.#counted];

    return counts.reduce((sum, count) => sum + (count?.get(number) ?? 0), 0);
  }

  opinionOf(number: string): Opinion {
    return this.#contents?.opinions.get(number) ?? NO_OPINION;
  }

  /** Writes down what was counted. */
  async close(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#reading?.catch(() => {});
    if (this.#counted.size > 0) await addViews(this.#center.db, this.#counted);
    this.#counted.clear();
  }

  async #readAnew(): Promise<void> {
    // One that began before the change may not have seen it.
    await this.#reading?.catch(() => {});
    await this.#read();
  }

  async #readQuietly(read = this.#read()): Promise<void> {
    await read.catch((error: unknown) => this.#log.error({ err: error }, "library"));
  }

  /** One at a time: whoever asks meanwhile waits for the same. */
  #read(): Promise<void> {
    this.#reading ??= this.#readNow().finally(() => {
      this.#reading = null;
    });

    return this.#reading;
  }

  async #readNow(): Promise<void> {
    const { db } = this.#center;
    // While the database does not answer, the next try is as far away as after a success.
    this.#readAt = performance.now();
    await this.#writeViews();
    const [mark, views, opinions] = await Promise.all([
      noticesMark(db),
      allViews(db),
      allOpinions(db),
    ]);
    const known = this.#contents;
    const shelved =
      known?.mark === mark
        ? known
        : this.#shelve(await allNotices(db), await allChanges(db), known?.byNumber);
    this.#contents = { ...shelved, mark, views, opinions };
    this.#writing = new Map();
  }

  async #writeViews(): Promise<void> {
    if (this.#counted.size === 0) return;
    this.#writing = this.#counted;
    this.#counted = new Map();
    try {
      await addViews(this.#center.db, this.#writing);
    } catch (error) {
      for (const [number, count] of this.#writing) {
        this.#counted.set(number, (this.#counted.get(number) ?? 0) + count);
      }
      this.#writing = new Map();
      throw error;
    }
  }

  #shelve(
    notices: readonly Notice[],
    changes: readonly NoticeChange[],
    known: ReadonlyMap<string, ShelvedNotice> | undefined,
  ): Pick<Contents, "notices" | "byNumber"> {
    const byNotice = Map.groupBy(changes, ({ noticeId }) => noticeId);
    const shelved = notices
      .map((notice) => {
        const before = known?.get(notice.number);

        return before?.version === notice.version
          ? before
          : this.#readNotice(notice, byNotice.get(notice.id) ?? []);
      })
      .toSorted(byNews);
    this.search.shelve(shelved);

    return { notices: shelved, byNumber: new Map(shelved.map((each) => [each.number, each])) };
  }

  #readNotice(notice: Notice, changes: readonly NoticeChange[]): ShelvedNotice {
    const { context, glossary } = this.catalogue;
    const { blocks } = readMarkdown(notice.body, context);

    return {
      ...notice,
      html: htmlOf(blocks, (word) => glossary.get(word) ?? ""),
      words: blockWords(blocks),
      changes,
    };
  }
}

export async function openShelf(center: Center, log: FastifyBaseLogger): Promise<Shelf> {
  return new Shelf(center, await sharedCatalogue(), log);
}
