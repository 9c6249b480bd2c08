"""Workbooks written as XML by hand, in forms that Excel reads but its own writer does not produce; and one CSV."""
from common import *
import csv, io, zipfile
from xml.sax.saxutils import escape as E

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN, STRICT_REL = "http://purl.oclc.org/ooxml/spreadsheetml/main", "http://purl.oclc.org/ooxml/officeDocument/relationships"
PKG = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# cell styles: 0 plain, 1 boxed and wrapped, 2 header
STYLES = ('<{p}styleSheet xmlns{c}="{m}"><{p}fonts count="2"><{p}font><{p}sz val="11"/><{p}name val="ＭＳ Ｐゴシック"/></{p}font><{p}font><{p}b/><{p}sz val="11"/><{p}name val="ＭＳ Ｐゴシック"/></{p}font></{p}fonts>'
          '<{p}fills count="2"><{p}fill><{p}patternFill patternType="none"/></{p}fill><{p}fill><{p}patternFill patternType="gray125"/></{p}fill></{p}fills>'
          '<{p}borders count="2"><{p}border><{p}left/><{p}right/><{p}top/><{p}bottom/><{p}diagonal/></{p}border><{p}border><{p}left style="thin"/><{p}right style="thin"/><{p}top style="thin"/><{p}bottom style="thin"/><{p}diagonal/></{p}border></{p}borders>'
          '<{p}cellStyleXfs count="1"><{p}xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></{p}cellStyleXfs><{p}cellXfs count="3"><{p}xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
          '<{p}xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0" applyBorder="1" applyAlignment="1"><{p}alignment vertical="center" wrapText="1"/></{p}xf><{p}xf numFmtId="0" fontId="1" fillId="0" borderId="1" xfId="0" applyFont="1" applyBorder="1"/></{p}cellXfs>'
          '<{p}cellStyles count="1"><{p}cellStyle name="Normal" xfId="0" builtinId="0"/></{p}cellStyles></{p}styleSheet>')


def write(path, name, rows, widths, dv=None, prefix="", refs=True, strict=False, shared=True, absolute=False, folder="xl", merges=()):
    """rows: {row number: [(value or None, style) or ... for no cell]}. dv: [(range, formula)]."""
    p = prefix + ":" if prefix else ""; c = ":" + prefix if prefix else ""
    m, rel = (STRICT_MAIN, STRICT_REL) if strict else (MAIN, REL)
    sst, index = [], {}
    body = []
    for r in (range(1, max(rows) + 1) if not refs else sorted(rows)):      # without r, position counts: every row is written
        cells = []
        for i, x in enumerate(rows.get(r, [])):
            if x is ...: assert refs; continue
            v, s = x; a = f' r="{n2c(i+1)}{r}"' if refs else ""; st = f' s="{s}"' if s else ""
            if v is None: cells.append(f"<{p}c{a}{st}/>")
            elif isinstance(v, int): cells.append(f"<{p}c{a}{st}><{p}v>{v}</{p}v></{p}c>")
            elif shared:
                if v not in index: index[v] = len(sst); sst.append(v)
                cells.append(f'<{p}c{a}{st} t="s"><{p}v>{index[v]}</{p}v></{p}c>')
            else: cells.append(f'<{p}c{a}{st} t="inlineStr"><{p}is><{p}t xml:space="preserve">{E(v)}</{p}t></{p}is></{p}c>')
        a = f' r="{r}"' if refs else ""
        body.append(f"<{p}row{a}>{''.join(cells)}</{p}row>" if cells else f"<{p}row{a}/>")
    cols = "".join(f'<{p}col min="{i+1}" max="{i+1}" width="{w}" customWidth="1"/>' for i, w in enumerate(widths))
    mg = f'<{p}mergeCells count="{len(merges)}">' + "".join(f'<{p}mergeCell ref="{x}"/>' for x in merges) + f"</{p}mergeCells>" if merges else ""
    dvs = f'<{p}dataValidations count="{len(dv)}">' + "".join(f'<{p}dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="{a}"><{p}formula1>{E(f)}</{p}formula1></{p}dataValidation>' for a, f in dv) + f"</{p}dataValidations>" if dv else ""
    # LibreOffice and Excel both want the cells in order; the page set-up is there so that "after sheetData" is not empty
    sheet = f'{HEAD}<{p}worksheet xmlns{c}="{m}"><{p}cols>{cols}</{p}cols><{p}sheetData>{"".join(body)}</{p}sheetData>{mg}{dvs}<{p}pageMargins left="0.5" right="0.5" top="0.7" bottom="0.7" header="0.3" footer="0.3"/><{p}pageSetup paperSize="9" orientation="landscape"/></{p}worksheet>'
    t = f"/{folder}/" if absolute else ""
    parts = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PKG}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/{folder}/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/{folder}/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
            f'<Override PartName="/{folder}/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>' + (f'<Override PartName="/{folder}/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>' if shared else "") + "</Types>",
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PKG}/relationships"><Relationship Id="rId1" Type="{rel}/officeDocument" Target="{"/" if absolute else ""}{folder}/workbook.xml"/></Relationships>',
        f"{folder}/workbook.xml": f'{HEAD}<{p}workbook xmlns{c}="{m}" xmlns:r="{rel}"{" conformance=" + chr(34) + "strict" + chr(34) if strict else ""}><{p}sheets><{p}sheet name="{E(name)}" sheetId="1" r:id="rId1"/></{p}sheets></{p}workbook>',
        f"{folder}/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PKG}/relationships"><Relationship Id="rId1" Type="{rel}/worksheet" Target="{t}worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{rel}/styles" Target="{t}styles.xml"/>' + (f'<Relationship Id="rId3" Type="{rel}/sharedStrings" Target="{t}sharedStrings.xml"/>' if shared else "") + "</Relationships>",
        f"{folder}/worksheets/sheet1.xml": sheet, f"{folder}/styles.xml": HEAD + STYLES.format(p=p, c=c, m=m)}
    if shared: parts[f"{folder}/sharedStrings.xml"] = f'{HEAD}<{p}sst xmlns{c}="{m}" count="{len(sst)}" uniqueCount="{len(sst)}">' + "".join(f'<{p}si><{p}t xml:space="preserve">{E(v)}</{p}t></{p}si>' for v in sst) + f"</{p}sst>"
    zip_parts(path, parts)


