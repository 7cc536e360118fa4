/** How to go on when the card cannot tell: the order of 保発0710第1号 (令和5年7月10日). */
export const otherWays = [
  "マイナポータルの資格画面、または「資格情報のお知らせ」とカードを見せていただきます。",
  "どちらもないときは、被保険者資格申立書に記入していただきます。",
] as const;
