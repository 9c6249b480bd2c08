"""Workbooks written with openpyxl (h16 and h30 are then passed through LibreOffice)."""
from common import *
import os, re, subprocess, tempfile


def plain_rows(ws, start, rows, cols, blank, cat_cols=""):
    """rows: (no, cats…, question) written into cols; blank: empty bordered answer cells."""
    for i, r in enumerate(rows):
        for c, v in zip(cols, r): cell(ws, f"{c}{start+i}", v, mid=(c == cols[0]))
        for c in blank: cell(ws, f"{c}{start+i}")


def merge_same(ws, col, start, values):
    """Merge runs of the same value in a category column, keeping the first."""
    i = 0
    while i < len(values):
        j = i
        while j + 1 < len(values) and values[j + 1] == values[i]: j += 1
        for k in range(i + 1, j + 1): ws[f"{col}{start+k}"].value = None
        if j > i: ws.merge_cells(f"{col}{start+i}:{col}{start+j}")
        i = j + 1


# ---------------------------------------------------------------- h01
def h01():
    wb, ws = book("セキュリティ確認票")
    widths(ws, A=2, B=6, C=14, D=48, E=12, F=40, G=18, H=18)
    merge(ws, "B2:H2", "システム委託先　セキュリティ確認票", bold=True, size=14, box=False, mid=True)
    text(ws, "F3", "うみべ信用金庫　事務システム部")
    cell(ws, "B4", "取引先名"); ws.merge_cells("B4:C4"); cell(ws, "D4"); cell(ws, "E4", "記入日"); cell(ws, "F4")
    for i, t in enumerate(["【ご記入にあたって】", "１．確認事項ごとに、回答欄から該当するものを選び、実施内容を具体的にお書きください。",
                           "２．「一部実施」「未実施」の場合は、今後の予定を実施内容欄にお書きください。",
                           "３．確認資料および当庫確認欄は、当庫で使用します。"]): text(ws, f"B{6+i}", t)
    head(ws, 11, {"B": "番号", "C": "区分", "D": "確認事項", "E": "回答", "F": "実施内容", "G": "確認資料\n（当庫記入）", "H": "当庫確認欄"})
    R = [(1, "体制", "情報セキュリティの責任者と連絡窓口を定めているか。"), (2, "体制", "セキュリティに関する規程を改定したとき、従業員に知らせているか。"),
         (3, "体制", "当金庫に関する業務の担当者名簿を作成しているか。"), (4, "入退管理", "事務所への部外者の立入りを受付で制限しているか。"),
         (5, "入退管理", "サーバを置く部屋の鍵の貸出しを記録しているか。"), (6, "機器の管理", "業務用パソコンの持出しを許可制としているか。"),
         (7, "機器の管理", "廃棄するパソコンの記憶装置を破壊または消去しているか。"), (8, "機器の管理", "ＵＳＢメモリの使用を原則として禁止しているか。"),
         (9, "事故対応", "情報の漏えいが疑われるとき、当金庫へ直ちに連絡する手順があるか。"), (10, "事故対応", "事故の原因を調べ、再発防止策をまとめる担当を決めているか。")]
    plain_rows(ws, 12, R, "BCD", "EFGH"); merge_same(ws, "C", 12, [r[1] for r in R])
    dropdown(ws, "E12:E21", '"実施済,一部実施,未実施,該当なし"')
    ws.freeze_panes = "A12"
    T = Truth("h01_title_notes", "xlsx", "openpyxl", ["header on row 11 under title, profile cells and notes", "table starts in column B", "merged category", "確認資料 and 当庫確認欄 must stay empty"])
    s = T.sheet(ws.title, decoys=[{"cells": "D4,F4", "why": "profile cells"}], not_to_fill=["G", "H"])
    T.table(s, [11], dict(number="B", category=["C"], question="D", status="E", comment="F"), [dict(row=12 + i, no=str(n), category=[c], question=q) for i, (n, c, q) in enumerate(R)],
            ["実施済", "一部実施", "未実施", "該当なし"], "merge", {"確認資料": "G", "当庫確認欄": "H"})
    save_openpyxl(wb, T); T.save()


# ---------------------------------------------------------------- h03
def h03():
    wb, ws = book("安全管理措置")
    widths(ws, A=6, B=54, C=10, D=42)
    merge(ws, "A1:D1", "個人データの安全管理措置に関する質問書", bold=True, size=13, box=False)
    text(ws, "A2", "けやき野共済会　総務部")
    groups = [("組織的安全管理措置", ["個人データを取り扱う部署と担当者の範囲を定めていますか。", "個人データの取扱状況を記録する台帳を備えていますか。", "漏えい等が起きた場合の報告経路を図にして周知していますか。"]),
              ("人的安全管理措置", ["就業規則に守秘の定めと違反時の処分を設けていますか。", "個人データを扱う担当者に、着任時の研修を受けさせていますか。"]),
              ("物理的安全管理措置", ["個人データを扱う区域を他の区域と分けていますか。", "書類や媒体を施錠できる書庫に保管していますか。", "個人データを含む媒体を運ぶとき、追跡できる方法を使っていますか。"]),
              ("技術的安全管理措置", ["個人データにアクセスできる者を利用者IDで限定していますか。", "外部から届くファイルを自動で検査していますか。", "退職者の利用者IDを退職日に停止していますか。"])]
    row, n, T = 4, 0, Truth("h03_stacked_sections", "xlsx", "openpyxl", ["four stacked tables, each with a ■ title and the same header", "numbers run on"])
    s = T.sheet(ws.title, decoys=[])
    for title, qs in groups:
        text(ws, f"A{row}", "■ " + title, bold=True, size=11); s["decoys"].append(dict(row=row, why="title of a table", text="■ " + title)); row += 1
        head(ws, row, {"A": "No.", "B": "質問", "C": "回答", "D": "補足説明"}); h = row; row += 1; rows = []
        for q in qs:
            n += 1; cell(ws, f"A{row}", n, mid=True); cell(ws, f"B{row}", q); cell(ws, f"C{row}"); cell(ws, f"D{row}")
            rows.append(dict(row=row, no=str(n), category=[title], question=q)); row += 1
        dropdown(ws, f"C{h+1}:C{row-1}", '"はい,いいえ,対象外"'); row += 1
        T.table(s, [h], dict(number="A", question="B", status="C", comment="D"), rows, ["はい", "いいえ", "対象外"], "table_title")
    save_openpyxl(wb, T); T.save()


