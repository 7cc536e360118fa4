import {
  BarChart,
  Button,
  Card,
  Checklist,
  Columns,
  Contents,
  Conversation,
  CopyText,
  CopyValue,
  DescriptionList,
  Details,
  EmptyState,
  Figure,
  FlowChart,
  Icon,
  Lines,
  LinkButton,
  LinkList,
  MailFrame,
  Neighbours,
  Notice,
  Pagination,
  Particulars,
  Progress,
  Prose,
  QrCode,
  Remark,
  SearchBox,
  Section,
  ShareBar,
  StatusBadge,
  Steps,
  SummaryList,
  Table,
  Tabs,
  Term,
  Timeline,
  VisuallyHidden,
} from "./index.ts";
import type { Column } from "./index.ts";

type Application = { id: string; facility: string; state: string; amount: number; due: string };

const applications: Application[] = [
  {
    id: "G-0412",
    facility: "架空みなと整骨院",
    state: "直しを待っています",
    amount: 41_800,
    due: "8月20日（木）",
  },
  {
    id: "G-0413",
    facility: "架空さくら鍼灸院",
    state: "審査しています",
    amount: 9_900,
    due: "8月27日（木）",
  },
];

const columns: Column<Application>[] = [
  {
    key: "id",
    header: "受付番号",
    cell: (row) => <a href={`/grants/${row.id}`}>{row.id}</a>,
    rowHeader: true,
  },
  { key: "facility", header: "施設", cell: (row) => row.facility },
  {
    key: "state",
    header: "状態",
    cell: (row) => (
      <StatusBadge tone={row.id === "G-0412" ? "warning" : "info"} icon="clock">
        {row.state}
      </StatusBadge>
    ),
  },
  {
    key: "due",
    header: "期限",
    cell: (row) => row.due,
    sort: { href: "?sort=due", direction: "ascending" },
  },
  {
    key: "amount",
    header: "申請額",
    cell: (row) => `${row.amount.toLocaleString("ja")}円`,
    numeric: true,
  },
];

