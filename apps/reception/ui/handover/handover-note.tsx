import { Notice } from "@madoguchi/ui";
import type { HandoverEnd } from "./hand-over.ts";
import { wordsOf } from "./words.ts";

/** What became of the last handover, beside the buttons, where it is seen from wherever one was pressed. */
export function HandoverNote({ end }: { end: HandoverEnd }) {
  const { tone, title, more } = wordsOf(end);
  return (
    <div className="rc-handover-note">
      <Notice tone={tone} title={title} live>
        {more.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </Notice>
    </div>
  );
}
