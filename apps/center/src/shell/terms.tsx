/** 利用規約: what a facility agrees to when it registers. Public, so that it can be read before. */
import { PageHeading, Prose } from "@madoguchi/ui";
import type { FastifyInstance } from "fastify";
import { facilityActorOf } from "../accounts/index.ts";
import type { Center } from "../center.ts";
import { PortalPage } from "./pages.tsx";
import { sendToAll } from "./send-to-all.ts";

export function registerTerms(app: FastifyInstance, center: Center): void {
  app.get("/terms", async (request, reply) => {
    const actor = await facilityActorOf(center, request);

    return sendToAll(
      reply,
      actor,
      <PortalPage title="利用規約" actor={actor} width="text">
        <PageHeading lead="このサイトに登録する方との約束です。">利用規約</PageHeading>
        <Prose>
          <h2>使える方</h2>
          <p>登録する施設の開設者と、開設者から任された方が使えます。</p>
          <h2>パスワードの管理</h2>
          <p>パスワードとユーザー設定情報は、ほかの人に知られないように管理してください。</p>
          <p>知られたおそれのあるときは、「端末とアプリ」で設定情報を再発行してください。</p>
          <h2>資格の確認</h2>
          <p>資格の確認は、受付に来られた患者さんの診療や施術などに必要なときだけ行います。</p>
          <p>確認した結果を、ほかの目的に使うことはできません。</p>
          <h2>入力された情報</h2>
          <p>入力された情報は、利用申請と補助金の審査にだけ使います。</p>
          <p>申請と確認の記録は、だれがいつ行ったかを含めて残します。</p>
          <h2>実演であること</h2>
          <p>このサイトは架空の実演です。実在の方や施設の情報は入力しないでください。</p>
        </Prose>
      </PortalPage>,
    );
  });
}
