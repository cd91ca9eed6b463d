/** A function from the offset of a code point of `text` to that of its first UTF-16 unit. */
export function codePointToUtf16(text: string): (point: number) => number {
  if (!/[\ud800-\udfff]/.test(text)) return (point) => point;
  const starts: number[] = [];
  let at = 0;
  for (const character of text) {
    starts.push(at);
    at += character.length;
  }
  return (point) => starts[point] ?? at;
}
