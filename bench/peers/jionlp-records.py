"""JioNLP over the shared cases: {"id","text","date"} lines in, records of the contract out.

Money and dates are all that it reads; other suites get no records. Short cases of its own suites that its extractor
leaves out go to its parser whole, as in its own tests.
"""

import contextlib
import io
import json
import sys

with contextlib.redirect_stdout(io.StringIO()):  # it greets when it is loaded and when it first reads
    import jionlp

    jionlp.ner.extract_money("1元", with_parsing=True)

CURRENCIES = {
    "元": "CNY", "美元": "USD", "港元": "HKD", "日元": "JPY", "韩元": "KRW", "英镑": "GBP", "欧元": "EUR",
    "新台币": "TWD", "澳元": "AUD", "泰铢": "THB", "卢布": "RUB", "加元": "CAD", "澳门元": "MOP",
}
MONEY = {"money", "money_text", "currency"}
DATES = {"time", "time_text", "time_vague", "duration", "set", "lunar", "datetime", "zh"}
STEPS = (("year", "Y"), ("month", "M"), ("day", "D"))
CLOCK = (("hour", "H"), ("minute", "M"), ("second", "S"))


def money(detail):
    told = detail["num"]
    low, high = (float(n) for n in (told if isinstance(told, (list, tuple)) else (told, told)))
    unit = CURRENCIES.get(detail["case"], detail["case"])
    return {"kind": "quantity", "dimension": "money", "number": low, "value": low, "low": low, "high": high, "unit": unit}


def bound(text):
    return None if text in (None, "inf", "-inf") else text.replace(" ", "T")


def duration(delta):
    first = delta[0] if isinstance(delta, (list, tuple)) else delta
    amounts = {name: n[0] if isinstance(n, (list, tuple)) else n for name, n in first.items()}
    days = "".join(f"{amounts[name]:g}{letter}" for name, letter in STEPS if amounts.get(name))
    clock = "".join(f"{amounts[name]:g}{letter}" for name, letter in CLOCK if amounts.get(name))
    return f"P{days}" + (f"T{clock}" if clock else "")


def date(detail):
    kind, told = detail["type"], detail["time"]
    if kind in ("time_point", "time_span"):
        start, end = bound(told[0]), bound(told[1])
        if start and end and start.endswith("00:00:00") and end.endswith("23:59:59"):
            start, end = start[:10], end[:10]
        return {"kind": "date", "start_date": start, "end_date": end}
    delta = told if kind == "time_delta" else told.get("delta")
    return {"kind": "date", "timex": duration(delta) if delta else None}


def read(case):
    source, suite, _ = case["id"].split("/")
    text = case["text"]
    if suite in MONEY:
        found, tell = jionlp.ner.extract_money(text, with_parsing=True) or [], money
        parse = jionlp.parse_money
    elif suite in DATES:
        year, month, day = (int(part) for part in (case.get("date") or "2021-06-14")[:10].split("-"))
        base = {"year": year, "month": month, "day": day}
        found, tell = jionlp.ner.extract_time(text, time_base=base, with_parsing=True) or [], date

        def parse(whole):
            return jionlp.parse_time(whole, time_base=base)
    else:
        return
    if not found and source == "jionlp" and not suite.endswith("_text"):
        found = [{"text": text, "offset": [0, len(text)], "detail": parse(text)}]
    for one in found:
        if one.get("detail"):
            start, end = one["offset"]
            yield {"doc": case["id"], "text": one["text"], "start": start, "end": end, **tell(one["detail"])}


for line in sys.stdin:
    case = json.loads(line)
    try:
        for record in read(case):
            print(json.dumps(record, ensure_ascii=False))
    except Exception as error:  # it raises on texts that it does not understand
        print(f"{case['id']}: {type(error).__name__}: {error}", file=sys.stderr)
