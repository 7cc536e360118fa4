import { Button, ButtonRow, Icon, Notice } from "@madoguchi/ui";
import { useCallback } from "react";
import { Temporal } from "temporal-polyfill";
import { Countdown, useCountdown } from "../result/countdown.tsx";
import { ageOn, dateWord } from "../result/words.ts";
import { ScreenHeading } from "../shell/screen-heading.tsx";
import { PatientWords } from "../trouble/guidance.tsx";
import type { GreyPicture } from "./decode-photo.ts";
import type { FaceToCompare } from "./face.ts";

type CompareScreenProps = {
  face: FaceToCompare;
  onMatch: () => void;
  onDiffer: () => void;
  onGiveUp: () => void;
};

const sexes = { male: "男", female: "女", unspecified: "性別の記載なし" } as const;

/** Photo and person, for eyes alone: no camera, nothing kept. No key confirms by itself, so that nobody confirms unseen. */
export function CompareScreen({ face, onMatch, onDiffer, onGiveUp }: CompareScreenProps) {
  const { secondsLeft, extend } = useCountdown(onGiveUp);
  const { picture, birthDate, sex } = face;
  return (
    <main className="rc-main rc-compare">
      {picture === null ? <NoPicture /> : <Photo picture={picture} />}
      <div className="rc-compare-words">
        <ScreenHeading title="患者さんと写真を見比べてください">
          {picture === null ? "カードの写真は、" : "この写真は、"}
          <wbr />
          目の前の
          <wbr />
          患者さんですか
        </ScreenHeading>
        <dl className="rc-compare-facts">
          <dt>カードの生年月日</dt>
          <dd>
            {dateWord(birthDate)}（{ageOn(birthDate, today())}歳）
          </dd>
          <dt>カードの性別</dt>
          <dd>{sexes[sex]}</dd>
        </dl>
        <ul className="rc-compare-how">
          <li>目・鼻・口の形と、並び方を見比べます。</li>
          <li>髪型、めがね、10年ほどの年月で、印象は変わります。</li>
          <li>迷うときは、患者さんに生年月日をお尋ねください。</li>
        </ul>
        <PatientWords>お写真と見比べますので、マスクを少しだけ外していただけますか。</PatientWords>
        <ButtonRow sticky>
          <Button type="button" size="large" onClick={onMatch}>
            本人です
          </Button>
          <Button type="button" size="large" variant="secondary" onClick={onDiffer}>
            本人ではありません
          </Button>
        </ButtonRow>
        <div className="rc-clearing">
          <Countdown secondsLeft={secondsLeft} />
          <Button type="button" variant="quiet" onClick={extend}>
            時間を延ばす
          </Button>
          <Button type="button" variant="quiet" onClick={onGiveUp}>
            取りやめる
          </Button>
        </div>
      </div>
    </main>
  );
}

const today = () => Temporal.Now.plainDateISO("Asia/Tokyo").toString();

function Photo({ picture }: { picture: GreyPicture }) {
  const draw = useCallback(
    (canvas: HTMLCanvasElement | null) => {
      if (canvas === null) return undefined;
      paint(canvas, picture);
      return () => {
        // A canvas of no size holds no pixels.
        canvas.width = 0;
        canvas.height = 0;
      };
    },
    [picture],
  );
  return (
    <figure className="rc-photo">
      <canvas
        ref={draw}
        role="img"
        aria-label="カードのICチップに入っている、白黒の顔写真です。目で見て比べるためのものです。"
      />
      <figcaption>
        <Icon name="success" />
        カードの中の写真です。発行時のままで、カードもここにあることを確かめました。
      </figcaption>
    </figure>
  );
}

/** Comparing with the printed photo is what 目視 means where no chip is read, so the way is not barred. */
function NoPicture() {
  return (
    <figure className="rc-photo">
      <Notice tone="warning" title="カードに印刷された写真と見比べてください">
        <p>カードの中の写真を、この画面に表示できませんでした。</p>
        <p>カードが本物で、ここにあることは確かめてあります。</p>
        <p>印刷された写真に、はがした跡や重ね貼りがないかもご覧ください。</p>
      </Notice>
    </figure>
  );
}

function paint(canvas: HTMLCanvasElement, { width, height, pixels }: GreyPicture): void {
  canvas.width = width;
  canvas.height = height;
  const image = new ImageData(width, height);
  for (const [index, grey] of pixels.entries()) {
    image.data.set([grey, grey, grey, 255], index * 4);
  }
  canvas.getContext("2d")?.putImageData(image, 0, 0);
  image.data.fill(0);
}
