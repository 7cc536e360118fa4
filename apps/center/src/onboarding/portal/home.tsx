import { formatDate, tokyoDate } from "@madoguchi/notation";
import {
  Button,
  Card,
  Checklist,
  DateFields,
  Form,
  LinkButton,
  Notice,
  PageHeading,
  Progress,
  Section,
  VisuallyHidden,
} from "@madoguchi/ui";
import type { ChecklistItem } from "@madoguchi/ui";
import type { ReactNode } from "react";
import type { Temporal } from "temporal-polyfill";
import { May } from "../../accounts/index.ts";
import type { FacilityActor } from "../../accounts/index.ts";
import { PortalPage } from "../../shell/pages.tsx";
import { chapters, checklistItems, itemKeys, nextItem, standingOf } from "../checklist.ts";
import type { Chapter, ItemKey, ItemStanding, Standing } from "../checklist.ts";
import { corrections, dateWords, proofWords, tasks } from "./home-words.ts";
import type { Task } from "./home-words.ts";
import { REMINDER_DAYS } from "../reminders/rules.ts";
import { partsOf, proposedGoLive } from "./go-live.tsx";

type HomePageProps = {
  actor: FacilityActor;
  standing: Standing;
  /** What keeps the office from reaching this person; null where nothing does. */
  trouble: ReactNode;
  /** Notices for this facility. */
  news: ReactNode;
  now: Temporal.Instant;
  /** Reminders may come by mail. */
  reminded: boolean;
};

export function HomePage(props: HomePageProps) {
  const { actor, standing, trouble, news, now, reminded } = props;
  const items = standingOf(standing);
  const done = items.filter(({ state }) => state === "done").length;
  const next = nextItem(items);
  const text = `${itemKeys.length}つのうち${done}つ済みました`;

  return (
    <PortalPage title="準備の進み具合" actor={actor} current="/home">
      <PageHeading caption="オンライン資格確認（資格確認限定型）">準備の進み具合</PageHeading>
      {trouble}
      <Progress label="準備" done={done} total={itemKeys.length} text={text} />
      <NextStep next={next} items={items} standing={standing} today={tokyoDate(now)} />
      {chapterKeys.map((chapter) => (
        <Section key={chapter} heading={chapters[chapter]}>
          <Checklist
            items={items
              .filter(({ key }) => checklistItems[key].chapter === chapter)
              .map((item) => row(item, standing, now, item.key === next))}
          />
        </Section>
      ))}
      {news}
      <Section heading="印刷とお知らせメール">
        <p>
          <a href="/home/print">印刷用のチェックリストを開く</a>
        </p>
        <Reminders reminded={reminded} />
      </Section>
    </PortalPage>
  );
}

const chapterKeys: readonly Chapter[] = ["purchase", "preparation", "grant"];

function Reminders({ reminded }: { reminded: boolean }) {
  return (
    <>
      <p>
        {reminded
          ? `準備が止まっているときに、${REMINDER_DAYS}日に1通までメールでお知らせします。`
          : "準備の続きをお知らせするメールは、止めています。"}
      </p>
      <Form action="/home/reminders" hidden={{ wish: reminded ? "stop" : "resume" }}>
        <Button variant="quiet">
          {reminded ? "お知らせメールを止める" : "お知らせメールをまた受け取る"}
        </Button>
      </Form>
    </>
  );
}

type NextStepProps = {
  next: ItemKey | null;
  items: readonly ItemStanding[];
  standing: Standing;
  today: Temporal.PlainDate;
};

