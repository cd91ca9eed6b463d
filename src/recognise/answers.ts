/**
 * Answers to yes-or-no questions about numbers below a limit (UTF-16 units, forms of lexicons). A question is asked
 * once of each number; the answers about one number lie side by side, so that who asks much of one number reads
 * little memory.
 */
export class AnswerTable {
  private readonly questions: ((subject: number) => boolean)[] = [];
  /** The row of each number, plus one; 0 where nothing was asked of it yet. */
  private readonly places: Int32Array;
  private rows = 0;
  /** Words in a row: 16 answers each, two bits an answer: 0 unknown, 1 no, 2 yes. */
  private width = 16;
  private cells = new Int32Array(this.width << 8);

  /** @param limit numbers asked about are below it */
  constructor(limit: number) {
    this.places = new Int32Array(limit);
  }

  /** Takes up a question. Its number is what `holds` wants. */
  add(question: (subject: number) => boolean): number {
    const number = this.questions.push(question) - 1;
    if (number >= this.width * 16) this.resize(this.width * 2, this.cells.length / this.width);
    return number;
  }

  /** The row of a number. Rows are numbered from 0 in the order of the first calls. */
  rowOf(subject: number): number {
    const place = this.places[subject] as number;
    return place > 0 ? place - 1 : this.addRow(subject);
  }

  /** Whether the question's answer about a number is yes; `row` is the number's. */
  holds(row: number, subject: number, question: number): boolean {
    const answer = ((this.cells[row * this.width + (question >> 4)] as number) >>> ((question & 15) << 1)) & 3;
    return answer === 0 ? this.learn(row, subject, question) : answer === 2;
  }

  private learn(row: number, subject: number, question: number): boolean {
    const answer = (this.questions[question] as (subject: number) => boolean)(subject);
    const cell = row * this.width + (question >> 4);
    this.cells[cell] = (this.cells[cell] as number) | ((answer ? 2 : 1) << ((question & 15) << 1));
    return answer;
  }

  private addRow(subject: number): number {
    const row = this.rows++;
    this.places[subject] = row + 1;
    if (this.rows * this.width > this.cells.length) this.resize(this.width, this.rows * 2);
    return row;
  }

  private resize(width: number, rows: number): void {
    const cells = new Int32Array(width * rows);
    for (let row = 0; row < this.rows && row < rows; row++)
      cells.set(this.cells.subarray(row * this.width, (row + 1) * this.width), row * width);
    this.cells = cells;
    this.width = width;
  }
}