def zip_parts(path, parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as z:
        for n, d in parts.items():
            i = zipfile.ZipInfo(n, STAMP); i.compress_type = zipfile.ZIP_DEFLATED; i.external_attr = 0o600 << 16; z.writestr(i, d, compresslevel=9)


def rows5(title, heads, R, first=4, blank=(None, 1)):
    """Title on row 1, header on row `first`-1, then number, category, question, two answer cells."""
    d = {1: [(title, 0)], first - 1: [(h, 2) for h in heads]}
    for i, (c, q) in enumerate(R): d[first + i] = [(i + 1, 1), (c, 1) if c else blank, (q, 1), (None, 1), (None, 1)]
    return d


def truth5(T, name, R, ch, first=4, layout="repeat"):
    s = T.sheet(name); cur = None; rows = []
    for i, (c, q) in enumerate(R): cur = c or cur; rows.append(dict(row=first + i, no=str(i + 1), category=[cur], question=q))
    T.table(s, [first - 1], dict(number="A", category=["B"], question="C", status="D", comment="E"), rows, ch, layout)


W = (6, 16, 56, 12, 40)


def h33():
    R = [("受託の範囲", "受託した業務の範囲を図で示したものがありますか。"), ("受託の範囲", "範囲外の作業を求められたときの手続がありますか。"), ("品質", "納品物の誤りの件数を集計していますか。"), ("品質", "誤りの多い工程を改善していますか。"), ("品質", "改善の結果を委託元に報告していますか。"), ("守秘", "守秘の対象となる情報に印を付けていますか。")]
    T = Truth("h33_raw_prefixed", "xlsx", "XML by hand", ["every element with the prefix x:"]); ch = ["はい", "いいえ", "対象外"]
    write(T.path, "調査", rows5("受託業務の調査", ["No.", "項目", "調査内容", "回答", "コメント"], R), W, [("D4:D9", '"' + ",".join(ch) + '"')], prefix="x"); truth5(T, "調査", R, ch); T.save()


def h34():
    R = [("入力", "入力の原票を日付順に綴じて保管していますか。"), (None, "入力の誤りを訂正した者が分かるようにしていますか。"), (None, "入力の件数を原票の枚数と照合していますか。"), ("出力", "出力した帳票の配付先を一覧にしていますか。"), (None, "余分に出力した帳票を処分していますか。"), ("保管", "帳票の保管期限を帳票ごとに定めていますか。"), (None, "保管庫の温度と湿度を管理していますか。")]
    T = Truth("h34_raw_no_r", "xlsx", "XML by hand", ["rows and cells without r: position counts", "empty rows written", "category cells blank, to fill down", "comment cells missing from the file on some rows"]); ch = ["○", "×", "－"]
    d = rows5("帳票の取扱いに関する確認", ["項番", "工程", "確認内容", "○×－", "備考"], R)
    for r in (5, 8): d[r] = d[r][:4]                        # the last cell is not there: a writer must add it
    write(T.path, "確認", d, W, [("D4:D10", '"' + ",".join(ch) + '"')], refs=False); truth5(T, "確認", R, ch, layout="blank"); T.save()


def h35():
    R = [("通信", "通信の経路に暗号を用いていますか。"), ("通信", "通信の相手を証明書で確かめていますか。"), ("通信", "通信量の急な増加に備えていますか。"), ("電力", "電力の供給が途絶えた場合に備えていますか。"), ("電力", "電力の使用量を見張っていますか。"), ("電力", "法定の停電の日程を事前に知らせていますか。")]
    T = Truth("h35_raw_strict", "xlsx", "XML by hand", ["Strict Open XML: other namespaces"]); ch = ["実施", "未実施"]
    write(T.path, "設備調査", rows5("設備に関する調査", ["番号", "種類", "質問", "実施状況", "説明"], R), W, [("D4:D9", '"' + ",".join(ch) + '"')], strict=True); truth5(T, "設備調査", R, ch); T.save()


def h36():
    R = [("届出", "事業に必要な届出や登録を済ませていますか。"), ("届出", "届出の内容が変わったときに変更の手続をしていますか。"), ("財務", "決算の内容を取引先に開示していますか。"), ("財務", "監査法人の監査を受けていますか。"), ("財務", "資金繰りに支障がないことを示せますか。"), ("株主", "主な株主の異動を知らせる約束がありますか。")]
    T = Truth("h36_raw_inline", "xlsx", "XML by hand", ["inline strings only, no sharedStrings part", "answer cells missing from the file", "merged title", "questions begin with spaces in the file"]); ch = ["はい", "いいえ", "該当なし"]
    d = rows5("取引先の経営に関する質問書", ["No.", "区分", "質問事項", "ご回答", "ご説明"], [(c, q) for c, q in R])
    for r in range(4, 10): d[r] = [d[r][0], d[r][1], ("　" + d[r][2][0], 1)]       # an indent of one full-width space; no answer cells
    write(T.path, "経営", d, W, [("D4:D9", '"' + ",".join(ch) + '"')], shared=False, merges=["A1:E1"]); truth5(T, "経営", R, ch); T.save()


def h37():
    R = [("運送", "運送する荷物を積む前に封印していますか。"), ("運送", "運送の車両に位置を知らせる機器を付けていますか。"), ("運送", "運送の途中で荷物から離れないようにしていますか。"), ("倉庫", "倉庫の出入りを映像で記録していますか。"), ("倉庫", "倉庫の在庫を毎月数えていますか。"), ("倉庫", "倉庫の鍵の本数を管理していますか。")]
    T = Truth("h37_raw_absolute", "xlsx", "XML by hand", ["absolute targets in the rels"]); ch = ["可", "否"]
    write(T.path, "物流", rows5("物流に関する点検", ["No.", "場面", "点検事項", "可否", "所見"], R), W, [("D4:D9", '"' + ",".join(ch) + '"')], absolute=True); truth5(T, "物流", R, ch); T.save()


def h40():
    R = [("会議", "会議の資料を回収していますか。"), ("会議", "会議の録音を許可制としていますか。"), ("会議", "会議室の白板を消したことを確かめていますか。"), ("電話", "電話の相手が本人であることを確かめる手順がありますか。"), ("電話", "電話の内容を控えた紙を当日中に処分していますか。")]
    T = Truth("h40_raw_not_in_xl", "xlsx", "XML by hand", ["parts in a folder that is not xl (allowed by OPC; found only by following the rels)"]); ch = ["○", "△", "×"]
    write(T.path, "日常業務", rows5("日常業務における情報管理", ["No.", "場面", "確認事項", "評価", "補足"], R), W, [("D4:D8", '"' + ",".join(ch) + '"')], folder="book"); truth5(T, "日常業務", R, ch); T.save()


def h31():
    R = [("窓口", "問合せへの回答を、受付から２営業日以内に行っていますか。"), ("窓口", "問合せの内容を分類し、\n件数を月ごとに集計していますか。"), ("窓口", "回答に\"個人情報\"を含む場合の確認手順がありますか。"), ("改善", "よくある問合せを公開していますか。"), ("改善", "利用者の満足度を調べていますか。")]
    T = Truth("h31_csv_utf8_bom", "csv", "python csv", ["UTF-8 with BOM, CRLF", "quoted line break and doubled quotes", "two lines above the header", "choices in the header"], encoding="utf-8-sig")
    b = io.StringIO(); w = csv.writer(b, lineterminator="\r\n")
    w.writerow(["問合せ対応に関する調査票", "", "", "", ""]); w.writerow(["回答者：", "", "", "", ""]); w.writerow(["No.", "区分", "設問", "回答（はい／いいえ）", "備考"])
    for i, (c, q) in enumerate(R): w.writerow([i + 1, c, q, "", ""])
    open(T.path, "wb").write(b.getvalue().encode("utf-8-sig"))
    truth5(T, "(csv)", R, ["はい", "いいえ"]); T.save()


ALL = [h31, h33, h34, h35, h36, h37, h40]
if __name__ == "__main__":
    for f in ALL: f()
