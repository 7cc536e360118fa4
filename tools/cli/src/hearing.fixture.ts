/** What commands print, one test after the other. */
import { afterEach, beforeEach, vi } from "vitest";

export type Heard = {
  /** Of the test that runs, in the order in which it came. */
  all: string[];
  printed: string[];
  complained: string[];
};

/** @param settings that commands find in their environment; asked for before each test */
export function hearing(settings: () => Readonly<Record<string, string>>): Heard {
  const heard: Heard = { all: [], printed: [], complained: [] };
  beforeEach(() => {
    Object.assign(heard, { all: [], printed: [], complained: [] });
    for (const [name, value] of Object.entries(settings())) vi.stubEnv(name, value);
    for (const [method, kind] of [["log", "printed"] as const, ["error", "complained"] as const]) {
      vi.spyOn(console, method).mockImplementation((text: string) => {
        heard.all.push(text);
        heard[kind].push(text);
      });
    }
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });

  return heard;
}
