"""Makes tests/data/inputs/report.docx. Needs python-docx 1.2 (pip install python-docx); run it after a change:

    python3 scripts/inputs/make-docx.py tests/data/inputs/report.docx
"""

import sys
from datetime import datetime

from docx import Document

document = Document()
document.core_properties.created = datetime(2023, 11, 22)
document.core_properties.author = "tishu"
document.sections[0].header.paragraphs[0].text = "内部资料 第7期"
document.sections[0].footer.paragraphs[0].text = "联系电话 0000-1234567"
document.add_heading("澜湾港前十月生产简报", level=1)
paragraph = document.add_paragraph("2023年前10个月，澜湾港完成货物吞吐量")
paragraph.add_run("1.28亿吨").bold = True
paragraph.add_run("，同比增长")
paragraph.add_run("6.5%").italic = True
paragraph.add_run("；集装箱吞吐量96.4万标准箱，同比增长11.2%。")
document.add_heading("一、重点项目", level=2)
for item in ("南作业区二期工程完成投资3.6亿元。", "新建堆场面积12万m", "铁路专用线全长8.7公里。"):
    added = document.add_paragraph(item, style="List Bullet")
    if item.endswith("m"):
        added.add_run("2").font.superscript = True
        added.add_run("。")
table = document.add_table(rows=1, cols=3)
table.style = "Table Grid"
for cell, text in zip(table.rows[0].cells, ("货类", "吞吐量（万吨）", "同比（%）")):
    cell.text = text
for row in (("煤炭", "3560", "4.1"), ("矿石", "2875", "-1.3"), ("粮食", "642", "9.8")):
    for cell, text in zip(table.add_row().cells, row):
        cell.text = text
total = table.add_row().cells
total[0].merge(total[1]).text = "合计"
total[2].text = "3.9"
document.add_paragraph("澜湾港务集团\n2023年11月8日")
document.save(sys.argv[1])
