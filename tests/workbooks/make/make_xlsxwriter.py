"""Workbooks written with XlsxWriter."""
from common import *
import datetime, xlsxwriter


def start(T):
    wb = xlsxwriter.Workbook(T.path)
    wb.set_properties({"author": "questionnaire", "created": datetime.datetime(2026, 10, 1)})
    base = {"font_name": "Meiryo UI", "font_size": 10, "valign": "vcenter"}
    f = lambda **k: wb.add_format({**base, **k})
    F = dict(title=f(bold=True, font_size=14), text=f(), head=f(bold=True, border=1, bg_color="#E2EFDA", text_wrap=True, align="center"), grey=f(bold=True, border=1, bg_color="#D9D9D9", text_wrap=True, align="center"),
             body=f(border=1, text_wrap=True), mid=f(border=1, align="center"), cat=f(border=1, text_wrap=True, valign="top", bg_color="#F7F7F7"), sec=f(bold=True, border=1, bg_color="#C6E0B4"),
             ans=f(border=1, text_wrap=True, bg_color="#FFFFE0", locked=False), example=f(border=1, text_wrap=True, italic=True, font_color="#7F7F7F"), total=f(bold=True, border=1, align="center", bg_color="#EDEDED"))
    return wb, F


def sheet(wb, name, w):
    ws = wb.add_worksheet(name); ws.set_landscape(); ws.set_paper(9); ws.fit_to_pages(1, 0)
    for i, x in enumerate(w): ws.set_column(i, i, x)
    return ws


def row_of(ws, r, values, fmts):
    """r is 1-based; None writes a blank cell, ... writes nothing."""
    for c, (v, f) in enumerate(zip(values, fmts)):
        if v is ...: continue
        if v is None: ws.write_blank(r - 1, c, None, f)
        else: ws.write(r - 1, c, v, f)


def runs(values):
    i = 0
    while i < len(values):
        j = i
        while j + 1 < len(values) and values[j + 1] == values[i]: j += 1
        yield i, j, values[i]; i = j + 1


def cats(ws, col, first, values, f):
    for i, j, v in runs(values):
        if j > i: ws.merge_range(first + i - 1, col, first + j - 1, col, v, f)
        else: ws.write(first + i - 1, col, v, f)


LIST = lambda *a: {"validate": "list", "source": list(a) if len(a) > 1 else a[0], "ignore_blank": True}