/** Everything that shows something, in every state. */
export function ShowGallery() {
  return (
    <>
      <Steps
        label="補助金申請の手順"
        steps={[
          { label: "施設の確認", state: "done", href: "/grants/new/1" },
          { label: "購入した機器", state: "done", href: "/grants/new/2" },
          { label: "領収書", state: "current" },
          { label: "内容の確認", state: "upcoming" },
        ]}
      />
      <FlowChart
        label="これからの受付"
        lanes={["患者さん", "受付"]}
        markedWord="変わるところ"
        steps={[
          { lane: 0, short: "カードを置く", text: "患者さんがカードを置きます。", marked: true },
          {
            lane: 0,
            short: "暗証番号を入れる",
            text: "患者さんが4桁の暗証番号を入れます。",
            marked: true,
          },
          {
            lane: 1,
            short: "「有効」と負担割合を見る",
            text: "受付が画面を見ます。",
            marked: true,
          },
          { lane: 0, short: "診療・施術へ", text: "患者さんが診療に進みます。" },
        ]}
      />
      <Notice tone="info" title="10月1日（木）から、申請の受付を始めます。" />
      <Notice tone="success" title="申請を受け付けました。受付番号は G-0412 です。" />
      <Notice tone="warning" title="電子証明書の有効期限（令和8年9月3日）が過ぎています。">
        <p>
          資格の確認は12月3日までできます。患者さんには、市区町村の窓口での更新をご案内ください。
        </p>
      </Notice>
      <Notice tone="error" word="直しのお願い" title="領収書の宛名が施設名と違います。" live>
        <p>8月20日（木）までに直して「修正を提出」を押してください。</p>
        <p>ほかの入力はそのまま残っています。</p>
      </Notice>
      <Columns layout="side">
        <Section heading="準備作業">
          <Progress label="準備" done={5} total={9} text="9つのうち5つ済みました" />
          <Checklist
            items={[
              {
                key: "terminal",
                title: "端末を選んで購入する",
                state: "done",
                date: "令和8年7月2日（木）に済みました",
                proof: "購入の報告を受け付けました",
              },
              {
                key: "application",
                title: "利用申請",
                state: "waiting",
                date: "7月9日（木）に提出しました",
              },
              {
                key: "receipt",
                title: "補助金の書類",
                state: "returned",
                proof: "領収書の宛名が施設名と違います",
                date: "期限：8月20日（木）",
                action: (
                  <LinkButton href="/grants/1/fix" variant="secondary">
                    直す
                  </LinkButton>
                ),
              },
              {
                key: "go-live",
                title: "運用開始日を入力する",
                state: "open",
                action: (
                  <LinkButton href="/onboarding/go-live" variant="secondary">
                    入力する
                  </LinkButton>
                ),
              },
            ]}
          />
        </Section>
        <Section heading="次にすること">
          <Card heading="運用開始日を入力する" level={3} meta="1分ほど" emphasis>
            <p>窓口で使い始める日を決めてください。あとから変えられます。</p>
            <LinkButton href="/onboarding/go-live">入力する</LinkButton>
          </Card>
        </Section>
      </Columns>
      <Section heading="申請の経過">
        <Timeline
          entries={[
            {
              title: "申請を提出しました",
              date: "令和8年8月3日（月）",
              dateTime: "2026-08-03",
              role: "申請者",
              state: "past",
            },
            {
              title: "直しをお願いしています",
              date: "令和8年8月10日（月）",
              dateTime: "2026-08-10",
              role: "審査担当",
              state: "current",
              children: <p>領収書の宛名が施設名と違います。8月20日（木）までに直してください。</p>,
            },
            { title: "交付を決定します", date: "9月上旬の予定", role: "決裁者", state: "future" },
            { title: "口座に振り込みます", date: "9月下旬の予定", state: "future" },
          ]}
        />
      </Section>
      <Section heading="統計">
        <BarChart
          title="日ごとの確認"
          description="11月1日から5日までで68件、多い日は24件です。"
          series={["答えが出た確認", "答えが出なかった確認"]}
          unit="件"
          bars={[12, 0, 22, 9, 18].map((count, index) => ({
            label: `11月${index + 1}日`,
            values: [count, index % 3],
          }))}
        />
        <p>
          有効だった割合 <ShareBar share={0.975}>97.5%</ShareBar>
        </p>
      </Section>
      <Section heading="お問い合わせのやりとり">
        <Conversation
          utterances={[
            {
              key: "1",
              who: "架空 花子",
              date: "令和8年8月3日（月） 9:04",
              dateTime: "2026-08-03T09:04:00+09:00",
              side: "own",
              text: "領収書の宛名は、院長の個人名でもよいですか。\n購入は7月です。",
              children: <a href="/inquiries/1/files/1">領収書.jpg</a>,
            },
            {
              key: "2",
              who: "担当者",
              kind: "職員だけのメモ",
              date: "令和8年8月3日（月） 10:20",
              side: "aside",
              text: "手引き12ページ",
            },
            {
              key: "3",
              who: "担当者",
              date: "令和8年8月3日（月） 10:31",
              side: "other",
              text: "開設者が個人のときは、個人名で差し支えありません。",
            },
          ]}
        />
      </Section>
      <Section heading="申請の一覧" action={<a href="/grants.csv">一覧を保存する（CSV）</a>}>
        <Tabs
          label="申請の状態"
          tabs={[
            { href: "?state=waiting", label: "対応が必要", count: 2, current: true },
            { href: "?state=review", label: "審査中", count: 14 },
            { href: "?state=done", label: "完了", count: 310 },
          ]}
        />
        <Table
          caption="対応が必要な申請"
          columns={columns}
          rows={applications}
          rowKey={(row) => row.id}
          footer={{ id: "合計", amount: "51,700円" }}
        />
        <Pagination label="申請の一覧" current={4} total={12} href={(page) => `?page=${page}`} />
        <Neighbours
          label="申請の一覧の前後"
          links={[
            { href: "?before", label: "前へ", rel: "prev" },
            { href: "?list", label: "一覧へ" },
            { href: "?after", label: "次へ", rel: "next" },
          ]}
        />
        <EmptyState title="条件に合う申請はありません。" action={<a href="?">条件をすべて外す</a>}>
          <p>施設名の一部だけでも探せます。</p>
        </EmptyState>
      </Section>
      <Section heading="資格" level={2} id="coverage">
        <p>
          <StatusBadge tone="success" size="large">
            有効
          </StatusBadge>{" "}
          <StatusBadge tone="error" size="large">
            無効
          </StatusBadge>{" "}
          <StatusBadge>下書き</StatusBadge> <StatusBadge tone="success">交付決定</StatusBadge>{" "}
          <StatusBadge tone="error">却下</StatusBadge>{" "}
          <StatusBadge tone="warning">期限が近い</StatusBadge>
        </p>
        <DescriptionList
          items={[
            { term: "保険者番号", detail: <CopyValue label="保険者番号" value="01130012" /> },
            { term: "枝番", detail: <CopyValue label="枝番" value="" /> },
            { term: "保険者", detail: "全国健康保険協会 東京支部" },
          ]}
        />
        <QrCode label="3つの見本の点" path="M0 0h1v1h-1zM1 1h1v1h-1zM2 0h1v1h-1z" size={3} />
        <CopyText label="資格" text={"保険者番号: 01130012\n記号: 12345678\n番号: 901"} />
        <SummaryList
          items={[
            { label: "施設名", value: "架空みなと整骨院", changeHref: "/grants/new/1" },
            { label: "登録記号番号", value: "協1300000-0-0" },
            {
              label: "連絡事項",
              value: <Lines text={"火曜日は休みです。\n電話は午前にお願いします。"} />,
            },
          ]}
        />
      </Section>
      <Section heading="お知らせと手順書">
        <Columns>
          <Card
            heading="年末年始の受付について"
            level={3}
            href="/library/1"
            meta="令和8年12月1日（火）"
          />
          <Card heading="カードリーダーをつなぐ" level={3} href="/library/2" meta="手順書">
            <p>パソコンにつないで、読み取れることを確かめるまでの手順です。</p>
          </Card>
          <Card heading="よくあるご質問" level={3} href="/library/faq" meta="32件" />
        </Columns>
        <LinkList
          items={[
            {
              key: "1",
              href: "/library/1",
              title: "年末年始の受付について",
              badge: <StatusBadge>一部機関</StatusBadge>,
              meta: <Particulars items={["00-0123", "令和8年12月1日（火）", "閲覧 1,234回"]} />,
            },
            {
              key: "2",
              href: "/library/2",
              title: "カードリーダーをつなぐ",
              excerpt: (
                <>
                  <mark>カード</mark>は、印のある面を下にして置きます。
                </>
              ),
            },
          ]}
        />
        <SearchBox action="/search" label="お知らせと手順書を探す" id="gallery-search" />
        <Details summary="「●」がある氏名は、どう読みますか">
          <p>保険者のシステムで使えない文字です。フリガナと生年月日でご本人か確認してください。</p>
        </Details>
        <Details summary="限度額の区分は、どこに出ますか" open>
          <p>資格確認の結果の下の段に出ます。</p>
        </Details>
        <Prose>
          <h3>はじめに用意するもの</h3>
          <p>次の2つを手もとに置いてください。</p>
          <ul>
            <li>開設届の控え</li>
            <li>領収書（原本）</li>
          </ul>
          <p>
            <Term word="医療機関コード" meaning="10桁の番号です。都道府県の2桁から始まります。" />
            を、封筒で確かめます。
            <Term word="医療機関コード" />
            は、施術所にはありません。
          </p>
          <Remark tone="warning" word="注意">
            <p>領収書の宛名は、施設の名称と同じにしてもらいます。</p>
          </Remark>
          <Remark tone="info" word="ヒント">
            <p>カードリーダーは、販売店でも確かめられます。</p>
          </Remark>
          <MailFrame
            title="審査の結果のメール"
            href="data:text/html,%3Chtml lang=ja%3E%3Ctitle%3EMail%3C/title%3E%3Cp%3Eok%3C/p%3E"
          />
          <Figure
            href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 240 90'/%3E"
            alt="カードリーダーにカードを置いたところ"
            width={240}
            height={90}
          />
        </Prose>
        <Contents
          items={[
            { href: "#a", label: "用意するもの", level: 2 },
            { href: "#b", label: "カードリーダー", level: 3 },
            { href: "#c", label: "つなぐ", level: 2 },
          ]}
        />
        <p>
          <Icon name="question" /> <VisuallyHidden>困ったときは：</VisuallyHidden>
          <a href="/inquiries/new">お問い合わせを送る</a>
        </p>
        <Button type="button" variant="secondary">
          <Icon name="print" />
          印刷する
        </Button>
      </Section>
    </>
  );
}
