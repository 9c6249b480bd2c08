"""Workbooks written with npm's exceljs and SheetJS. This file holds their text and truth; write_node.cjs writes them.
NODE_PATH must name a node_modules with exceljs 4.4.0 and xlsx 0.18.5."""
from common import *
import os, subprocess


def node(T, form, data):
    r = subprocess.run(["node", os.path.join(HERE, "write_node.cjs"), form], input=json.dumps(data, ensure_ascii=False).encode(), capture_output=True)
    if r.returncode: raise SystemExit(r.stderr.decode())
    normalise(r.stdout, T.path)


def h05():
    # None: the cell is blank and the value above holds (a new 大分類 always comes with its own 中分類 and 小分類)
    R = [("統治", "方針", "文書", "情報の取扱いに関する方針を文書で示すこと。"), (None, None, None, "方針の適用を受ける者の範囲を明らかにすること。"), (None, None, "周知", "方針を毎年全員に読み合わせさせること。"), (None, "体制", "責任", "情報の管理に責任を持つ役員を置くこと。"), (None, None, "連絡", "休日を含む緊急の連絡網を備えること。"), (None, None, None, "連絡網が機能することを年に一度確かめること。"),
         ("運用", "作業", "計画", "作業の計画を前日までに委託元へ知らせること。"), (None, None, "実施", "作業は二人以上で行い、一人は確認に当たること。"), (None, None, None, "計画にない作業が必要となったときは、その場で中断して承認を得ること。"), (None, "記録", "保存", "作業の記録を、検索できる形で保存すること。"),
         ("契約", "終了", "引継ぎ", "契約が終わる際に、後任の事業者への引継ぎに応じること。"), (None, None, "返却", "貸与した資料と機器をすべて返すこと。")]
    T = Truth("h05_filldown_three_levels", "xlsx", "exceljs", ["大分類/中分類/小分類 with blank cells to fill down (no merges)", "要求事項", "title rows"])
    s = T.sheet("要件確認"); rows = []; cur = [None] * 3
    for i, r in enumerate(R):
        for k in range(3):
            if r[k]: cur[k] = r[k]
        rows.append(dict(row=5 + i, no=str(i + 1), category=list(cur), question=r[3]))
    ch = ["可", "条件付き可", "不可"]
    T.table(s, [4], dict(number="A", category=["B", "C", "D"], question="E", status="F", comment="G"), rows, ch, "blank")
    node(T, "h05", dict(rows=R, choices=ch)); T.save()


def h13():
    R = [("人", "作業者の健康状態に応じて作業を割り当てている。"), ("人", "作業者に過度な残業をさせないようにしている。"), ("人", "新任者の作業には指導者が付き添っている。"), ("もの", "貸与品に管理番号を付けている。"), ("もの", "計測器を定期的に校正している。"), ("情報", "図面や仕様書の版を管理している。"), ("情報", "取引先の名刺情報の扱いを決めている。"), ("情報", "社外の掲示板やSNSへの書込みについて決まりがある。")]
    T = Truth("h13_mark_one_of_three", "xlsx", "exceljs", ["the answer is one ○ in one of three columns", "two header rows", "merged category", "no data validation"])
    s = T.sheet("点検表")
    T.table(s, [4, 5], dict(number="A", category=["B"], question="C", comment="G"), [dict(row=6 + i, no=str(i + 1), category=[c], question=q, choices=None, status_cells={"はい": f"D{6+i}", "いいえ": f"E{6+i}", "非該当": f"F{6+i}"}) for i, (c, q) in enumerate(R)],
            None, "merge", layout="mark_one_of", mark="○", mark_columns={"はい": "D", "いいえ": "E", "非該当": "F"})
    node(T, "h13", dict(rows=R)); T.save()


def h20():
    R = [("管理体制\nGovernance", "海外拠点を含めた情報セキュリティの責任者を定めていますか。\nIs there a person responsible for information security across all sites, including those overseas?"), ("管理体制\nGovernance", "セキュリティ事故の件数を経営者に報告していますか。\nIs the number of security incidents reported to executives?"),
         ("アクセス管理\nAccess Control", "業務上の必要がなくなった権限を取り消していますか。\nAre access rights revoked when there is no business need?"), ("アクセス管理\nAccess Control", "外部からの接続に二つ以上の要素による認証を求めていますか。\nIs more than one factor required for remote connections?"),
         ("開発\nDevelopment", "本番のデータを試験に使う場合に匿名化していますか。\nIs production data anonymised before it is used for testing?"), ("開発\nDevelopment", "公開前に既知の弱点がないことを確かめていますか。\nIs software checked for known weaknesses before release?"), ("継続\nContinuity", "サービスの復旧に要する時間の目標を定めていますか。\nAre objectives defined for the time needed to restore the service?")]
    T = Truth("h20_bilingual", "xlsx", "SheetJS", ["Japanese and English in one cell", "choices only in the header: (Yes / No / N/A)", "no styles, no validation, answer cells missing from the file"])
    ch = ["Yes", "No", "N/A"]; s = T.sheet("質問票 Questionnaire")
    T.table(s, [3], dict(number="A", category=["B"], question="C", status="D", comment="E"), [dict(row=4 + i, no=str(i + 1), category=[c], question=q) for i, (c, q) in enumerate(R)], ch, "repeat")
    node(T, "h20", dict(rows=R)); T.save()


def h23():
    R = [("GOV-1", "Assign accountability for information security to a member of senior management."), ("GOV-2", "Keep an inventory of the information systems that process customer data."), ("OPS-1", "Separate the duties of those who request, approve and carry out changes."), ("OPS-2", "Test backups by restoring a sample at least once a quarter."), ("OPS-3", "Install fixes for severe weaknesses within the period set in the policy."), ("PRV-1", "Delete customer data at the end of the contract and confirm the deletion in writing."), ("PRV-2", "Tell the customer before a new subcontractor receives customer data.")]
    T = Truth("h23_english_control_spec", "xlsx", "exceljs", ["English", "Control Specification is the question column", "long choices", "Evidence Reference is for the assessor"])
    ch = ["Fully implemented", "Partly implemented", "Not implemented", "Not applicable"]; s = T.sheet("Controls", not_to_fill=["E"])
    T.table(s, [4], dict(number="A", question="B", status="C", comment="D"), [dict(row=5 + i, no=k, question=q) for i, (k, q) in enumerate(R)], ch, other={"Assessor's Evidence Reference": "E"})
    node(T, "h23", dict(rows=R, choices=ch)); T.save()


def h26():
    R = ["サービスの運用を担う拠点の所在地と、各拠点の役割をお教えください。", "利用者の問合せを受け付ける時間帯と方法をお教えください。", "過去に発生した大きな障害と、その後の改善についてお教えください。", "機能の追加や変更は、どのように利用者へ知らされますか。", "利用をやめる場合の手続と、データの受渡しの形式をお教えください。", "サービスの利用に必要な端末と通信の条件をお教えください。"]
    T = Truth("h26_free_text_only", "xlsx", "exceljs", ["question and one free-text answer, no status", "polite headers ご質問, ご回答", "a letter above the table"])
    s = T.sheet("ご質問")
    T.table(s, [6], dict(number="A", question="B", comment="C"), [dict(row=7 + i, no=f"質{i+1}", question=q) for i, q in enumerate(R)])
    node(T, "h26", dict(rows=R)); T.save()


ALL = [h05, h13, h20, h23, h26]
if __name__ == "__main__":
    for f in ALL: f()