# ---------------------------------------------------------------- h02
def h02():
    T = Truth("h02_stacked_other_columns", "xlsx", "XlsxWriter", ["two stacked tables with other columns and other choices", "second sheet: the header repeated in the middle of one table", "category repeated on each row, in another column of the second table"])
    wb, F = start(T)
    ws = sheet(wb, "質問表", (6, 38, 46, 14, 40)); b = F["body"]
    ws.write("A1", "業務委託に関する質問表", F["title"]); ws.write("A2", "上段は全社の取組み、下段は本業務での取組みについてお答えください。", F["text"])
    row_of(ws, 4, ["No.", "分類", "質問事項", "回答", "備考"], [F["head"]] * 5)
    A = [("苦情対応", "利用者からの苦情を受け付ける窓口を公表していますか。"), ("苦情対応", "苦情の内容を経営者に報告していますか。"), ("法令対応", "関係する法令の改正を調べる担当者を置いていますか。"), ("法令対応", "反社会的勢力との取引がないことを契約の前に確かめていますか。"), ("保険", "情報漏えいの損害に備える保険に加入していますか。")]
    for i, (c, q) in enumerate(A): row_of(ws, 5 + i, [i + 1, c, q, None, None], [F["mid"], b, b, F["ans"], F["ans"]])
    ws.data_validation("D5:D9", LIST("はい", "いいえ"))
    row_of(ws, 13, ["項番", "質問事項", "分類", "有無", "説明"], [F["head"]] * 5)
    B = [("本業務の作業手順を書いたもの", "手順"), ("本業務で使う機器の配置図", "手順"), ("本業務の担当者に対する研修の教材", "要員"), ("本業務に係る事故の報告様式", "事故"), ("本業務の成果物を検査する基準", "検査")]
    B = [(q + "はありますか。", c) for q, c in B]
    for i, (q, c) in enumerate(B): row_of(ws, 14 + i, [i + 1, q, c, None, None], [F["mid"], b, b, F["ans"], F["ans"]])
    ws.data_validation("D14:D18", LIST("有", "無"))
    s = T.sheet("質問表")
    T.table(s, [4], dict(number="A", category=["B"], question="C", status="D", comment="E"), [dict(row=5 + i, no=str(i + 1), category=[c], question=q) for i, (c, q) in enumerate(A)], ["はい", "いいえ"], "repeat")
    T.table(s, [13], dict(number="A", category=["C"], question="B", status="D", comment="E"), [dict(row=14 + i, no=str(i + 1), category=[c], question=q) for i, (q, c) in enumerate(B)], ["有", "無"], "repeat")

    ws = sheet(wb, "質問表（続）", (6, 16, 52, 12, 40)); H = ["No.", "分類", "質問事項", "回答", "備考"]
    Q = [("委託の管理", "委託先に渡した資料の一覧がありますか。"), ("委託の管理", "委託先の作業場所を訪れて確かめていますか。"), ("委託の管理", "委託先の担当者が代わるときに引継ぎを確かめていますか。"), ("設備", "機器の搬入と搬出を記録していますか。"),
         ("設備", "停電時に安全に停止する手順がありますか。"), ("設備", "消火器の場所を全員が知っていますか。"), ("記録", "作業の記録を改ざんできないように保管していますか。"), ("記録", "記録の保管期限が来たものを廃棄していますか。")]
    r, rows, dec = 2, [], []
    for i, (c, q) in enumerate(Q):
        if i % 4 == 0:
            row_of(ws, r, H, [F["head"]] * 5)
            if i: dec.append(dict(row=r, why="the header again, for the next printed page"))
            r += 1
        row_of(ws, r, [i + 1, c, q, None, None], [F["mid"], b, b, F["ans"], F["ans"]]); rows.append(dict(row=r, no=str(i + 1), category=[c], question=q)); r += 1
    ws.data_validation("D3:D6", {**LIST("はい", "いいえ"), "other_cells": [[7, 3, 10, 3]]})
    s = T.sheet("質問表（続）", decoys=dec)
    T.table(s, [2], dict(number="A", category=["B"], question="C", status="D", comment="E"), rows, ["はい", "いいえ"], "repeat")
    wb.close(); T.save()