# ---------------------------------------------------------------- h04
def h04():
    wb, ws = book("点検表")
    widths(ws, A=5, B=12, C=40, D=8, E=3, F=5, G=12, H=40, I=8)
    merge(ws, "A1:I1", "委託先自主点検表（両面）", bold=True, size=13, box=False, mid=True)
    text(ws, "A2", "該当するものに○、該当しないものに×を選んでください。")
    left = [(1, "規程", "情報の持出しに関する社内ルールがある。"), (2, "規程", "社内ルールに違反した者への処分を定めている。"), (3, "人", "派遣社員に守秘の誓約をさせている。"), (4, "人", "異動のとき、前の部署の資料を返却させている。"),
            (5, "書類", "机の上に書類を置いたまま帰らない決まりがある。"), (6, "書類", "ＦＡＸを送る前に番号を二人で確かめている。"), (7, "書類", "不要になった書類を細断している。")]
    right = [(8, "端末", "離席時に画面を自動で施錠している。"), (9, "端末", "ソフトウェアの導入を管理者に限っている。"), (10, "ネットワーク", "無線ＬＡＮの接続を登録した端末に限っている。"),
             (11, "ネットワーク", "社外との通信の記録を残している。"), (12, "メール", "添付ファイルを送る前に上長が確認している。")]
    head(ws, 4, {"A": "No", "B": "区分", "C": "点検項目", "D": "結果", "F": "No", "G": "区分", "H": "点検項目", "I": "結果"})
    plain_rows(ws, 5, left, "ABC", "D"); plain_rows(ws, 5, right, "FGH", "I")
    merge_same(ws, "B", 5, [r[1] for r in left]); merge_same(ws, "G", 5, [r[1] for r in right])
    dropdown(ws, "D5:D11 I5:I9", '"○,×"')
    T = Truth("h04_side_by_side", "xlsx", "openpyxl", ["two tables side by side, of unequal length", "status without comment", "one validation over both answer columns", "merged category in both"])
    s = T.sheet(ws.title)
    T.table(s, [4], dict(number="A", category=["B"], question="C", status="D"), [dict(row=5 + i, no=str(n), category=[c], question=q) for i, (n, c, q) in enumerate(left)], ["○", "×"], "merge")
    T.table(s, [4], dict(number="F", category=["G"], question="H", status="I"), [dict(row=5 + i, no=str(n), category=[c], question=q) for i, (n, c, q) in enumerate(right)], ["○", "×"], "merge")
    save_openpyxl(wb, T); T.save()


# ---------------------------------------------------------------- h07
def h07():
    wb, ws = book("個別照会")
    widths(ws, A=12, B=90)
    text(ws, "A1", "個別照会事項（書面ヒアリング）", bold=True, size=13); text(ws, "A2", "枠内の「回答」と「補足」にご記入ください。枠の大きさは変えていただいて構いません。")
    Q = [("体制", "本サービスの運用を担当する部門の人員体制（人数、夜間・休日の対応）をご説明ください。"), ("体制", "運用担当者が作業を誤った場合に、それを見つける仕組みはありますか。"),
         ("ネットワーク", "貴社拠点と本サービスの環境との間の通信経路に、第三者が管理する区間はありますか。"), ("ネットワーク", "通信の監視で異常を見つけた場合、遮断の判断は誰が行いますか。"),
         ("データ", "当社の従業員データを、本サービスの提供以外の目的（統計、機械学習等）に利用することはありますか。"), ("データ", "バックアップからの復元を実際に試したことはありますか。"), ("終了", "契約が終了した後、当社がデータを取り出せる期間はどれだけありますか。")]
    T = Truth("h07_label_value", "xlsx", "openpyxl", ["one question per block, labels in column A, values in column B", "the row of a question is the row of its text"])
    s = T.sheet(ws.title); rows = []; row = 4
    for i, (c, q) in enumerate(Q, 1):
        for k, (lab, v) in enumerate((("設問番号", f"Q{i:02d}"), ("分類", c), ("設問", q), ("回答", None), ("補足", None))):
            cell(ws, f"A{row+k}", lab, bold=True, bg="E7E6E6"); cell(ws, f"B{row+k}", v)
        ws.row_dimensions[row + 4].height = 48
        rows.append(dict(row=row + 2, no=f"Q{i:02d}", category=[c], question=q, status_cell=f"B{row+3}", comment_cell=f"B{row+4}", choices=["はい", "いいえ", "どちらともいえない"]))
        dropdown(ws, f"B{row+3}", '"はい,いいえ,どちらともいえない"'); row += 6
    T.table(s, [], dict(number="B", category=["B"], question="B", status="B", comment="B"), rows, ["はい", "いいえ", "どちらともいえない"], "block_label", layout="blocks")
    save_openpyxl(wb, T); T.save()


