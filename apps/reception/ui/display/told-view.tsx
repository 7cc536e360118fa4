import { Icon } from "@madoguchi/ui";
import { CardPicture } from "../waiting/card-picture.tsx";
import { Sentence } from "./sentence.tsx";
import type { ShownSituation } from "./shown-situations.ts";
import type { Texts } from "./texts.ts";

/** One sentence, and a picture where the hand is meant. */
export function ToldView({ situation, texts }: { situation: ShownSituation; texts: Texts }) {
  const isLaying = situation === "lay" || situation === "moved" || situation === "other-card";
  const isTaking = situation === "done" || situation === "take";
  return (
    <main className="rc-main rc-waiting">
      {(isLaying || isTaking) && <CardPicture leaving={isTaking} />}
      <Sentence
        before={(situation === "done" || situation === "thanks") && <Icon name="success" />}
      >
        {texts.sentenceOf(situation)}
      </Sentence>
      {situation === "photo" && <p className="rc-lead">{texts.words.photoNote}</p>}
    </main>
  );
}
