/** Several people a facility: they are invited, join, change what they may do, and go. */
import { addMember, addOfficial, giveProof, registerFacility } from "@madoguchi/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PEOPLE, freshAddress, newcomer, startPlace } from "./people.fixture.ts";
import type { Place } from "./people.fixture.ts";

let place: Place;
beforeAll(async () => {
  place = await startPlace();
});
afterAll(() => place.close());

test("who is invited and has no account gives a name and a password, and is in", async () => {
  const facility = await registerFacility(place.center);
  const mail = freshAddress();
  await place.invite(facility, mail, "reception", "accounting");
  const waiting = await facility.visitor.get(PEOPLE);
  expect(waiting.html).toContain(mail);
  expect(waiting.html).toContain("令和8年12月1日（火） 9:04まで");

  const token = await place.tokenTo(mail);
  const guest = place.center.visitor();
  const page = await guest.get(`/invitation?token=${token}`);
  expect(page.html).toContain(facility.facilityName);
  expect(page.html).toContain("受付・経理");
  const wrong = await guest.post("/invitation", { ...newcomer, token, password: "みじかい" });
  expect(wrong.status).toBe(422);
  expect(wrong.html).toContain("新人 一郎");
  const weak = await guest.post("/invitation", {
    ...newcomer,
    token,
    password: "password1234",
    passwordAgain: "password1234",
  });
  expect(weak.status).toBe(422);
  expect((await guest.post("/invitation", { ...newcomer, token })).path).toBe("/home");

  expect(await place.rolesIn(facility)).toEqual({
    [facility.mail]: ["administrator"],
    [mail]: ["accounting", "reception"],
  });
  expect((await place.center.mailTo(facility.mail)).text).toContain("新人 一郎 さんが加わりました");
  expect((await guest.get(`/invitation?token=${token}`)).status).toBe(410);
  expect((await guest.get(PEOPLE)).status).toBe(403);
  expect((await place.deedsOf(facility)).slice(-2)).toEqual(["member.invited", "member.joined"]);
  const list = await facility.visitor.get(PEOPLE);
  expect(list.html).toContain("令和8年11月24日（火） 9:04");
  expect(list.html).not.toContain("返事待ち");
});

test("who has an account signs in and joins as the person they are", async () => {
  const [first, second] = [
    await registerFacility(place.center),
    await registerFacility(place.center),
  ];
  await place.invite(second, first.mail, "accounting");
  const token = await place.tokenTo(first.mail);
  const anonymous = await place.center.visitor().get(`/invitation?token=${token}`);
  // The token goes along in a cookie, and stands in no address any more.
  expect(anonymous.path).toBe("/sign-in?next=%2Finvitation%2Fjoin");
  // Whose session it happens to be joins nothing.
  const other = await second.visitor.get(`/invitation?token=${token}`);
  expect(other.status).toBe(403);
  expect(other.html).toContain("別の方への招待です");
  expect((await second.visitor.post("/invitation/join", { token })).status).toBe(410);

  const page = await first.visitor.get(`/invitation?token=${token}`);
  expect(page.path).toBe("/invitation/join");
  const joined = await first.visitor.post("/invitation/join", { token });
  expect(joined.path).toBe("/home");
  expect(joined.html).toContain(second.facilityName);
  expect(await place.rolesIn(second)).toMatchObject({ [first.mail]: ["accounting"] });
});

test("who is invited says no: the inviter hears of it, and the link opens nothing more", async () => {
  const facility = await registerFacility(place.center);
  const mail = freshAddress();
  await place.invite(facility, mail, "reception");
  const token = await place.tokenTo(mail);
  const guest = place.center.visitor();
  const page = await guest.get(`/invitation?token=${token}`);
  expect(page.path).toBe("/invitation");
  expect(page.html).toContain('href="/invitation/decline"');
  expect((await guest.get("/invitation/decline")).html).toContain(mail);
  expect((await guest.post("/invitation/decline", { token })).html).toContain("招待を断りました");
  expect((await guest.post("/invitation/decline", { token })).status).toBe(410);
  expect((await guest.get("/invitation")).status).toBe(410);
  expect((await place.center.mailTo(facility.mail)).text).toContain(
    `招待を断るとの返事が、${mail} の方から`,
  );
  expect((await facility.visitor.get(PEOPLE)).html).not.toContain(mail);
  expect((await place.deedsOf(facility)).at(-1)).toBe("member.invitation-declined");
});

test("neither the screen nor the mail tells whether an address has an account", async () => {
  const [facility, other] = [
    await registerFacility(place.center),
    await registerFacility(place.center),
  ];
  const addresses = [other.mail, await addOfficial(place.center), freshAddress()];
  const answers = [];
  for (const mail of addresses) {
    const { status, path } = await facility.visitor.post(`${PEOPLE}/invite`, {
      mail,
      roles: "reception",
    });
    const { text = "", subject } = await place.center.mailTo(mail);
    answers.push([status, path, subject, text.replace(/token=\S+/, "")]);
  }
  expect(answers[1]).toEqual(answers[0]);
  expect(answers[2]).toEqual(answers[0]);
});

test("an official's address acts for no facility", async () => {
  const facility = await registerFacility(place.center);
  const mail = await addOfficial(place.center);
  await place.invite(facility, mail, "reception");
  const token = await place.tokenTo(mail);
  expect((await place.center.visitor().get(`/invitation?token=${token}`)).status).toBe(409);
  expect((await place.center.visitor().post("/invitation", { ...newcomer, token })).status).toBe(
    410,
  );
});