# ---------------------------------------------------------------- h08
def h08():
    wb, ws = book("確認シート")
    for i in range(1, 43): ws.column_dimensions[n2c(i)].width = 2.6
    merge(ws, "A1:AP2", "情報システム委託先　確認シート", bold=True, size=14, mid=True)
    merge(ws, "A3:F3", "会社名", bg="F2F2F2"); merge(ws, "G3:V3"); merge(ws, "W3:AB3", "記入者", bg="F2F2F2"); merge(ws, "AC3:AP3")
    text(ws, "A4", "対応区分は、対応済・一部対応・未対応・対象外から選び、対応内容を簡潔に書いてください。")
    Q = ["委託業務に使う機器の一覧を作り、年に一度は現物と照合していますか。", "委託業務のデータを保存する場所を、社内の決められた場所に限っていますか。", "共用の利用者IDを使わず、担当者ごとに割り当てていますか。",
         "在宅で作業する場合、家族を含む第三者に画面を見せない決まりがありますか。", "再委託先の従業者にも、貴社と同じ研修を受けさせていますか。", "システムの変更を行う前に、元に戻す手順を用意していますか。", "地震等で事務所が使えないとき、別の場所で業務を続けられますか。"]
    T = Truth("h08_hougan_blocks", "xlsx", "openpyxl", ["方眼紙: 42 narrow columns", "each question a block of merged cells over two rows, two answer fields with labels to their left", "profile fields above"])
    s = T.sheet(ws.title, decoys=[{"cells": "G3,AC3", "why": "profile cells"}]); rows = []; row = 6
    for i, q in enumerate(Q, 1):
        merge(ws, f"A{row}:B{row+1}", i, mid=True, bg="F2F2F2"); merge(ws, f"C{row}:AP{row}", q, bold=True)
        merge(ws, f"C{row+1}:F{row+1}", "対応区分", bg="F2F2F2", mid=True); merge(ws, f"G{row+1}:L{row+1}", mid=True)
        merge(ws, f"M{row+1}:P{row+1}", "対応内容", bg="F2F2F2", mid=True); merge(ws, f"Q{row+1}:AP{row+1}")
        ws.row_dimensions[row].height = 22; ws.row_dimensions[row + 1].height = 40
        dropdown(ws, f"G{row+1}", '"対応済,一部対応,未対応,対象外"')
        rows.append(dict(row=row, no=str(i), question=q, status_cell=f"G{row+1}", comment_cell=f"Q{row+1}")); row += 3
    T.table(s, [], dict(number="A", question="C", status="G", comment="Q"), rows, ["対応済", "一部対応", "未対応", "対象外"], layout="blocks")
    save_openpyxl(wb, T); T.save()


# ---------------------------------------------------------------- h10
def h10():
    wb, ws = book("要求事項一覧")
    widths(ws, A=6, B=14, C=40, D=30, E=34, F=10, G=36)
    text(ws, "A1", "クラウドサービス　セキュリティ要求事項一覧（東浜生命保険）", bold=True, size=13)
    head(ws, 3, {"A": "ID", "B": "領域", "C": "要求事項", "D": "設定例", "E": "回答例", "F": "回答", "G": "回答コメント"})
    R = [("S-01", "認証", "利用者のパスワードに文字数と文字種の下限を設けること。", "12文字以上、英大小文字・数字・記号", "○　パスワード規則は利用者ガイド2章に記載"), ("S-02", "認証", "一定時間操作がない場合に自動でログアウトすること。", "15分", "○　管理画面で5～60分を設定可能"),
         ("S-03", "認証", "利用企業の認証基盤とシングルサインオンで連携できること。", "SAML 2.0", "△　OpenID Connectのみ対応"), ("S-04", "記録", "管理者の操作の記録を利用企業が参照できること。", "直近3か月分", "○　管理画面から出力可能"),
         ("S-05", "記録", "記録の時刻が標準時と同期していること。", "NTP", "○　5分間隔で同期"), ("S-06", "暗号化", "保存するデータを暗号化すること。", "AES-256", "○　ディスク単位で暗号化"),
         ("S-07", "暗号化", "バックアップ媒体も暗号化の対象とすること。", "同上", "×　対象外"), ("S-08", "可用性", "計画停止を事前に通知すること。", "7日前まで", "○　10日前に電子メールで通知"), ("S-09", "可用性", "稼働状況を公開すること。", "Webサイト", "○　稼働状況ページを公開")]
    for i, r in enumerate(R):
        for c, v in zip("ABCDE", r): cell(ws, f"{c}{4+i}", v, mid=c == "A", bg="F2F2F2" if c in "DE" else None)
        cell(ws, f"F{4+i}", mid=True); cell(ws, f"G{4+i}")
    merge_same(ws, "B", 4, [r[1] for r in R]); dropdown(ws, "F4:F12", '"○,△,×,―"')
    T = Truth("h10_example_columns", "xlsx", "openpyxl", ["設定例 and 回答例 columns that look like answers", "ids S-01", "choice ― (horizontal bar)"])
    s = T.sheet(ws.title, not_to_fill=["D", "E"])
    T.table(s, [3], dict(number="A", category=["B"], question="C", status="F", comment="G"), [dict(row=4 + i, no=r[0], category=[r[1]], question=r[2]) for i, r in enumerate(R)], ["○", "△", "×", "―"], "merge", {"設定例": "D", "回答例": "E"})
    save_openpyxl(wb, T); T.save()


