import {
  Button,
  ButtonRow,
  CheckboxField,
  CheckboxGroup,
  DateFields,
  Fieldset,
  FileField,
  Form,
  LinkButton,
  PasswordField,
  RadioGroup,
  RowCheckbox,
  Section,
  LivePreview,
  SaveState,
  SearchChoice,
  SelectField,
  Table,
  TextArea,
  TextField,
  YenField,
} from "./index.ts";

const kinds = [
  { value: "judo", label: "柔道整復", help: "骨折、脱臼、打撲、捻挫などの施術を行う施設です。" },
  { value: "massage", label: "あん摩マッサージ指圧" },
  { value: "acupuncture", label: "はり・きゅう" },
];

/** Every field, empty, filled and wrong. */
export function FormGallery() {
  return (
    <>
      <Section heading="入力欄">
        <Form action="/gallery" hidden={{ csrf: "token" }} upload>
          <TextField
            name="facilityName"
            label="施設名"
            help="開設届に書いた名前を入力してください。"
            error="施設名を入力してください。"
            required
            autoComplete="organization"
          />
          <TextField name="phone" label="電話番号" value="03-0000-0000" type="tel" width={20} />
          <TextField
            name="days"
            label="待てる日数"
            value="10"
            inputMode="numeric"
            width={2}
            unit="日"
          />
          <PasswordField
            name="password"
            label="パスワード"
            help="12文字以上。文の形にすると覚えやすくなります。"
            autoComplete="new-password"
            required
          />
          <YenField
            name="price"
            label="購入額（税込み）"
            help="領収書の合計を入力してください。例：41800"
            value="４１８００円"
            error="数字だけで入力してください。例：41800"
            required
          />
          <SelectField
            name="prefecture"
            label="都道府県"
            value="13"
            options={[
              { value: "01", label: "北海道" },
              { value: "13", label: "東京都" },
            ]}
            required
          />
          <DateFields
            name="opened"
            label="開設した日"
            value={{ year: "2019", month: "13", day: "1" }}
            wrongParts={["month"]}
            error="開設した月は、1から12までの数字で入力してください。"
            required
          />
          <RadioGroup
            name="kind"
            label="施設の種類"
            options={kinds}
            error="施設の種類を選んでください。"
            required
          />
          <CheckboxGroup
            name="devices"
            label="補助を受ける機器"
            help="当てはまるものをすべて選んでください。"
            values={["reader"]}
            options={[
              { value: "reader", label: "汎用カードリーダー" },
              { value: "tablet", label: "タブレット端末" },
            ]}
          />
          <FileField
            name="receipts"
            label="領収書"
            help="PDF、JPEG、PNG。1つ 10 MB まで、合わせて 5 つまで。"
            accept=".pdf,.jpg,.jpeg,.png"
            maxBytes={10_000_000}
            multiple
            required
          />
          <TextArea name="note" label="審査担当への連絡" value="領収書は2枚あります。" rows={4} />
          <SearchChoice
            name="bankSearch"
            label="金融機関"
            help="名前、読み、または4桁のコード。"
            value="かくう"
            button={{ label: "探す", name: "do", value: "find-bank" }}
            note="2件見つかりました。"
            choice={{
              name: "bank",
              label: "見つかった金融機関",
              value: "0000",
              asked: "かくう",
              askedName: "bankAsked",
              options: [
                { value: "0000", label: "架空（0000）", help: "カクウ" },
                { value: "0009", label: "架空信金（0009）", help: "カクウシンキン" },
              ],
            }}
            suggestions={{ from: "/gallery/banks" }}
            required
          />
          <Fieldset name="account" legend="振込先の口座" help="開設者か施設の名義に限ります。">
            <TextField name="account.bank" label="金融機関名" required />
            <TextField
              name="account.number"
              label="口座番号"
              help="7桁の数字です。"
              inputMode="numeric"
              width={8}
              required
            />
          </Fieldset>
          <CheckboxField
            name="consent"
            label="申請の内容に偽りはありません"
            error="申請するには、チェックを入れてください。"
            required
          />
          <LivePreview action="/preview" of="body" label="書いている文章の見え方" />
          <SaveState>令和8年11月22日（日） 10:32に保存しました</SaveState>
          <ButtonRow>
            <Button>内容を確認する</Button>
            <Button variant="secondary">下書きを保存する</Button>
            <LinkButton href="/" variant="quiet">
              やめて戻る
            </LinkButton>
          </ButtonRow>
        </Form>
      </Section>
      <Section heading="表の行を選ぶ">
        <Table
          caption="審査待ち"
          columns={[
            {
              key: "choose",
              header: "選ぶ",
              cell: (name) => <RowCheckbox name="rows" value={name} label={`${name}を選ぶ`} />,
            },
            { key: "name", header: "施設", rowHeader: true, cell: (name) => name },
          ]}
          rows={["架空第1医院", "架空第2医院"]}
          rowKey={(name) => name}
        />
      </Section>
      <Section heading="ボタン">
        <ButtonRow>
          <Button size="large">次の患者さん</Button>
          <Button aria-disabled>送信できません</Button>
          <LinkButton href="/next">次へ進む</LinkButton>
        </ButtonRow>
        <ButtonRow sticky>
          <Button>承認</Button>
          <Button variant="secondary">差戻し</Button>
          <Button variant="danger">却下</Button>
        </ButtonRow>
      </Section>
    </>
  );
}
