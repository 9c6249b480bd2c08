"""Make every workbook, truth and answers file of this set."""
import make_hostile, make_node, make_openpyxl, make_raw, make_xlsxwriter
for m in (make_openpyxl, make_xlsxwriter, make_node, make_raw, make_hostile):
    for f in m.ALL: f()