# ---------------------------------------------------------------- h06
def h06():
    T = Truth("h06_sections_and_merges", "xlsx", "XlsxWriter", ["section rows across the table, with merged categories below them", "category column left of the number", "choices from a hidden sheet", "reviewer column"])
    wb, F = start(T); ws = sheet(wb, "自己点検", (16, 6, 50, 14, 42, 18)); b = F["body"]
    ws.write("A1", "委託先自己点検表（白砂信託銀行）", F["title"])
    row_of(ws, 3, ["区分", "No.", "点検項目", "自己点検結果", "根拠・状況", "点検者所見\n（当社記入）"], [F["head"]] * 5 + [F["grey"]])
    G = [("管理態勢", [("役割", "情報管理の役割分担を書面にしている。"), ("役割", "担当者の不在時に代わる者を決めている。"), ("報告", "経営会議に情報管理の状況を報告している。"), ("報告", "業界団体等から脅威の情報を集めている。")]),
         ("業務運営", [("受付", "依頼の内容を復唱または書面で確かめている。"), ("受付", "依頼者が本人であることを確かめている。"), ("処理", "入力した結果を別の者が照合している。"), ("処理", "処理の途中で中断した場合の再開の手順がある。"), ("納品", "納品の前に宛先と内容を照合している。")]),
         ("システム基盤", [("監視", "稼働の状況を24時間監視している。"), ("監視", "監視で気付いた事象を分類し、対応の要否を判断している。"), ("更新", "基本ソフトの更新を試験環境で試してから適用している。")])]
    r, n, rows, dec = 4, 0, [], []
    for sec, items in G:
        ws.merge_range(r - 1, 0, r - 1, 5, sec, F["sec"]); dec.append(dict(row=r, why="section heading row", text=sec)); r += 1
        cats(ws, 0, r, [c for c, _ in items], F["cat"])
        for c, q in items:
            n += 1; row_of(ws, r, [..., n, q, None, None, None], [b, F["mid"], b, F["ans"], F["ans"], b])
            ws.data_validation(r - 1, 3, r - 1, 3, LIST("=選択肢!$B$2:$B$5")); rows.append(dict(row=r, no=str(n), category=[sec, c], question=q)); r += 1
    ws.freeze_panes(3, 0)
    l = wb.add_worksheet("選択肢"); l.write_row("A1", ["コード", "名称"])
    ch = ["良好", "概ね良好", "要改善", "対象外"]
    for i, v in enumerate(ch): l.write_row(i + 1, 0, [i + 1, v])
    l.hide()
    s = T.sheet("自己点検", decoys=dec, not_to_fill=["F"])
    T.table(s, [3], dict(number="B", category=["A"], question="C", status="D", comment="E"), rows, ch, "section_rows+merge", {"点検者所見": "F"})
    T.sheet("選択肢", "choices", "hidden")
    wb.close(); T.save()


# ---------------------------------------------------------------- h09
def h09():
    T = Truth("h09_last_year", "xlsx", "XlsxWriter", ["last year's answers beside this year's", "an Excel table (ListObject) with filter buttons", "dropdown on both years"])
    wb, F = start(T); ws = sheet(wb, "定例調査", (6, 14, 46, 12, 34, 12, 34)); b = F["body"]
    ws.write("A1", "委託先定例調査（2026年度）", F["title"]); ws.write("A2", "昨年度から変わった点を中心に、今回回答欄と今回コメント欄にご記入ください。", F["text"])
    R = [("組織", "個人情報を扱う部署を限定していますか。", "はい", "人事部と総務部に限定"), ("組織", "情報管理の規程を従業員がいつでも読めるようにしていますか。", "はい", "社内サイトに掲載"), ("要員", "外国籍の要員を含む全員に守秘を約束させていますか。", "はい", None), ("要員", "業務の習熟度に応じて担当を決めていますか。", "いいえ", "規模が小さいため"),
         ("システム", "利用者の画面に不要な個人情報を表示しないようにしていますか。", "はい", "権限により項目を非表示"), ("システム", "エラー画面に内部の情報を表示しないようにしていますか。", "はい", None), ("システム", "検索結果の件数に上限を設けていますか。", "いいえ", "次期更改で対応"), ("委託", "再委託の状況を年に一度、委託元に報告していますか。", "はい", "毎年４月に報告")]
    ch = ["はい", "いいえ", "対象外"]
    ws.add_table(3, 0, 3 + len(R), 6, {"name": "定例調査表", "style": "Table Style Light 9", "columns": [{"header": h} for h in ("No", "分野", "確認項目", "昨年度回答", "昨年度コメント", "今回回答", "今回コメント")]})
    for i, (c, q, o, oc) in enumerate(R): row_of(ws, 5 + i, [i + 1, c, q, o, oc, None, None], [F["mid"], b, b, b, b, F["ans"], F["ans"]])
    n = 4 + len(R); ws.data_validation(f"D5:D{n}", LIST(*ch)); ws.data_validation(f"F5:F{n}", LIST(*ch))
    s = T.sheet("定例調査", not_to_fill=["D", "E"])
    T.table(s, [4], dict(number="A", category=["B"], question="C", status="F", comment="G"), [dict(row=5 + i, no=str(i + 1), category=[c], question=q) for i, (c, q, _, _) in enumerate(R)], ch, "repeat", {"昨年度回答": "D", "昨年度コメント": "E"})
    wb.close(); T.save()


