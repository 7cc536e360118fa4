import { exampleAnswer as answer, exampleCoverage as coverage } from "@madoguchi/contract";
import { expect, test } from "vitest";
import { answerTable } from "./table.ts";

test("a coverage that holds: the word, the person, what to charge, the insurance", () => {
  expect(answerTable(answer)).toBe(`有効

フリガナ　　　ヤマダ　ハナコ
氏名　　　　　山田　花子
性別　　　　　女
生年月日　　　昭和55年2月17日（46歳）

自己負担　　　3割
保険者番号　　01130012
保険者名　　　全国健康保険協会 東京支部
記号　　　　　12345678
番号　　　　　901
枝番　　　　　00
本人・家族　　本人
資格取得　　　令和3年4月1日
有効期限　　　なし

確認した日時　令和8年11月22日（日） 9:04
確認番号　　　00000000-0000-7000-8000-000000000001`);
});

test("certificates, a remark, and what an insurer leaves empty", () => {
  const period = { validFrom: "2026-08-01", validTo: "2027-07-31" };
  const table = answerTable({
    ...answer,
    coverages: [
      {
        ...coverage,
        symbol: null,
        branch: null,
        copayTenths: 2,
        preschool: true,
        relationship: "dependent",
        insuredName: "山田　太郎",
        elderlyCertificate: { ...period, copayTenths: 2 },
        limitCertificate: { ...period, classification: "01", category: "ウ" },
        specificDiseases: [{ ...period, validTo: null, disease: "1", selfPay: 10_000 }],
      },
    ],
    remarks: [{ kind: "unmappable-name", text: "氏名の「●」は使えない文字です。" }],
  });
  for (const line of [
    "自己負担　　　2割（未就学のお子さん）",
    "記号　　　　　なし",
    "枝番　　　　　なし",
    "本人・家族　　家族",
    "被保険者氏名　山田　太郎",
    "高齢受給者証　2割 令和8年8月1日から令和9年7月31日まで",
    "限度額　　　　限度額適用認定証 区分ウ 令和8年8月1日から令和9年7月31日まで",
    "特定疾病　　　人工透析を行う慢性腎不全 自己負担限度額10,000円 令和8年8月1日から",
    "お知らせ　　　氏名の「●」は使えない文字です。",
  ]) {
    expect(table.split("\n")).toContain(line);
  }
});

test("a coverage that has ended: no copay to charge by, but why and how to go on", () => {
  const lines = answerTable({
    ...answer,
    outcome: "invalid",
    coverages: [{ ...coverage, disqualifiedOn: "2026-09-01", lossReason: "03" }],
    guidance: {
      cause: "登録されている資格は、終わっています。",
      owner: "insurer",
      patientWords: "お勤め先が変わりましたでしょうか。",
      nextSteps: ["画面を見せてもらう。", "申立書を書いてもらう。"],
      charge: "申立書のときは、3割です。",
    },
  }).split("\n");
  expect(lines[0]).toBe("無効");
  expect(lines.filter((line) => line.startsWith("自己負担"))).toEqual([]);
  expect(lines).toContain("資格喪失　　　令和8年9月1日（ほかの医療保険の資格取得）");
  const reason = lines.findIndex((line) => line.startsWith("理由"));
  expect(lines.slice(reason, reason + 5)).toEqual([
    "理由　　　　　登録されている資格は、終わっています。",
    "患者さんへ　　「お勤め先が変わりましたでしょうか。」",
    "次にすること　1. 画面を見せてもらう。",
    "　　　　　　　2. 申立書を書いてもらう。",
    "お会計　　　　申立書のときは、3割です。",
  ]);
});

test("for whom it was asked, in what other way than usual, and whether a contract covers it", () => {
  const facility = { code: "1310000016", name: "架空はり灸院" };
  const { insurerNumber, insurerName } = coverage;
  const membership = {
    insurerNumber,
    insurerName,
    contracted: true,
    text: "契約あり。",
    nextStep: null,
  };
  const visual = answerTable({
    ...answer,
    purpose: "visualCheck",
    facility,
    memberships: [membership],
  });
  expect(visual).toContain("確認方法　　　目視（顔写真）");
  expect(visual).toContain("確認した施設　架空はり灸院（1310000016）");
  expect(visual).toContain("健診の契約　　全国健康保険協会 東京支部：契約あり。");
  const recheck = {
    earlierCheckId: answer.checkId,
    earlierCheckedAt: answer.checkedAt,
    reason: "after-payment",
  } as const;
  expect(answerTable({ ...answer, recheck })).toContain(
    "確認方法　　　再照会（カードなし）。もとの確認は暗証番号",
  );
});
