"""binary/libreoffice.xls: values of every kind, shared texts over several records. usage: write_values.py FOLDER
Writes FOLDER/libreoffice.xlsx; then: soffice --headless --convert-to 'xls:MS Excel 97' FOLDER/libreoffice.xlsx"""
import datetime, sys
import openpyxl

b = openpyxl.Workbook(); s = b.active; s.title = "値"
values = ["あ" * 300, 1.5, datetime.date(2026, 4, 1), datetime.datetime(2026, 4, 1, 9, 30), datetime.time(12, 0), True, "=1/0", '="はい"&"○"', "=1+1",
          "=1=1", "=DATE(2026,1,2)", 123456789, 0.25, -7.01, "=NA()", '=""', '="' + "長" * 200 + '"&REPT("い",900)', 1234.5, 45000]
for row, value in enumerate(values, 1): s.cell(row, 1).value = value
s["A11"].number_format = "yyyy/mm/dd"; s["A18"].number_format = "0.00E+00"; s["A19"].number_format = 'ggge"年"m"月"d"日"'
for r in range(1, 61):
    s.cell(r, 3).value = f"設問{r}：" + ("委託先の管理について" if r % 2 else "plain ascii text ") * (r % 9 + 1)
    s.cell(r, 4).value = r; s.cell(r, 5).value = r / 4
s.merge_cells("F1:G2")
t = b.create_sheet("隠し"); t.sheet_state = "hidden"; t["B2"] = "x"
b.save(f"{sys.argv[1]}/libreoffice.xlsx")