# ---------------------------------------------------------------- h11
def h11():
    T = Truth("h11_example_row", "xlsx", "XlsxWriter", ["a filled example row (例) right under the header", "○○社の回答 and ○○社の補足 as headers (no choice mark)"])
    wb, F = start(T); ws = sheet(wb, "質問票", (6, 16, 50, 14, 44)); b = F["body"]
    ws.merge_range("A1:E1", "情報管理に関する質問票", F["title"]); ws.write("A2", "「○○社」は貴社名に読み替えてください。灰色の行は記入例です。", F["text"])
    row_of(ws, 4, ["No.", "区分", "質問", "○○社の回答", "○○社の補足"], [F["head"]] * 5)
    row_of(ws, 5, ["例", "営業所", "営業所の鍵を管理する責任者を決めていますか。", "はい", "各営業所の所長を責任者とし、鍵の管理簿を備えています。"], [F["example"]] * 5)
    R = [("情報の収集", "利用する目的を本人に知らせてから個人情報を受け取っていますか。"), ("情報の収集", "必要のない項目まで集めていませんか。"), ("情報の利用", "個人情報を印刷できる者を限っていますか。"), ("情報の利用", "個人情報を社外の会議で使わない決まりがありますか。"),
         ("情報の提供", "第三者に渡した個人情報の記録を残していますか。"), ("情報の提供", "外国にある第三者に個人情報を渡すことがありますか。"), ("本人の請求", "本人から開示の求めがあったときの窓口を決めていますか。")]
    for i, (c, q) in enumerate(R): row_of(ws, 6 + i, [i + 1, c, q, None, None], [F["mid"], b, b, F["ans"], F["ans"]])
    ch = ["はい", "いいえ", "該当しない"]; ws.data_validation(f"D5:D{5+len(R)}", LIST(*ch))
    s = T.sheet("質問票", decoys=[dict(row=5, why="example row, already filled")])
    T.table(s, [4], dict(number="A", category=["B"], question="C", status="D", comment="E"), [dict(row=6 + i, no=str(i + 1), category=[c], question=q) for i, (c, q) in enumerate(R)], ch, "repeat")
    wb.close(); T.save()


# ---------------------------------------------------------------- h17
def h17():
    T = Truth("h17_whole_column_filter", "xlsx", "XlsxWriter", ["header on row 1, no title", "dropdown by named range over a whole column", "filter with hidden rows", "grouped rows", "ids that look like control numbers", "対応要否 column filled by the customer"])
    wb, F = start(T); ws = sheet(wb, "セキュリティ要件", (9, 14, 14, 50, 10, 12, 42)); b = F["body"]
    row_of(ws, 1, ["要件ID", "カテゴリ", "サブカテゴリ", "要件", "対応要否", "対応区分", "対応方法・理由"], [F["head"]] * 7)
    R = [("N-01", "ネットワーク", "境界", "外部と内部の境界で、許可した通信だけを通すこと。", "要"), ("N-02", "ネットワーク", "境界", "公開用のサーバを内部のネットワークから分けること。", "要"), ("N-03", "ネットワーク", "無線", "無線の区間を暗号化すること。", "不要"), ("N-04", "ネットワーク", "無線", "来訪者用の無線を業務用と分けること。", "不要"),
         ("H-01", "ホスト", "設定", "初期設定のままの利用者IDを無効にすること。", "要"), ("H-02", "ホスト", "設定", "不要な機能を停止した標準の構成を定めること。", "要"), ("H-03", "ホスト", "更新", "重大な欠陥の修正を公表から30日以内に適用すること。", "要"), ("A-01", "アプリ", "入力", "入力値を検査し、不正な命令が実行されないようにすること。", "要"),
         ("A-02", "アプリ", "出力", "帳票に出力日時と出力者を印字すること。", "不要"), ("A-03", "アプリ", "試験", "公開する前に、第三者の視点で弱点を探す試験を行うこと。", "要")]
    for i, r in enumerate(R):
        row_of(ws, 2 + i, [*r, None, None], [F["mid"], b, b, b, F["mid"], F["ans"], F["ans"]])
        if r[4] == "不要": ws.set_row(1 + i, None, None, {"hidden": True})
        elif r[1] == "ホスト": ws.set_row(1 + i, None, None, {"level": 1})
    n = 1 + len(R); ws.autofilter(f"A1:G{n}"); ws.filter_column("E", "x == 要"); ws.freeze_panes(1, 4)
    l = wb.add_worksheet("区分"); ch = ["標準で対応", "設定で対応", "開発で対応", "対応不可"]
    l.write_column("A1", ch); l.hide(); wb.define_name("対応区分一覧", "=区分!$A$1:$A$4")
    ws.data_validation(1, 5, 1048575, 5, LIST("=対応区分一覧"))
    s = T.sheet("セキュリティ要件")
    T.table(s, [1], dict(number="A", category=["B", "C"], question="D", status="F", comment="G"), [dict(row=2 + i, no=r[0], category=[r[1], r[2]], question=r[3], hidden=r[4] == "不要") for i, r in enumerate(R)], ch, "repeat", {"対応要否": "E"})
    T.sheet("区分", "choices", "hidden")
    wb.close(); T.save(skip=lambda r: r["hidden"])


