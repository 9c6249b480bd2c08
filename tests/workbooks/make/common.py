"""What the generators share: truth, answers, fixed zip time stamps, a little style."""
import os
os.environ["OPENPYXL_LXML"] = "False"          # with lxml openpyxl writes other white space
import io, json, re, zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
SET = os.path.dirname(HERE)
STAMP = (2026, 10, 1, 9, 0, 0)

# Strings that a careless writer spoils. Each workbook starts at another place of the list.
AWKWARD = [
    "規程「情報管理規程」第4条に定め、毎年6月に見直しています。\n証跡：規程改定履歴",
    "=SUM(A1:A9) という文字列であって数式ではない",
    "甲社&乙社 <共同利用> \"別表1\" '第2項'",
    "00120",
    "\u3000全角空白で始まり半角空白で終わる ",
    "𠮟責・𩸽・葛\U000E0100城・髙﨑・①㈱℡",
    "か\u3099き\u3099（結合文字の濁点）とｶﾅ（半角）",
    "_x0041_ と _x000A_ は文字のまま",
    "]]> <!-- 注 --> <b>太字</b> &amp; &#10;",
    "-",
    "'引用符で始まる",
    "列1\t列2\t列3",
    "TRUE",
    "2026/10/01",
    "1行目\n\n3行目（2行目は空）\n",
    "+81 (0)3-0000-0000",
    "@担当部署",
    "1E5",
    "50%",
    "#N/A",
    "🔐👩‍💻 は絵文字、\u00a0 は改行なし空白",
    "=HYPERLINK(\"https://example.invalid/\",\"資料\")",
    "長い回答。" + "安全対策の実施状況については社内規程に従って定期的に確認しています。" * 24,
    "別紙参照",
]


def n2c(n):
    s = ""
    while n: n, m = divmod(n - 1, 26); s = chr(65 + m) + s
    return s


class Truth:
    """One truth file; what is written here was decided by reading the sheet as a person would."""

    def __init__(self, name, fmt, writer, traps, expect="ok", **more):
        self.name = name
        ext = {"xlsx": "xlsx", "ods": "ods", "csv": "csv"}[fmt]
        self.d = dict(id=name.split("_")[0], file=f"{name}.{ext}", format=fmt, writer=writer, expect=expect, traps=traps, **more, sheets=[])

    @property
    def path(self): return os.path.join(SET, self.d["file"])

    def sheet(self, name, kind="questionnaire", state="visible", **more):
        s = dict(name=name, state=state, kind=kind, is_questionnaire=kind == "questionnaire", **more, tables=[])
        self.d["sheets"].append(s)
        return s

    def table(self, sheet, header_rows, columns, rows, choices=None, category_layout="none", other=None, **more):
        """rows: dicts with row, no, category, question and, where they differ from the columns, status_cell, comment_cell, choices, status_cells …"""
        col = dict(number=None, category=[], question=None, status=None, comment=None, reference=None); col.update(columns)
        out = []
        for r in rows:
            t = dict(row=r["row"], no=r.get("no"), category=[c for c in r.get("category", []) if c], question=r["question"],
                     status_cell=f'{col["status"]}{r["row"]}' if col["status"] else None,
                     comment_cell=f'{col["comment"]}{r["row"]}' if col["comment"] else None,
                     choices=choices if col["status"] else None)
            t.update({k: v for k, v in r.items() if k not in ("category",)})
            out.append(t)
        sheet["tables"].append(dict(header_rows=header_rows, first_row=out[0]["row"], last_row=max(r["row"] for r in out), columns=col,
                                    other_columns=other or {}, status_choices=choices, category_layout=category_layout, **more, rows=out))

    def save(self, answers="all", skip=lambda r: False, checkbox=None):
        """Write truth and answers. checkbox: function(choices, picked) -> text for an answer cell that holds □ marks."""
        d = self.d
        d["question_count"] = sum(len(t["rows"]) for s in d["sheets"] for t in s["tables"])
        dump(os.path.join(SET, "truth", self.name + ".json"), d)
        if d["expect"] != "ok" or not answers: return
        k = sum(map(ord, self.name)); n = 0; out = {}
        for s in d["sheets"]:
            for t in s["tables"]:
                for r in t["rows"]:
                    if skip(r): continue
                    cells = out.setdefault(s["name"], {})
                    if r.get("status_cells"):
                        m = list(r["status_cells"].values()); cells[m[n % len(m)]] = r.get("mark", "○")
                    elif r.get("status_cell"):
                        ch = r.get("choices")
                        cells[r["status_cell"]] = (checkbox(ch, ch[n % len(ch)]) if checkbox else ch[n % len(ch)]) if ch else AWKWARD[(k + 7 * n + 3) % len(AWKWARD)]
                    if r.get("comment_cell"): cells[r["comment_cell"]] = AWKWARD[(k + n) % len(AWKWARD)]
                    n += 1
        dump(os.path.join(SET, "answers", self.name + ".json"), out)