# ---------------------------------------------------------------- h12
def h12():
    wb, ws = book("評価シート")
    widths(ws, A=6, B=14, C=16, D=46, E=12, F=36, G=10, H=10, I=24); ws.column_dimensions["M"].hidden = True
    text(ws, "A1", "外部委託先評価シート", bold=True, size=14); text(ws, "A2", "株式会社汐見台銀行　リスク統括部"); text(ws, "A3", "対象業務："); cell(ws, "C3")
    for ref, v in (("A5:A6", "項番"), ("B5:C5", "区分"), ("D5:D6", "確認項目"), ("E5:F5", "貴社記入欄"), ("G5:I5", "当行評価")): merge(ws, ref, v, bold=True, bg="D9D9D9" if ref[0] == "G" else "FCE4D6", mid=True)
    head(ws, 6, {"B": "大区分", "C": "小区分", "E": "対応状況", "F": "対応内容"}, "FCE4D6"); head(ws, 6, {"G": "証跡番号", "H": "評価", "I": "所見"}, "D9D9D9")
    R = [("1-1", "ガバナンス", "方針", "経営者が情報セキュリティの方針に署名し、公表している。"), ("1-2", "ガバナンス", "方針", "方針を毎事業年度に見直している。"), ("1-3", "ガバナンス", "点検", "点検で見つかった不備の是正期限を管理している。"),
         ("2-1", "人員", "採用", "採用にあたり、経歴を確認している。"), ("2-2", "人員", "離任", "離任者から入館証と貸与品を回収している。"), ("3-1", "システム", "設計", "設計の段階で、想定される脅威を洗い出している。"),
         ("3-2", "システム", "設計", "外部に公開する機能を必要なものに絞っている。"), ("3-3", "システム", "開発", "開発環境と本番環境を分けている。"), ("3-4", "システム", "開発", "ソースコードの変更を、作成者以外の者が確認している。"), ("3-5", "システム", "運用", "時刻や容量のしきい値を超えたとき、担当者に自動で知らせている。")]
    plain_rows(ws, 7, R, "ABCD", "EFGHI"); merge_same(ws, "B", 7, [r[1] for r in R]); merge_same(ws, "C", 7, [(r[1], r[2]) for r in R])
    for i, v in enumerate(["対応", "条件付き対応", "未対応", "非該当"]): cell(ws, f"M{5+i}", v, box=False)
    dropdown(ws, "E7:E16", "$M$5:$M$8"); dropdown(ws, "H7:H16", '"A,B,C"')
    T = Truth("h12_two_level_reviewer", "xlsx", "openpyxl", ["two header rows: 貴社記入欄 and 当行評価", "the reviewer's column has a dropdown too (A,B,C)", "choices in a hidden column of the same sheet", "two merged category columns", "statements instead of questions"])
    s = T.sheet(ws.title, not_to_fill=["G", "H", "I"], decoys=[{"cells": "C3", "why": "profile cell"}])
    T.table(s, [5, 6], dict(number="A", category=["B", "C"], question="D", status="E", comment="F"), [dict(row=7 + i, no=r[0], category=[r[1], r[2]], question=r[3]) for i, r in enumerate(R)],
            ["対応", "条件付き対応", "未対応", "非該当"], "merge", {"証跡番号": "G", "評価": "H", "所見": "I"})
    save_openpyxl(wb, T); T.save()


# ---------------------------------------------------------------- h14
def h14():
    wb, ws = book("チェックリスト")
    widths(ws, A=6, B=50, C=34, D=36)
    text(ws, "A1", "情報セキュリティ　チェックリスト", bold=True, size=13); text(ws, "A2", "該当する□を■に変えてください。")
    head(ws, 4, {"A": "№", "B": "チェック項目", "C": "回答（該当するものに■）", "D": "備考"})
    R = [("社内で使うクラウドサービスを届け出る決まりがありますか。", ["はい", "いいえ", "該当なし"]), ("スマートフォンを紛失した場合に、遠隔でデータを消せますか。", ["はい", "いいえ", "該当なし"]), ("電子メールの誤送信を防ぐ仕組みがありますか。", ["はい", "いいえ", "該当なし"]),
         ("取引先から預かったデータの返却または消去を記録していますか。", ["はい", "いいえ", "該当なし"]), ("サーバの設定を定期的に見直していますか。", ["実施", "一部実施", "未実施"]), ("ソフトウェアの修正プログラムを適用していますか。", ["実施", "一部実施", "未実施"]),
         ("管理者権限を持つ者の一覧を作っていますか。", ["実施", "一部実施", "未実施"]), ("停電に備えて無停電電源装置を設けていますか。", ["実施", "一部実施", "未実施"])]
    T = Truth("h14_checkbox_in_cell", "xlsx", "openpyxl", ["□ choices prefilled in the answer cell", "two sets of choices in one column", "№ as header"])
    s = T.sheet(ws.title); rows = []
    for i, (q, ch) in enumerate(R):
        v = "　".join("□" + c for c in ch); r = 5 + i
        cell(ws, f"A{r}", i + 1, mid=True); cell(ws, f"B{r}", q); cell(ws, f"C{r}", v); cell(ws, f"D{r}")
        rows.append(dict(row=r, no=str(i + 1), question=q, choices=ch, existing_status=v))
    T.table(s, [4], dict(number="A", question="B", status="C", comment="D"), rows, None, layout="checkbox_in_cell")
    save_openpyxl(wb, T); T.save(checkbox=lambda ch, p: "　".join(("■" if c == p else "□") + c for c in ch))