# ---------------------------------------------------------------- h19
def h19():
    T = Truth("h19_protected_totals", "xlsx", "XlsxWriter", ["protected sheet, only the answer cells unlocked", "status without comment", "a formula column 得点 beside the answer", "subtotal and total rows that are no questions"])
    wb, F = start(T); ws = sheet(wb, "採点表", (6, 56, 10, 8, 8)); b = F["body"]; ch = ["はい", "いいえ"]
    ws.write("A1", "委託先採点表", F["title"])
    row_of(ws, 3, ["No.", "チェック項目", "回答", "配点", "得点"], [F["head"]] * 5)
    G = [[("情報管理の責任者を文書で任命している。", 5), ("過去３年間に情報の漏えいを起こしていない。", 10), ("業務の委託を受ける前に自らの能力を確かめている。", 5)], [("入口に受付または警備員を置いている。", 5), ("機器を固定し、持去りを防いでいる。", 5), ("書庫の鍵を定位置で管理している。", 5), ("火災報知器を定期的に点検している。", 5)]]
    r, n, rows, dec, subs = 4, 0, [], [], []
    for g in G:
        a = r
        for q, p in g:
            n += 1; row_of(ws, r, [n, q, None, p], [F["mid"], b, F["ans"], F["mid"]]); ws.write_formula(r - 1, 4, f'=IF(C{r}="はい",D{r},0)', F["mid"], 0)
            rows.append(dict(row=r, no=str(n), question=q)); r += 1
        row_of(ws, r, [None, "小計", None], [F["total"]] * 3)
        for c in "DE": ws.write_formula(f"{c}{r}", f"=SUM({c}{a}:{c}{r-1})", F["total"], sum(p for _, p in g) if c == "D" else 0)
        dec.append(dict(row=r, why="subtotal row", text="小計")); subs.append(r); ws.data_validation(f"C{a}:C{r-1}", LIST(*ch)); r += 1
    row_of(ws, r, [None, "合計"], [F["total"]] * 2); ws.write_formula(f"C{r}", f'=COUNTA(C4:C{r-1})&"/{n}"', F["total"], f"0/{n}")
    for c in "DE": ws.write_formula(f"{c}{r}", "=" + "+".join(f"{c}{x}" for x in subs), F["total"], 40 if c == "D" else 0)
    dec.append(dict(row=r, why="total row", text="合計"))
    ws.protect("", {"select_locked_cells": True, "select_unlocked_cells": True})
    s = T.sheet("採点表", decoys=dec, protected=True, not_to_fill=["D", "E"])
    T.table(s, [3], dict(number="A", question="B", status="C"), rows, ch, other={"配点": "D", "得点": "E"})
    wb.close(); T.save()


