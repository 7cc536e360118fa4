/** What was said to the card, kept in a file for a bug report: no PIN, and nothing of the patient's. */
import { record, type ReaderPort, type Recording } from "@madoguchi/card";
import { replace } from "../demo/deck-files.ts";
import { Refusal } from "../refusal.ts";

export type RecordingPort = {
  readonly port: ReaderPort;
  /** One for every time the reader was opened. */
  recordings(): readonly Recording[];
};

export function recordingPort(inner: ReaderPort): RecordingPort {
  const opened: (() => Recording)[] = [];
  return {
    port: {
      list: () => inner.list(),
      watch: (callback) => inner.watch(callback),
      open: async (id, options) => {
        const { transport, recording } = record(await inner.open(id, options));
        opened.push(recording);
        return transport;
      },
    },
    recordings: () => opened.map((recording) => recording()),
  };
}

/** Mode 0600. @throws Refusal when the file cannot be written */
export async function writeRecordings(
  path: string,
  recordings: readonly Recording[],
): Promise<void> {
  try {
    await replace(path, `${JSON.stringify(recordings, null, 2)}\n`);
  } catch (cause) {
    throw new Refusal(
      `記録（${path}）を書けません。書き込めるフォルダーを --record で指定してください。`,
      { cause },
    );
  }
}
