import { useEffect, useState } from "react";

/** How long an answer may stand before it clears itself. */
export const RESULT_SECONDS = 60;
const SPOKEN = new Set([30, 10]);

/** Seconds left until `onEnd`, and the way to start over. */
export function useCountdown(onEnd: () => void): { secondsLeft: number; extend: () => void } {
  const [secondsLeft, setSecondsLeft] = useState(RESULT_SECONDS);
  const [round, setRound] = useState(0);

  useEffect(() => {
    const until = performance.now() + RESULT_SECONDS * 1000;
    const timer = setInterval(() => {
      const left = Math.ceil((until - performance.now()) / 1000);
      setSecondsLeft(Math.max(left, 0));
      if (left <= 0) onEnd();
    }, 250);
    return () => clearInterval(timer);
  }, [onEnd, round]);

  return {
    secondsLeft,
    extend: () => {
      setSecondsLeft(RESULT_SECONDS);
      setRound(round + 1);
    },
  };
}

/** Visible all the time, spoken twice. */
export function Countdown({ secondsLeft }: { secondsLeft: number }) {
  return (
    <>
      <p className="rc-countdown" aria-hidden="true">
        <b>{secondsLeft}</b>秒で消えます
      </p>
      <p className="mg-visually-hidden" role="status">
        {SPOKEN.has(secondsLeft) &&
          `あと${secondsLeft}秒で画面から消えます。「時間を延ばす」で延ばせます。`}
      </p>
    </>
  );
}