# ---------------------------------------------------------------- h21
def h21():
    T = Truth("h21_english_caiq_like", "xlsx", "XlsxWriter", ["English, in the manner of a cloud controls questionnaire", "Control Specification (statement) left of the question", "Ownership has a dropdown too", "a filled guidance column at the right end", "introduction sheet"])
    wb, F = start(T); b = F["body"]
    g = sheet(wb, "Introduction", (100,)); g.write("A1", "Cloud Provider Self-Assessment", F["title"])
    for i, t in enumerate(["1. Select Yes, No or NA for every question.", "2. Describe in the notes how the control is met, or why it does not apply.", "3. Do not change the structure of the sheet."]): g.write(2 + i, 0, t, F["text"])
    ws = sheet(wb, "Self-Assessment", (11, 22, 24, 44, 46, 10, 16, 44, 36))
    row_of(ws, 1, ["Question ID", "Domain", "Control Title", "Control Specification", "Assessment Question", "CSP Answer", "Control Ownership", "CSP Notes", "Guidance for the Customer"], [F["head"]] * 8 + [F["grey"]])
    D = [("AUD-01.1", "Audit Assurance", "Independent Review", "Have an independent party review the controls at planned intervals.", "Is an independent review of the controls performed at planned intervals?", "Ask for the latest report."),
         ("AUD-01.2", "Audit Assurance", "Independent Review", "Have an independent party review the controls at planned intervals.", "Are findings of the review tracked until they are closed?", "Ask for the status list."),
         ("APP-02.1", "Application Security", "Secure Build", "Build software by a documented process with security checks.", "Are security checks part of the documented build process?", None),
         ("CRY-01.1", "Cryptography", "Key Handling", "Define who may handle keys, and how.", "Are roles for handling encryption keys defined and assigned?", "Relevant where the customer brings keys."),
         ("CRY-01.2", "Cryptography", "Key Handling", "Define who may handle keys, and how.", "Are keys replaced at the end of a defined period?", None),
         ("DCS-03.1", "Datacenter Security", "Physical Entry", "Restrict and record entry to areas that house equipment.", "Is entry to equipment areas restricted to authorised persons and recorded?", "See the provider's report."),
         ("IAM-04.1", "Identity and Access", "Access Review", "Review access rights regularly.", "Are access rights reviewed regularly and removed when no longer needed?", None),
         ("LOG-05.1", "Logging", "Log Protection", "Protect logs from change and loss.", "Are logs protected from unauthorised change?", "Agree on the retention period.")]
    for i, (k, d, t, c, q, gd) in enumerate(D): row_of(ws, 2 + i, [k, d, t, c, q, None, None, None, gd], [F["mid"], b, b, b, b, F["ans"], F["ans"], F["ans"], b])
    n = 1 + len(D); ws.data_validation(f"F2:F{n}", LIST("Yes", "No", "NA")); ws.data_validation(f"G2:G{n}", LIST("CSP-owned", "Customer-owned", "Shared")); ws.freeze_panes(1, 1)
    T.sheet("Introduction", "instructions")
    s = T.sheet("Self-Assessment", not_to_fill=["I"])
    T.table(s, [1], dict(number="A", category=["B", "C"], question="E", status="F", comment="H"), [dict(row=2 + i, no=d[0], category=[d[1], d[2]], question=d[4]) for i, d in enumerate(D)], ["Yes", "No", "NA"], "repeat",
            {"Control Specification": "D", "Control Ownership": "G", "Guidance for the Customer": "I"})
    wb.close(); T.save()