# ---------------------------------------------------------------- h15
def h15():
    wb, ws = book("対応状況表")
    widths(ws, A=6, B=16, C=50, D=22, E=40)
    text(ws, "A1", "別紙２　セキュリティ対策の対応状況表", bold=True, size=13)
    head(ws, 3, {"A": "番号", "B": "分野", "C": "求める対策", "D": "対応状況\n（○：対応済、△：一部、×：未対応）", "E": "対応の内容または未対応の理由"})
    R = [(1, "外部接続", "外部から接続できるサービスの一覧を管理する。"), (2, "外部接続", "接続の申請と承認の記録を残す。"), (3, "外部接続", "使わなくなった接続を速やかに閉じる。"), (4, "媒体", "媒体の保管庫の鍵を責任者が管理する。"), (5, "媒体", "媒体の送付には封印できる容器を使う。"),
         (6, "印刷物", "印刷した帳票の枚数を確かめる。"), (7, "印刷物", "印刷物を放置しないよう、認証後に印刷する方式とする。"), (8, "保守", "保守員の作業に立ち会う。"), (9, "保守", "保守のために持ち込む機器を検査する。")]
    plain_rows(ws, 4, R, "ABC", "DE"); merge_same(ws, "B", 4, [r[1] for r in R])
    T = Truth("h15_choices_in_header", "xlsx", "openpyxl", ["choices only in the header text", "no data validation", "imperative sentences"])
    s = T.sheet(ws.title)
    T.table(s, [3], dict(number="A", category=["B"], question="C", status="D", comment="E"), [dict(row=4 + i, no=str(r[0]), category=[r[1]], question=r[2]) for i, r in enumerate(R)], ["○", "△", "×"], "merge")
    save_openpyxl(wb, T); T.save()


