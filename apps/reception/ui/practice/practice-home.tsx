import type { PracticePatient } from "@madoguchi/contract";
import { Button, ButtonRow, Checklist, Details, Notice, Progress } from "@madoguchi/ui";
import { ScreenHeading } from "../shell/screen-heading.tsx";
import { cardCases, usualCard } from "./card-cases.ts";
import { steps } from "./course.ts";
import type { Step } from "./course.ts";
import type { Played } from "./open-practice.ts";

type PracticeHomeProps = {
  /** Null while they are being fetched. */
  patients: readonly PracticePatient[] | null;
  done: ReadonlySet<string>;
  /** The center knows that the course is finished. */
  isReported: boolean;
  onStep: (step: Step) => void;
  onPlay: (played: Played) => void;
  onLeft: () => void;
};

/** The course, and below it everybody who may come to a counter. */
export function PracticeHome(props: PracticeHomeProps) {
  const { patients, done, isReported, onStep, onPlay, onLeft } = props;
  const doneSteps = steps.filter(({ id }) => done.has(id)).length;
  const next = steps.find(({ id }) => !done.has(id));
  return (
    <main className="rc-main rc-practice">
      <ScreenHeading title="受付の練習">受付の練習</ScreenHeading>
      <p className="rc-lead">
        本番と同じ画面を、架空の患者さんで試せます。カードリーダーもカードも要りません。
      </p>
      <section aria-labelledby="course">
        <h2 id="course">10分のコース</h2>
        <Progress
          label="コース"
          done={doneSteps}
          total={steps.length}
          text={`${steps.length}つのうち${doneSteps}つ済みました`}
        />
        {next === undefined && (
          <Notice tone="success" title="コースが終わりました。おつかれさまでした。">
            {isReported && (
              <p>ポータルの準備の一覧で、「受付業務等の変更点の確認」が済みになりました。</p>
            )}
          </Notice>
        )}
        <ButtonRow>
          {next !== undefined && patients !== null && (
            <Button type="button" size="large" onClick={() => onStep(next)}>
              {doneSteps === 0 ? "コースを始める" : "続きから始める"}
            </Button>
          )}
          <Button
            type="button"
            size="large"
            variant={next === undefined ? "primary" : "secondary"}
            onClick={onLeft}
          >
            練習を終えて受付に戻る
          </Button>
        </ButtonRow>
        <Checklist
          items={steps.map((step) => ({
            key: step.id,
            title: step.title,
            state: done.has(step.id) ? "done" : "open",
            ...(patients !== null && {
              action: (
                <Button type="button" variant="quiet" onClick={() => onStep(step)}>
                  {done.has(step.id) ? "もう一度" : "練習する"}
                  <span className="mg-visually-hidden">：{step.title}</span>
                </Button>
              ),
            }),
          }))}
        />
      </section>
      {patients === null ? (
        <p role="status">患者さんを用意しています。</p>
      ) : (
        <Everybody patients={patients} onPlay={onPlay} />
      )}
    </main>
  );
}

type EverybodyProps = {
  patients: readonly PracticePatient[];
  onPlay: (played: Played) => void;
};

function Everybody({ patients, onPlay }: EverybodyProps) {
  const usual = patients.find(({ code }) => code === "valid");
  const parts = [...Map.groupBy(patients, ({ part }) => part)];
  return (
    <section aria-labelledby="patients" className="rc-practice-patients">
      <h2 id="patients">患者さんを選んで練習する</h2>
      <p>受付で出る答えのすべてに、患者さんが1人以上います。</p>
      {usual !== undefined && (
        <Details summary={`カードと暗証番号（${cardCases.length}とおり）`}>
          <ul className="rc-tray-cards">
            {cardCases.map((card) => (
              <li key={card.id}>
                <button type="button" onClick={() => onPlay({ patient: usual, card })}>
                  <strong>{card.title}</strong>
                  <span>{card.hint}</span>
                </button>
              </li>
            ))}
          </ul>
        </Details>
      )}
      {parts.map(([part, under]) => (
        <Details key={part} summary={`${part}（${under.length}人）`}>
          {[...Map.groupBy(under, ({ title }) => title)].map(([title, alike]) => (
            <section key={title} aria-label={title}>
              <h3>{title}</h3>
              <ul className="rc-tray-cards">
                {alike.map((patient) => (
                  <li key={patient.id}>
                    <button type="button" onClick={() => onPlay({ patient, card: usualCard })}>
                      <strong>{patient.variant === "" ? title : patient.variant}</strong>
                      {patient.answer.person !== null && patient.refusal === null && (
                        <span>{patient.answer.person.name}</span>
                      )}
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </Details>
      ))}
    </section>
  );
}
