import type { Fields } from "../types.js";

/** One form of one lexicon. */
export interface LexiconForm {
  readonly lexicon: number;
  readonly form: string;
  readonly fields: Fields;
}

/** What `Forms` is made of; `from` has one number more than there are forms. */
export interface FormTables {
  /** The texts of all forms one after the other, and where each begins. */
  readonly words: string;
  readonly from: Int32Array;
  readonly lexicon: Uint16Array;
  /** For each form which of `fields`. */
  readonly fieldsOf: Uint16Array;
  readonly fields: readonly Fields[];
}

/**
 * The forms of all lexicons, by number. A text holds few of the thirty thousand, so objects are made for those that
 * somebody asks for.
 */
export class Forms {
  readonly length: number;
  /** The lexicon of each form. */
  readonly lexicon: Uint16Array;
  readonly tables: FormTables;
  private readonly made: (LexiconForm | undefined)[];

  constructor(tables: FormTables) {
    this.tables = tables;
    this.lexicon = tables.lexicon;
    this.length = tables.lexicon.length;
    this.made = new Array(this.length);
  }

  static of(forms: readonly LexiconForm[]): Forms {
    const fields: Fields[] = [];
    const numbers = new Map<string, number>();
    const fieldsOf = Uint16Array.from(forms, (form) => {
      const key = JSON.stringify(form.fields);
      let number = numbers.get(key);
      if (number === undefined) {
        number = fields.push(form.fields) - 1;
        numbers.set(key, number);
      }
      return number;
    });
    const from = new Int32Array(forms.length + 1);
    for (const [index, { form }] of forms.entries()) from[index + 1] = (from[index] as number) + form.length;
    return new Forms({
      words: forms.map(({ form }) => form).join(""),
      from,
      lexicon: Uint16Array.from(forms, ({ lexicon }) => lexicon),
      fieldsOf,
      fields,
    });
  }

  at(number: number): LexiconForm {
    let form = this.made[number];
    if (form === undefined) {
      const { lexicon, fields, fieldsOf } = this.tables;
      form = {
        lexicon: lexicon[number] as number,
        form: this.text(number),
        fields: fields[fieldsOf[number] as number] as Fields,
      };
      this.made[number] = form;
    }
    return form;
  }

  text(number: number): string {
    const { words, from } = this.tables;
    return words.slice(from[number], from[number + 1]);
  }

  /** The first UTF-16 unit of a form. */
  firstUnit(number: number): number {
    const { words, from } = this.tables;
    return words.charCodeAt(from[number] as number);
  }

  lastUnit(number: number): number {
    const { words, from } = this.tables;
    return words.charCodeAt((from[number + 1] as number) - 1);
  }
}