# ---------------------------------------------------------------- through LibreOffice
def soffice(src, ext):
    d = tempfile.mkdtemp(); p = os.path.join(d, "in.xlsx"); open(p, "wb").write(src); o = os.path.join(d, "out")
    subprocess.run(["soffice", f"-env:UserInstallation=file://{d}/profile", "--headless", "--convert-to", ext, "--outdir", o, p], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return open(os.path.join(o, "in." + ext), "rb").read()


def h16():
    wb, g = book("記入要領")
    widths(g, A=4, B=10, C=70)
    text(g, "A1", "自己評価シートの記入要領", bold=True, size=13)
    for i, t in enumerate(["1. 「自己評価」シートの評価欄に、下表の記号を記入してください。", "2. 説明欄には、評価の根拠を記入してください。", "3. 記号は全角で記入してください。"]): text(g, f"A{3+i}", t)
    head(g, 7, {"B": "記号", "C": "意味"})
    for i, (a, b) in enumerate([("Ａ", "十分に実施しており、記録もある"), ("Ｂ", "実施しているが、記録が十分でない"), ("Ｃ", "実施していない"), ("Ｄ", "該当する業務がない")]): cell(g, f"B{8+i}", a, mid=True); cell(g, f"C{8+i}", b)
    ws = wb.create_sheet("自己評価"); widths(ws, A=6, B=18, C=52, D=8, E=42)
    text(ws, "A1", "自己評価シート", bold=True, size=13)
    head(ws, 3, {"A": "項番", "B": "観点", "C": "評価項目", "D": "評価", "E": "説明"})
    R = [("1", "預託情報", "預かった情報の件数と保管場所を把握している。"), ("2", "預託情報", "預かった情報を扱える者を必要な範囲に絞っている。"), ("3", "預託情報", "預かった情報の返却を依頼されたとき、期日までに応じている。"), ("4", "システム", "不要なサービスやポートを停止している。"),
         ("5", "システム", "設定変更の申請、承認および結果を記録している。"), ("6", "システム", "障害を想定した復旧の手順を試している。"), ("7", "立会い", "委託元による立入りの点検を受け入れている。"), ("8", "立会い", "点検での指摘に期限を定めて対応している。")]
    plain_rows(ws, 4, R, "ABC", "DE"); merge_same(ws, "B", 4, [r[1] for r in R])
    T = Truth("h16_choices_on_guide", "xlsx", "openpyxl -> LibreOffice", ["choices only on the 記入要領 sheet, full-width letters", "評価項目 and 評価 both in the header"])
    T.sheet("記入要領", "instructions", decoys=[{"cells": "B8:C11", "why": "legend"}])
    s = T.sheet("自己評価")
    T.table(s, [3], dict(number="A", category=["B"], question="C", status="D", comment="E"), [dict(row=4 + i, no=r[0], category=[r[1]], question=r[2]) for i, r in enumerate(R)], ["Ａ", "Ｂ", "Ｃ", "Ｄ"], "merge")
    b = io.BytesIO(); wb.save(b); normalise(soffice(b.getvalue(), "xlsx"), T.path); T.save()


def h30():
    wb, ws = book("点検票"); widths(ws, A=6, B=52, C=12, D=40)
    text(ws, "A1", "ソフトウェア提供事業者　点検票", bold=True, size=13)
    head(ws, 3, {"A": "No", "B": "チェック項目", "C": "該非", "D": "コメント"})
    R = ["提供するソフトウェアに含まれる第三者の部品を一覧にしている。", "部品に見つかった欠陥の情報を集めている。", "欠陥を直した版を出すまでの目標日数を定めている。", "利用者に欠陥を知らせる窓口を公開している。", "出荷する前に、第三者が動作を確かめている。", "古い版の支援を終える時期を公開している。"]
    for i, q in enumerate(R): cell(ws, f"A{4+i}", i + 1, mid=True); cell(ws, f"B{4+i}", q); cell(ws, f"C{4+i}"); cell(ws, f"D{4+i}")
    dropdown(ws, "C4:C9", '"該当,非該当,確認中"')
    T = Truth("h30_ods", "ods", "openpyxl -> LibreOffice ods", ["ods", "dropdown in ods"])
    T.table(T.sheet(ws.title), [3], dict(number="A", question="B", status="C", comment="D"), [dict(row=4 + i, no=str(i + 1), question=q) for i, q in enumerate(R)], ["該当", "非該当", "確認中"])
    b = io.BytesIO(); wb.save(b); normalise(soffice(b.getvalue(), "ods"), T.path); T.save()


# ---------------------------------------------------------------- h18
def h18():
    wb, ws = book("回答票"); widths(ws, A=7, B=16, C=50, D=14, E=40)
    m = wb.create_sheet("マスタ"); widths(m, A=10, B=20)
    cell(m, "A1", "コード", bold=True); cell(m, "B1", "回答区分", bold=True)
    for i, v in enumerate(["全部実施", "一部実施", "検討中", "実施予定なし"]): cell(m, f"A{2+i}", i + 1); cell(m, f"B{2+i}", v)
    text(ws, "A1", "リース物件管理システム　安全性確認回答票", bold=True, size=13); text(ws, "A2", "みさき総合リース株式会社　情報システム室")
    head(ws, 4, {"A": "設問番号", "B": "種別", "C": "設問内容", "D": "回答区分", "E": "詳細"})
    R = [("A01", "委託先", "下請け業者の作業を日々確認する者を置いていますか。"), ("A02", "委託先", "下請け業者が変わる場合に知らせる決まりがありますか。"), ("A03", "委託先", "海外の拠点から当社データに触れる作業はありませんか。"), ("B01", "端末", "作業用の端末を他の業務と分けていますか。"), ("B02", "端末", "端末に業務データを残さない仕組みとしていますか。"),
         ("B03", "端末", "端末の操作画面を録画していますか。"), ("C01", "復旧", "復旧作業の優先順位を決めていますか。"), ("C02", "復旧", "復旧の見込みを利用者に知らせる手段を複数用意していますか。")]
    plain_rows(ws, 5, R, "ABC", "DE")
    T = Truth("h18_x14_dropdown", "xlsx", "openpyxl, x14 extension added by hand", ["dropdown only in the x14 extension, to a visible sheet", "設問番号 and 設問内容 both begin with 設問", "category repeated on each row"])
    s = T.sheet("回答票")
    T.table(s, [4], dict(number="A", category=["B"], question="C", status="D", comment="E"), [dict(row=5 + i, no=r[0], category=[r[1]], question=r[2]) for i, r in enumerate(R)], ["全部実施", "一部実施", "検討中", "実施予定なし"], "repeat")
    T.sheet("マスタ", "choices")
    ext = ('<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"><x14:dataValidations xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" count="1">'
           '<x14:dataValidation type="list" allowBlank="1" showInputMessage="1" showErrorMessage="1"><x14:formula1><xm:f>マスタ!$B$2:$B$5</xm:f></x14:formula1><xm:sqref>D5:D12</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>')
    save_openpyxl(wb, T, {"xl/worksheets/sheet1.xml": lambda b: b.replace(b"</worksheet>", ext.encode() + b"</worksheet>")}); T.save()


# ---------------------------------------------------------------- h22
def h22():
    wb, ws = book("Questionnaire"); widths(ws, A=10, B=64, C=12, D=50, E=18)
    text(ws, "A1", "Vendor Due Diligence Questionnaire - Standard Version", bold=True, size=13); text(ws, "A2", "Instructions: choose a response for every numbered question. Explain every \"No\" and \"N/A\" under Additional Information.")
    head(ws, 4, {"A": "Ques Num", "B": "Question/Request", "C": "Response", "D": "Additional Information", "E": "Reviewer Use Only"})
    G = [("A", "Enterprise Risk", [("A.1", "Does management review the register of technology risks at planned intervals?"), ("A.2", "Are risk owners named for each accepted risk?"), ("A.3", "Is there an approval step before a risk is accepted?")]),
         ("B", "Human Resources", [("B.1", "Are background screenings carried out before staff receive access to client data?"), ("B.2", "Do staff acknowledge the acceptable use rules in writing?")]),
         ("C", "Asset Handling", [("C.1", "Is removable media blocked on workstations used for support?"), ("C.2", "Are assets returned on the last working day?"), ("C.3", "Is scoped data labelled according to a classification scheme?")]),
         ("D", "Resilience", [("D.1", "Has the recovery plan been exercised within the last twelve months?"), ("D.2", "Are copies of backups kept in a second region?")])]
    row = 5; rows = []; dec = []
    for n, t, qs in G:
        for c in "ABCDE": cell(ws, f"{c}{row}", bg="BDD7EE", bold=True)
        ws[f"A{row}"], ws[f"B{row}"] = n, t; dec.append(dict(row=row, why="section heading row: letter and title", text=t)); row += 1
        for k, q in qs:
            cell(ws, f"A{row}", k, mid=True); cell(ws, f"B{row}", q)
            for c in "CDE": cell(ws, f"{c}{row}")
            rows.append(dict(row=row, no=k, category=[t], question=q)); row += 1
    last = row - 1; dropdown(ws, " ".join(f"C{r['row']}" for r in rows), '"Yes,No,N/A"')
    ws.freeze_panes = "C5"
    T = Truth("h22_english_sig_like", "xlsx", "openpyxl", ["English", "section heading rows with a letter in the number column", "validation on scattered cells", "reviewer column"])
    s = T.sheet(ws.title, decoys=dec, not_to_fill=["E"])
    T.table(s, [4], dict(number="A", question="B", status="C", comment="D"), rows, ["Yes", "No", "N/A"], "section_rows", {"Reviewer Use Only": "E"})
    save_openpyxl(wb, T); T.save()


# ---------------------------------------------------------------- h24
def h24():
    wb, ws = book("要求仕様"); widths(ws, A=6, B=16, C=80, D=12, E=50)
    text(ws, "A1", "共同利用型システム　安全対策要求仕様", bold=True, size=13)
    head(ws, 3, {"A": "No.", "B": "要件分類", "C": "要求事項", "D": "適合", "E": "適合の説明"})
    R = [("アクセス制御", "利用者の登録から抹消までの管理について、次の各号をすべて満たすこと。\n(1) 登録の申請は所属長の承認を得て行い、申請書を３年間保管する。\n(2) 権限は職務に応じて付与し、次のものを兼ねさせない。\n　・取引の入力と承認\n　・利用者の登録とその確認\n(3) 異動または退職の日から起算して１営業日以内に権限を変更または抹消する。\n(4) 利用のない利用者IDを90日で停止する。"),
         ("アクセス制御", "保守のために遠隔から接続する場合は、\n・接続のつど申請を受け、時間を区切って許可すること\n・接続中の操作を記録し、終了後に責任者が内容を確かめること\n・接続元を事前に登録したものに限ること"),
         ("記録", "次の記録を取得し、改ざんされないよう保護すること。\n\n■ 利用者のログインおよびログアウト\n■ 権限の変更\n■ データの一括出力\n\nなお、記録には日時、利用者、端末および結果を含めること。"),
         ("データ保護", "当組合のデータは、他の利用者のデータと論理的に分けて保管すること。分ける方式（データベースの分割、行単位の制御等）を説明欄に記入すること。\n※ 方式の変更を予定している場合は、その時期も記入すること。"),
         ("継続", "大規模な災害が起きた場合でも、\n　① 参照の業務は翌営業日の始業までに\n　② 更新の業務は３営業日以内に\n再開できるよう、設備と要員を確保すること。")]
    for i, (c, q) in enumerate(R):
        r = 4 + i; cell(ws, f"A{r}", i + 1, mid=True); cell(ws, f"B{r}", c); cell(ws, f"C{r}", q); cell(ws, f"D{r}", mid=True); cell(ws, f"E{r}"); ws.row_dimensions[r].height = 15 * (q.count("\n") + 2)
    merge_same(ws, "B", 4, [r[0] for r in R]); dropdown(ws, "D4:D8", '"適合,一部適合,不適合"')
    T = Truth("h24_long_bullets", "xlsx", "openpyxl", ["long question text with line breaks, bullets, ■ and numbering inside the cell"])
    T.table(T.sheet(ws.title), [3], dict(number="A", category=["B"], question="C", status="D", comment="E"), [dict(row=4 + i, no=str(i + 1), category=[c], question=q) for i, (c, q) in enumerate(R)], ["適合", "一部適合", "不適合"], "merge")
    save_openpyxl(wb, T); T.save()


# ---------------------------------------------------------------- h25
def h25():
    wb, ws = book("Sheet1"); widths(ws, A=6, B=16, C=54, D=12, E=40)
    text(ws, "A1", "委託先チェック（情報管理）", bold=True, size=12)
    head(ws, 2, {"A": "No", "B": "大項目", "C": None, "D": "回答", "E": "備考"})
    R = [("情報の受渡し", "受け渡す情報の件数を送り手と受け手の双方で確かめていますか。"), ("情報の受渡し", "受渡しに使うファイルに鍵をかけていますか。"), ("情報の受渡し", "受渡しの記録を半年以上残していますか。"), ("作業場所", "作業場所への私物の持込みを制限していますか。"), ("作業場所", "作業場所を最後に出る者が施錠を確かめていますか。"), ("教育", "情報の取扱いについての理解度を試験などで確かめていますか。"), ("教育", "新しい手口の詐欺やメールについて注意を促していますか。")]
    plain_rows(ws, 3, [(i + 1, c, q) for i, (c, q) in enumerate(R)], "ABC", "DE"); merge_same(ws, "B", 3, [r[0] for r in R]); dropdown(ws, "D3:D9", '"はい,いいえ"')
    T = Truth("h25_no_question_header", "xlsx", "openpyxl", ["the question column has no header"])
    T.table(T.sheet(ws.title), [2], dict(number="A", category=["B"], question="C", status="D", comment="E"), [dict(row=3 + i, no=str(i + 1), category=[c], question=q) for i, (c, q) in enumerate(R)], ["はい", "いいえ"], "merge")
    save_openpyxl(wb, T); T.save()


# ---------------------------------------------------------------- h28
def h28():
    wb, ws = book("調査回答"); widths(ws, A=6, B=14, C=48, D=10, E=46)
    text(ws, "A1", "委託先調査票", bold=True, size=13); text(ws, "A2", "回答者：港北データサービス株式会社（2025年度の回答を引用）")
    head(ws, 4, {"A": "No.", "B": "項目", "C": "質問内容", "D": "可否", "E": "回答内容"})
    R = [("設備", "来客を案内するとき、機密を扱う場所を避けていますか。", "可", "来客は１階の応接室に限っています。"), ("設備", "機器を置く部屋の温度を見張っていますか。", "可", "温度計を設置し、１日２回確認しています。"), ("運用", "夜間の作業を一人で行わないようにしていますか。", "否", "要員の都合により一人で行う場合があります。"),
         ("運用", "作業の前後で設定の差分を確かめていますか。", "可", "差分確認ツールを利用しています。"), ("運用", "利用者からの問合せを記録していますか。", "可", "問合せ管理表に記録しています。"), ("契約", "契約書に事故時の費用負担を定めていますか。", "否", "今後検討します。"), ("契約", "契約の更新にあたり、サービス水準を見直していますか。", "可", "年１回、報告会で確認しています。")]
    T = Truth("h28_prefilled", "xlsx", "openpyxl", ["the answer cells already hold another respondent's answers", "項目 is the category, 質問内容 the question, 回答内容 the comment"])
    rows = []
    for i, (c, q, a, b) in enumerate(R):
        for col, v in zip("ABCDE", (i + 1, c, q, a, b)): cell(ws, f"{col}{5+i}", v, mid=col in "AD")
        rows.append(dict(row=5 + i, no=str(i + 1), category=[c], question=q, existing_status=a, existing_comment=b))
    dropdown(ws, "D5:D11", '"可,否,対象外"')
    T.table(T.sheet(ws.title), [4], dict(number="A", category=["B"], question="C", status="D", comment="E"), rows, ["可", "否", "対象外"], "repeat")
    save_openpyxl(wb, T); T.save()


# ---------------------------------------------------------------- h29
def h29():
    wb, ws = book("IT統制"); widths(ws, A=10, B=16, C=56, D=10, E=14, F=40)
    text(ws, "A1", "受託業務に係るIT統制の整備状況（ひなげし証券　内部監査部）", bold=True, size=13)
    head(ws, 3, {"A": "統制番号", "B": "業務プロセス", "C": "統制内容", "D": "頻度", "E": "整備状況", "F": "状況説明"})
    R = [("ITGC-01", "変更管理", "変更の依頼は、業務部門の責任者が承認したものだけを受け付ける。", "随時"), ("ITGC-02", "変更管理", "変更の結果は、依頼した部門が確認し、記録に残す。", "随時"), ("ITGC-03", "変更管理", "緊急の変更は、事後に通常と同じ承認を受ける。", "随時"), ("ITGC-04", "運用管理", "ジョブの異常終了は、当番が原因を調べて記録する。", "日次"),
         ("ITGC-05", "運用管理", "運用日誌は、翌営業日に責任者が査閲する。", "日次"), ("ITGC-06", "安全管理", "特権IDの利用記録は、利用者以外の者が確かめる。", "週次"), ("ITGC-07", "安全管理", "委託先要員の入館証は、契約の終了日に失効させる。", "随時"), ("ITGC-08", "安全管理", "機器の棚卸しの結果は、管理責任者に報告する。", "年次")]
    plain_rows(ws, 4, R, "ABCD", "EF"); merge_same(ws, "B", 4, [r[1] for r in R]); dropdown(ws, "E4:E11", '"整備済,一部整備,未整備,該当なし"')
    T = Truth("h29_control_statements", "xlsx", "openpyxl", ["統制内容 as the question header", "a filled 頻度 column between question and answer"])
    T.table(T.sheet(ws.title), [3], dict(number="A", category=["B"], question="C", status="E", comment="F"), [dict(row=4 + i, no=r[0], category=[r[1]], question=r[2]) for i, r in enumerate(R)], ["整備済", "一部整備", "未整備", "該当なし"], "merge", {"頻度": "D"})
    save_openpyxl(wb, T); T.save()


ALL = [h01, h03, h04, h07, h08, h10, h12, h14, h15, h16, h18, h22, h24, h25, h28, h29, h30]
if __name__ == "__main__":
    for f in ALL: f()
