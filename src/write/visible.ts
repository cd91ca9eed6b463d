/**
 * The text on one line: `lineBreak` for each line break and the blanks around it, U+FFFD for control and direction
 * characters. Paths and documents can hold anything, and nothing of it may break a line or steer a terminal.
 */
export function visible(text: string, lineBreak: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, lineBreak).replace(/[\p{Cc}\p{Bidi_Control}]/gu, "\uFFFD");
}