test("an invitation is sent again, withdrawn, and ends by itself", async () => {
  const facility = await registerFacility(place.center);
  const mail = freshAddress();
  await place.invite(facility, mail, "reception");
  const before = await place.tokenTo(mail);
  const { html } = await facility.visitor.get(PEOPLE);
  const id = /invitations\/([\w-]+)\/resend/.exec(html)?.[1] ?? "";
  await facility.visitor.post(`${PEOPLE}/invitations/${id}/resend`, {});
  const after = await place.tokenTo(mail);
  const open = (token: string) => place.center.visitor().get(`/invitation?token=${token}`);
  expect((await open(before)).status).toBe(410);
  expect((await open(after)).status).toBe(200);

  await facility.visitor.post(`${PEOPLE}/invitations/${id}/withdraw`, {});
  expect((await open(after)).status).toBe(410);
  expect((await facility.visitor.post(`${PEOPLE}/invitations/${id}/resend`, {})).status).toBe(404);

  await place.invite(facility, mail, "reception");
  const late = await place.tokenTo(mail);
  place.pass(7);
  expect((await open(late)).status).toBe(410);
  expect(
    (await place.center.visitor().post("/invitation", { ...newcomer, token: late })).status,
  ).toBe(410);
  const visitor = await place.signIn(facility.mail);
  expect((await visitor.get(PEOPLE)).html).toContain("期限切れ");
});

test("an address gets five invitations an hour, whoever sends them", async () => {
  const facility = await registerFacility(place.center);
  const mail = freshAddress();
  for (let sent = 0; sent < 5; sent += 1) {
    await place.invite(facility, mail, "reception");
  }
  const sixth = await facility.visitor.post(`${PEOPLE}/invite`, { mail, roles: "reception" });
  expect(sixth.status).toBe(429);
  expect(sixth.html).toContain(mail);
});

test("of two who accept one invitation at once, one joins", async () => {
  const facility = await registerFacility(place.center);
  const mail = freshAddress();
  await place.invite(facility, mail, "reception");
  const token = await place.tokenTo(mail);
  const answers = await Promise.all(
    ["先の 人", "後の 人"].map((name) =>
      place.center.visitor().post("/invitation", { ...newcomer, name, token }),
    ),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 410]);
  expect((await place.deedsOf(facility)).filter((deed) => deed === "member.joined")).toHaveLength(
    1,
  );
});

test("roles change what one may do from the next page on, and the person is told", async () => {
  const facility = await registerFacility(place.center);
  const colleague = await addMember(place.center, facility.facilityCode, ["reception"]);
  const path = `${PEOPLE}/members/${await place.idOf(colleague.mail)}`;
  expect((await colleague.visitor.get("/grants")).status).toBe(403);
  expect((await facility.visitor.post(path, {})).status).toBe(422);
  const changed = await facility.visitor.post(path, { roles: ["reception", "accounting"] });
  expect(changed.path).toBe(`${PEOPLE}?done=roles`);
  expect((await colleague.visitor.get("/grants")).status).toBe(200);
  expect((await place.center.mailTo(colleague.mail)).text).toContain("「受付・経理」に変えました");

  await facility.visitor.post(`${path}/remove`, {});
  expect((await colleague.visitor.get("/home")).status).toBe(403);
  expect((await place.center.mailTo(colleague.mail)).text).toContain("担当から外しました");
});

test("the last 管理者 stays 管理者, whichever way they would go", async () => {
  const facility = await registerFacility(place.center);
  await addMember(place.center, facility.facilityCode, ["reception"]);
  const own = `${PEOPLE}/members/${await place.idOf(facility.mail)}`;
  const { id } = await place.db
    .selectFrom("facility")
    .select("id")
    .where("code", "=", facility.facilityCode)
    .executeTakeFirstOrThrow();
  for (const [path, fields] of [
    [own, { roles: "reception" }],
    [`${own}/remove`, {}],
    [`/account/facilities/${id}/leave`, {}],
  ] as const) {
    const answer = await facility.visitor.post(path, fields);
    expect(answer.status).toBe(409);
    expect(answer.html).toContain("先に、ほかの方を管理者にしてください");
  }
  expect(await place.rolesIn(facility)).toMatchObject({
    [facility.mail]: ["administrator"],
  });
});

test("of two 管理者 who send each other away at once, one is left", async () => {
  for (let round = 0; round < 4; round += 1) {
    const facility = await registerFacility(place.center);
    const colleague = await addMember(place.center, facility.facilityCode, ["administrator"]);
    await giveProof(place.center, colleague.mail);
    const [one, other] = [await place.idOf(facility.mail), await place.idOf(colleague.mail)];
    const answers = await Promise.all([
      facility.visitor.post(`${PEOPLE}/members/${other}`, { roles: "reception" }),
      colleague.visitor.post(`${PEOPLE}/members/${one}/remove`, {}),
    ]);
    // Who came second may not any more, wherever that was noticed.
    expect(answers.map(({ status }) => status).toSorted()).toEqual([
      200,
      expect.toBeOneOf([403, 404, 409]),
    ]);
    const held = Object.values(await place.rolesIn(facility)).flat();
    expect(held.filter((role) => role === "administrator")).toHaveLength(1);
  }
});

test("one leaves by oneself, and the 管理者 are told", async () => {
  const facility = await registerFacility(place.center);
  const colleague = await addMember(place.center, facility.facilityCode, ["accounting"]);
  const path = `/account/facilities/${await place.facilityIdOf(facility)}/leave`;
  expect((await colleague.visitor.get(path)).html).toContain("担当を外れますか");
  const left = await colleague.visitor.post(path, {});
  expect(left.path).toBe("/account?done=left");
  expect((await colleague.visitor.get("/home")).html).toContain("担当する施設がありません");
  expect((await colleague.visitor.post(path, {})).status).toBe(404);
  expect((await place.center.mailTo(facility.mail)).text).toContain("自分で担当を外れました");
});
