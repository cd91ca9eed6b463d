import type { PageLayout, Sentence, SourceDocument } from "./types.js";

/** Stands in until src/layout is there: one article, sentences ended by 。！？ or a line break. */
export function plainLayout(table: {
  readonly from: string;
  readonly to: string;
}): (document: SourceDocument) => PageLayout {
  const fold = new Map([...table.from].map((character, i) => [character, table.to[i] ?? character]));
  return (document) => {
    const sentences: Sentence[] = [];
    const points: number[] = [];
    let point = 0;
    for (const character of document.text) {
      for (let i = 0; i < character.length; i++) points.push(point);
      point++;
    }
    for (const match of document.text.matchAll(/[^。！？\n]+[。！？]?[”」』）]*/g)) {
      const text = match[0];
      const folded = Array.from({ length: text.length }, (_, i) => {
        const unit = text.charCodeAt(i);
        if (unit >= 0xff01 && unit <= 0xff5e && !"（），：；！？".includes(text.charAt(i)))
          return String.fromCharCode(unit - 0xfee0);
        return fold.get(text.charAt(i)) ?? text.charAt(i);
      }).join("");
      sentences.push({
        article: 1,
        paragraph: 0,
        role: "body",
        text,
        folded,
        offsets: Uint32Array.from(points.slice(match.index, match.index + text.length)),
      });
    }
    return { document, articles: [{ index: 1, title: null, deck: null, dateline: null, bylines: [], sentences }] };
  };
}