# ---------------------------------------------------------------- h27
def h27():
    T = Truth("h27_status_only_sections", "xlsx", "XlsxWriter", ["status only", "section rows with a number (1, 2) in the number column", "two question blocks of numbers 1-1, 1-2", "closing line below the table"])
    wb, F = start(T); ws = sheet(wb, "簡易チェック", (7, 60, 14)); b = F["body"]; ch = ["できている", "一部できている", "できていない", "わからない"]
    ws.write("A1", "委託先かんたんチェック", F["title"]); row_of(ws, 3, ["No", "チェック内容", "結果"], [F["head"]] * 3)
    G = [("1", "基本の対策", ["パソコンの基本ソフトを最新の状態にしている", "ウイルス対策ソフトの定義を自動で更新している", "推測されやすいパスワードを使わないようにしている"]), ("2", "従業員の対策", ["心当たりのない添付ファイルを開かないよう教えている", "重要な情報を机の上に放置しないようにしている", "社外で仕事をするときの決まりがある"]), ("3", "組織の対策", ["事故が起きたときの連絡先を掲示している", "秘密を守る約束を取引先と交わしている"])]
    r, rows, dec = 4, [], []
    for k, t, qs in G:
        row_of(ws, r, [k, t, None], [F["sec"]] * 3); dec.append(dict(row=r, why="section heading row with a number", text=t)); r += 1; a = r
        for j, q in enumerate(qs, 1): row_of(ws, r, [f"{k}-{j}", q, None], [F["mid"], b, F["ans"]]); rows.append(dict(row=r, no=f"{k}-{j}", category=[t], question=q)); r += 1
        ws.data_validation(f"C{a}:C{r-1}", LIST(*ch))
    ws.write(f"A{r+1}", "ご協力ありがとうございました。", F["text"])
    s = T.sheet("簡易チェック", decoys=dec + [dict(row=r + 1, why="closing line")])
    T.table(s, [3], dict(number="A", question="B", status="C"), rows, ch, "section_rows")
    wb.close(); T.save()


# ---------------------------------------------------------------- h38, h39
def small(T, wb, F, ws, R, ch):
    b = F["body"]; ws.write("A1", "簡易調査票", F["title"]); row_of(ws, 3, ["No", "分類", "質問", "回答", "備考"], [F["head"]] * 5)
    for i, (c, q) in enumerate(R): row_of(ws, 4 + i, [i + 1, c, q, None, None], [F["mid"], b, b, F["ans"], F["ans"]])
    ws.data_validation(3, 3, 2 + len(R), 3, LIST(*ch))
    T.table(T.sheet("調査票"), [3], dict(number="A", category=["B"], question="C", status="D", comment="E"), [dict(row=4 + i, no=str(i + 1), category=[c], question=q) for i, (c, q) in enumerate(R)], ch, "repeat")


def h38():
    T = Truth("h38_far_cell", "xlsx", "XlsxWriter", ["a cell at XFD1048576: the sheet must not be read as a dense array"])
    wb, F = start(T); ws = sheet(wb, "調査票", (6, 14, 50, 10, 40))
    small(T, wb, F, ws, [("契約", "契約の条件を定期的に見直していますか。"), ("契約", "契約の相手方の信用を調べていますか。"), ("記録", "打合せの記録を双方で確かめていますか。"), ("記録", "記録の訂正に理由を残していますか。"), ("機器", "機器の貸与と返却を記録していますか。")], ["はい", "いいえ"])
    ws.write("XFD1048576", "end", F["text"]); wb.close(); T.save()


def h39():
    T = Truth("h39_far_validation", "xlsx", "XlsxWriter", ["a list validation over N1:XFD1048576, beside the real one"])
    wb, F = start(T); ws = sheet(wb, "調査票", (6, 14, 50, 10, 40))
    small(T, wb, F, ws, [("連絡", "連絡先の変更を速やかに知らせる決まりがありますか。"), ("連絡", "夜間の連絡先を知らせていますか。"), ("検査", "検査で不合格となったものを分けて置いていますか。"), ("検査", "検査の基準を文書にしていますか。"), ("輸送", "輸送の経路を事前に決めていますか。")], ["可", "不可", "対象外"])
    ws.data_validation("N1:XFD1048576", LIST("済", "未")); wb.close(); T.save()


ALL = [h02, h06, h09, h11, h17, h19, h21, h27, h38, h39]
if __name__ == "__main__":
    for f in ALL: f()
