/** What the inquiries need of whoever keeps the articles. */
export type Article = { readonly href: string; readonly title: string };

/** Articles that may answer what somebody writes, the likeliest first. */
export type FindArticles = (text: string, limit: number) => Promise<readonly Article[]>;

export const ARTICLES_SHOWN = 3;
