/** Any bytes as a file of any form: documents, and clear faults of the file. The first byte chooses the form. */
import assert from "node:assert/strict";
import { TishuError } from "../../dist/errors.js";
import { loadReader } from "../../dist/read/index.js";

const FORMS = /** @type {const} */ (["jsonl", "csv", "tsv", "html", "text", "docx"]);

export const dictionary = [
  ...'{"id":1,"text":"投资3亿元"}|{"id":"a","text":"|,"date":"2023-11-22"|"x":[|\\u0000|\\ud800|\n|\r\n|id,text\n|id\ttext\n|"|""|,|\t|1,"投资|'.split(
    "|",
  ),
  ..."<html>|<p>|</p>|<div class='time'>2023-11-22|</div>|<table>|<tr>|<td colspan=3>|<sup>2</sup>|<pre> \t|<br>|<h1>|<script>|</script>|<!--|-->|&amp;|&#x0;|<meta charset=gbk>|<svg>|<template>".split(
    "|",
  ),
  ..."PK\u0001\u0002|PK\u0003\u0004|PK\u0005\u0006|word/document.xml|<w:t>|</w:t>|\u00ef\u00bb\u00bf|\u00ff\u00fe|投资3亿元|，同比增长4.7%".split(
    "|",
  ),
];
export const maxLength = 2048;

/** @param {Buffer} bytes */
export async function fuzz(bytes) {
  const [choice = 0] = bytes;
  const form = FORMS[choice % FORMS.length] ?? "text";
  const rest = bytes.subarray(1);
  async function* pieces() {
    // Cut somewhere, so that no reader counts on whole lines or characters.
    const at = Math.min(rest.length, choice);
    yield rest.subarray(0, at);
    yield rest.subarray(at);
  }
  const source = { name: "fuzz", id: "fuzz", bytes: pieces(), isNamed: true };
  const options = { encoding: null, refDate: null, fields: { text: null, id: null, date: null } };
  /** @param {unknown} error */
  const isFault = (error) => error instanceof TishuError && error.kind === "input" && error.place?.file === "fuzz";
  const report = {
    /** @param {unknown} error */
    error(error) {
      assert(isFault(error), String(error));
    },
    warning() {},
  };
  const read = await loadReader(form);
  try {
    for await (const batch of read(source, options, report))
      for (const { id, text, date } of batch)
        assert(typeof id === "string" && typeof text === "string" && (date === null || typeof date === "string"));
  } catch (error) {
    if (!isFault(error)) throw error;
  }
}
