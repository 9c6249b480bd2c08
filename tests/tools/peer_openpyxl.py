#!/usr/bin/env python3
"""The same two jobs with openpyxl, to measure beside: peer_openpyxl.py inspect FILE | fill FILE OUT ANSWERS.json"""
import json, sys
import openpyxl

job, path = sys.argv[1:3]
book = openpyxl.load_workbook(path)
if job == "inspect":
    found = []
    for sheet in book.worksheets:
        header = None
        for row in sheet.iter_rows():
            texts = [str(c.value) if c.value is not None else "" for c in row]
            if header is None:
                if any("確認事項" in t or "質問" in t for t in texts):
                    header = next(i for i, t in enumerate(texts) if "確認事項" in t or "質問" in t)
            elif texts[header]:
                found.append((sheet.title, row[header].coordinate, texts[header]))
        choices = [v.formula1 for v in sheet.data_validations.dataValidation]
    print(len(found))
else:
    out, answers = sys.argv[3:5]
    for sheet, cells in json.load(open(answers, encoding="utf8")).items():
        for at, text in cells.items():
            book[sheet][at] = text
    book.save(out)
