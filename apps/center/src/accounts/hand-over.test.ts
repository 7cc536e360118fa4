/** 管理者 passes on: at once, on a later day, or not after all. */
import { enqueue, transaction } from "@madoguchi/platform";
import { addMember, giveProof, registerFacility } from "@madoguchi/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PEOPLE, dayFields, freshAddress, newcomer, startPlace } from "./people.fixture.ts";
import type { Place } from "./people.fixture.ts";

let place: Place;
beforeAll(async () => {
  place = await startPlace();
});
afterAll(() => place.close());

async function takeDueHandovers(): Promise<void> {
  await transaction(place.db, (tx) => enqueue(tx, "take-hand-overs", {}));
}

test("the successor is invited as 管理者, accepts, and the former steps back the same day", async () => {
  const facility = await registerFacility(place.center);
  const mail = freshAddress();
  const offered = await facility.visitor.post(`${PEOPLE}/hand-over`, {
    mail,
    ...dayFields(place.today()),
    kept: "leave",
  });
  expect(offered.path).toBe(`${PEOPLE}?done=handover-offered`);
  expect(offered.html).toContain(`${mail} に、管理者の引き継ぎをお願いしています`);
  const again = await facility.visitor.post(`${PEOPLE}/hand-over`, {
    mail: freshAddress(),
    ...dayFields(place.today()),
    kept: "leave",
  });
  expect(again.status).toBe(422);
  expect(again.html).toContain("引き継ぎが、すでに進んでいます");

  const token = await place.tokenTo(mail);
  const successor = place.center.visitor();
  await successor.post("/invitation", { ...newcomer, token });
  expect(await place.rolesIn(facility)).toEqual({ [mail]: ["administrator"] });
  for (const to of [facility.mail, mail]) {
    const { text } = await place.center.mailTo(to);
    expect(text).toContain("管理者は、新人 一郎 さんです");
    expect(text).toContain("担当を外れます");
  }
  expect((await facility.visitor.get("/home")).html).toContain("担当する施設がありません");
  expect((await place.deedsOf(facility)).slice(-3)).toEqual([
    "handover.offered",
    "handover.accepted",
    "handover.done",
  ]);
});

test("a later day is waited for: until then both are 管理者", async () => {
  const facility = await registerFacility(place.center);
  const colleague = await addMember(place.center, facility.facilityCode, ["accounting"]);
  const day = place.today().add({ days: 3 });
  const page = await facility.visitor.get(
    `${PEOPLE}/hand-over?year=${day.year}&month=${day.month}&day=${day.day}`,
  );
  expect(page.html).toContain(`value="${day.day}"`);
  await facility.visitor.post(`${PEOPLE}/hand-over`, {
    mail: colleague.mail,
    ...dayFields(day),
    kept: "reception",
  });
  const token = await place.tokenTo(colleague.mail);
  await colleague.visitor.post("/invitation/join", { token });
  expect(await place.rolesIn(facility)).toEqual({
    [facility.mail]: ["administrator"],
    [colleague.mail]: ["accounting", "administrator"],
  });
  for (const to of [facility.mail, colleague.mail]) {
    expect((await place.center.mailTo(to)).text).toContain("それまでは、2人とも管理者です");
  }
  await takeDueHandovers();
  place.pass(3);
  await takeDueHandovers();
  await expect
    .poll(() => place.rolesIn(facility))
    .toEqual({
      [facility.mail]: ["reception"],
      [colleague.mail]: ["accounting", "administrator"],
    });
  for (const to of [facility.mail, colleague.mail]) {
    expect((await place.center.mailTo(to)).text).toContain("「受付」に変わります");
  }
});

test("whoever sends it again, the mail names who hands over", async () => {
  const facility = await registerFacility(place.center);
  const other = await addMember(place.center, facility.facilityCode, ["administrator"]);
  await giveProof(place.center, other.mail);
  const mail = freshAddress();
  await facility.visitor.post(`${PEOPLE}/hand-over`, {
    mail,
    ...dayFields(place.today()),
    kept: "leave",
  });
  const { text: first = "" } = await place.center.mailTo(mail);
  const id = /invitations\/([\w-]+)\/resend/.exec((await other.visitor.get(PEOPLE)).html)?.[1];
  await other.visitor.post(`${PEOPLE}/invitations/${id}/resend`, {});
  const { text: second = "" } = await place.center.mailTo(mail);
  const withoutToken = (text: string) => text.replace(/token=\S+/, "");
  expect(withoutToken(second)).toBe(withoutToken(first));
  expect(second).toContain("管理者 受付 花子 さんが、あなたに管理者を引き継ぎます");
});

test("a successor who says no ends the hand-over, and the giver stays what they are", async () => {
  const facility = await registerFacility(place.center);
  const mail = freshAddress();
  await facility.visitor.post(`${PEOPLE}/hand-over`, {
    mail,
    ...dayFields(place.today()),
    kept: "leave",
  });
  const token = await place.tokenTo(mail);
  await place.center.visitor().post("/invitation/decline", { token });
  expect((await place.center.mailTo(facility.mail)).text).toContain("引き継ぎは行われません");
  expect(await place.rolesIn(facility)).toEqual({ [facility.mail]: ["administrator"] });
  expect((await facility.visitor.get(PEOPLE)).html).toContain("管理者を引き継ぐ");
  expect((await place.deedsOf(facility)).at(-1)).toBe("handover.declined");
});

test("a hand-over is taken back, and ends when the successor is 管理者 no longer", async () => {
  const facility = await registerFacility(place.center);
  const colleague = await addMember(place.center, facility.facilityCode, ["accounting"]);
  const offer = () =>
    facility.visitor.post(`${PEOPLE}/hand-over`, {
      mail: colleague.mail,
      ...dayFields(place.today().add({ days: 3 })),
      kept: "leave",
    });
  await offer();
  const withdrawn = await place.tokenTo(colleague.mail);
  await facility.visitor.post(`${PEOPLE}/hand-over/withdraw`, {});
  expect((await colleague.visitor.post("/invitation/join", { token: withdrawn })).status).toBe(410);
  expect((await facility.visitor.post(`${PEOPLE}/hand-over/withdraw`, {})).status).toBe(409);

  await offer();
  await colleague.visitor.post("/invitation/join", { token: await place.tokenTo(colleague.mail) });
  await place.center.mailTo(facility.mail);
  await facility.visitor.post(`${PEOPLE}/members/${await place.idOf(colleague.mail)}`, {
    roles: "accounting",
  });
  expect((await place.center.mailTo(facility.mail)).text).toContain("引き継ぎは、行われません");
  place.pass(3);
  await takeDueHandovers();
  const visitor = await place.signIn(facility.mail);
  expect((await visitor.get(PEOPLE)).html).not.toContain("交代の日");
  expect(await place.rolesIn(facility)).toMatchObject({
    [facility.mail]: ["administrator"],
  });
  for (const [day, message] of [
    [place.today().subtract({ days: 1 }), "今日から1年後まで"],
    [place.today().add({ days: 400 }), "今日から1年後まで"],
  ] as const) {
    const answer = await visitor.post(`${PEOPLE}/hand-over`, {
      mail: colleague.mail,
      ...dayFields(day),
      kept: "leave",
    });
    expect(answer.html).toContain(message);
  }
});
