/** Han characters and the signs that are set as wide as they are, those of two UTF-16 units by either of them. */
const WIDE = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u201c\u201d\u2014\u2026\ud840-\ud8ff\udc00-\udfff]/;

export const beginsWide = (text: string): boolean => WIDE.test(text.slice(0, 1));

export const endsWide = (text: string): boolean => WIDE.test(text.slice(-1));