def dump(path, obj):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as f: json.dump(obj, f, ensure_ascii=False, indent=1); f.write("\n")


def normalise(data, path, patch=None):
    """Rewrite a zip so that it has the same bytes each time: fixed time stamps, fixed dates in docProps. patch: {part name: function(bytes) -> bytes}."""
    src = zipfile.ZipFile(io.BytesIO(data)); iso = b"2026-10-01T00:00:00Z"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as z:
        for i in src.infolist():
            b = src.read(i)
            if i.filename == "docProps/core.xml": b = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>" + iso, b)
            if i.filename == "meta.xml": b = re.sub(rb"(<(?:meta:creation-date|dc:date)>)[^<]*", rb"\g<1>2026-10-01T00:00:00", re.sub(rb"<meta:editing-duration>[^<]*</meta:editing-duration>", b"", b))
            if patch and i.filename in patch: b = patch[i.filename](b)
            o = zipfile.ZipInfo(i.filename, STAMP); o.external_attr = 0o600 << 16
            o.compress_type = zipfile.ZIP_STORED if i.filename == "mimetype" else zipfile.ZIP_DEFLATED
            z.writestr(o, b, compresslevel=9)


# ---- openpyxl
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

_t = Side(style="thin", color="808080")
BOX = Border(left=_t, right=_t, top=_t, bottom=_t)
WRAP = Alignment(wrap_text=True, vertical="center"); MID = Alignment(wrap_text=True, vertical="center", horizontal="center")


def book(title):
    wb = Workbook(); wb.properties.creator = "questionnaire"; ws = wb.active; ws.title = title
    return wb, ws


def save_openpyxl(wb, truth, patch=None):
    for ws in wb:
        for row in ws.iter_rows():                  # room for wrapped text
            n = max([sum(-(-sum(1 if ord(ch) < 0x2000 else 2 for ch in part) // max(1, int(ws.column_dimensions[c.column_letter].width * 1.05))) or 1 for part in c.value.split("\n"))
                     for c in row if isinstance(c.value, str) and c.alignment.wrap_text and c.coordinate not in ws.merged_cells] or [1])
            if n > 1 and not ws.row_dimensions[row[0].row].height: ws.row_dimensions[row[0].row].height = 14 * n + 2
        ws.page_setup.orientation = "landscape"; ws.page_setup.paperSize = 9; ws.page_setup.fitToWidth, ws.page_setup.fitToHeight = 1, 0
        ws.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    b = io.BytesIO(); wb.save(b); normalise(b.getvalue(), truth.path, patch)


def widths(ws, **w):
    for c, x in w.items(): ws.column_dimensions[c].width = x


def cell(ws, ref, v=None, bold=False, bg=None, mid=False, box=True, size=10, nf=None):
    c = ws[ref]
    if v is not None: c.value = v
    c.font = Font(name="ＭＳ Ｐゴシック", size=size, bold=bold); c.alignment = MID if mid else WRAP
    if bg: c.fill = PatternFill("solid", fgColor=bg)
    if box: c.border = BOX
    if nf: c.number_format = nf
    return c


def head(ws, row, cols, bg="DDEBF7"):
    for c, v in cols.items(): cell(ws, f"{c}{row}", v, bold=True, bg=bg, mid=True)


def merge(ws, ref, v=None, **kw):
    for r in ws[ref]:
        for c in r:
            if kw.get("box", True): c.border = BOX
            if kw.get("bg"): c.fill = PatternFill("solid", fgColor=kw["bg"])
    ws.merge_cells(ref); return cell(ws, ref.split(":")[0], v, **kw)


def dropdown(ws, ref, formula, **kw):
    dv = DataValidation("list", formula, allow_blank=True, showErrorMessage=True, **kw); ws.add_data_validation(dv)
    for r in ref.split(): dv.add(r)


def text(ws, ref, v, **kw):
    c = cell(ws, ref, v, box=False, **kw); c.alignment = Alignment(wrap_text=False, vertical="center"); return c
