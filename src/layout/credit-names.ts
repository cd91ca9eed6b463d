const NAMES = /^(?:[\u3400-\u9fff·]{1,8}(?:[ 、/,]+|$)){1,6}$/;

/** Whether a folded text is nothing but a few short words side by side, as names in brackets are: 叶舟, 韩一 林晓. */
export function isNameList(folded: string): boolean {
  return folded.length <= 40 && NAMES.test(folded);
}
