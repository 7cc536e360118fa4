import type { Answer } from "@madoguchi/contract";
import { useEffect, useRef } from "react";
import { useCounterPlace } from "../settings/counter-place.ts";

const load = () => import("./spoken.ts");

/** Each result once, however often its consents change. A browser without a voice says nothing. */
export function useSpeaking(answer: Answer, isWanted: boolean): void {
  const { speech } = useCounterPlace().settings;
  const spoken = useRef<string | null>(null);
  const isHere = useRef(true);
  useEffect(() => {
    if (speech === "off" || !isWanted || spoken.current === answer.checkId) return;
    spoken.current = answer.checkId;
    void load().then(({ spokenResult }) => isHere.current && say(spokenResult(answer, speech)));
  }, [speech, answer, isWanted]);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
      say();
    };
  }, []);
}

/** Whatever was being said ends: with nothing to say, silence. */
function say(text = ""): void {
  if (!("speechSynthesis" in window)) return;
  speechSynthesis.cancel();
  if (text === "") return;
  const words = new SpeechSynthesisUtterance(text);
  words.lang = "ja-JP";
  speechSynthesis.speak(words);
}