function NextStep({ next, items, standing, today }: NextStepProps) {
  if (next === "goLive" && standing.firstCheckAt) {
    return <AskForGoLive standing={standing} firstCheckAt={standing.firstCheckAt} today={today} />;
  }
  if (next) {
    const returned = items.some(({ key, state }) => key === next && state === "returned");
    const task = returned ? { ...tasks[next], ...corrections } : tasks[next];

    return (
      <Card heading={task.title} meta={`次にすること　${task.duration}`} emphasis>
        <p>{task.why}</p>
        <TaskButton item={next} task={task} primary />
      </Card>
    );
  }
  if (items.some(({ state }) => state === "waiting")) {
    return (
      <Notice title="いま、していただくことはありません。" word="確認中">
        <p>審査担当が申請を確認しています。結果はメールでお知らせします。</p>
      </Notice>
    );
  }

  return items.every(({ state }) => state === "done") ? (
    <Notice tone="success" title="準備はすべて済みました。おつかれさまでした。">
      <p>
        患者さんの資格は、<a href="/reception/">受付アプリ</a>で確認します。
      </p>
    </Notice>
  ) : (
    <Notice title="いま、していただくことはありません。">
      <p>残りの作業は、始められるようになると、ここに表示されます。</p>
    </Notice>
  );
}

type AskForGoLiveProps = {
  standing: Standing;
  firstCheckAt: Temporal.Instant;
  today: Temporal.PlainDate;
};

/** A card was checked with success: only the day is missing, and it is asked for here. */
function AskForGoLive({ standing, firstCheckAt, today }: AskForGoLiveProps) {
  const proposed = proposedGoLive(standing, today);

  return (
    <Card
      heading="運用開始日を入力しましょう"
      meta={`次にすること　${tasks.goLive.duration}`}
      emphasis
    >
      <p>
        {formatDate(tokyoDate(firstCheckAt))}
        に、はじめての「有効」を確認しました。受付で使い始める日を入力してください。
      </p>
      <Form action="/go-live">
        <DateFields
          name="goLiveOn"
          label="運用開始日"
          help="西暦の年、月、日です。すでに始めているときは、始めた日にしてください。あとから変えられます。"
          required
          value={partsOf(proposed)}
        />
        <Button>この日に決める</Button>
      </Form>
    </Card>
  );
}

function TaskButton({ item, task, primary }: { item: ItemKey; task: Task; primary: boolean }) {
  const variant = primary ? "primary" : "secondary";

  return task.kind === "tick" ? (
    <Form action={`/home/checklist/${item}`} hidden={{ done: "yes" }}>
      <Button variant={variant}>{task.button}</Button>
    </Form>
  ) : (
    <LinkButton href={task.href} variant={variant}>
      {task.button}
    </LinkButton>
  );
}

function row(
  item: ItemStanding,
  standing: Standing,
  now: Temporal.Instant,
  isNext: boolean,
): ChecklistItem {
  const { key, state, at } = item;
  const date = dateWords(item, standing, tokyoDate(now));
  const proof = proofWords(item, standing);
  const action = actionOf(item, isNext);

  return {
    key,
    title: checklistItems[key].title,
    state: state === "blocked" ? "open" : state,
    ...(date === null ? {} : { date: at ? <time dateTime={at.toString()}>{date}</time> : date }),
    ...(proof === null ? {} : { proof }),
    ...(action === null ? {} : { action }),
  };
}

const changes: Readonly<Partial<Record<ItemKey, { href: string; word: string }>>> = {
  select: { href: "/devices/choose", word: "選び直す" },
  goLive: { href: "/go-live", word: "変更する" },
};

function actionOf({ key, state, byHand }: ItemStanding, isNext: boolean) {
  switch (state) {
    case "done": {
      const change = changes[key];
      if (change && !byHand) {
        return (
          <May right="prepare">
            <LinkButton href={change.href} variant="quiet">
              {change.word}
              <VisuallyHidden>：{checklistItems[key].title}</VisuallyHidden>
            </LinkButton>
          </May>
        );
      }

      return byHand ? (
        <Form action={`/home/checklist/${key}`} hidden={{ done: "no" }}>
          <Button variant="quiet">
            取り消す<VisuallyHidden>：{checklistItems[key].title}</VisuallyHidden>
          </Button>
        </Form>
      ) : null;
    }
    case "open":
    case "returned":
      // The next step has its button above already.
      return isNext ? null : <TaskButton item={key} task={tasks[key]} primary={false} />;
    case "waiting":
    case "blocked":
      return null;
  }
}
