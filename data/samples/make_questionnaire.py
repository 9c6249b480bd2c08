#!/usr/bin/env python3
# -*- coding: utf-8 -*-
"""Makes questionnaire.xlsx (the sample everybody sees first) and questionnaire.truth.json (what a person reads in it).

    pip install openpyxl==3.1.5
    python3 make_questionnaire.py            # writes both files beside this script

The bank, its people, its numbers and its form are invented. The same bytes come out on every run: properties, dates and
zip time stamps are fixed. Formulas carry the value they have while nothing is answered, as a file saved by Excel would.
"""
import datetime, io, json, os, re, unicodedata, zipfile
os.environ["OPENPYXL_LXML"] = "False"      # with lxml openpyxl writes the same XML with other white space

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter as L
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties

HERE = os.path.dirname(os.path.abspath(__file__))
FILE = "questionnaire.xlsx"
STAMP = datetime.datetime(2026, 11, 2, 9, 0, 0)
BANK = "みなと中央銀行"
DOC_NO = "みな中シ統発第26-118号"

COVER, GUIDE, MAIN, FACILITY, SUMMARY, LISTS = (
    "表紙", "記入要領", "調査票Ⅰ（管理・運用）", "調査票Ⅱ（設備・DC）", "集計", "リスト")

# ------------------------------------------------------------------ the questions
# Each: (小項目, FISC基準番号 as the bank writes it, question, how the published standard answers it, controls near it).
# The last two do not appear in the workbook; they go to the truth file as "expected".
# 小項目 None: the same as the one above (merged). hidden: a row the bank has hidden and answered itself.
YES, PART, NO, NONE, NA = "states_it", "states_part", "states_the_contrary", "does_not_state_it", "out_of_scope"

MANAGEMENT = [
    ("組織・管理体制", [
        ("方針・規程", [
            ("基本方針", "統1", "情報セキュリティに関する基本方針および社内規程を文書化し、業務の実態に合わせて定期的に見直していますか。", YES, ["統1"]),
            ("規程の遵守点検", "統13", "規程の遵守状況を内部監査等により定期的に点検していますか。直近の実施年月もあわせてご記入ください。", PART, ["統13"]),
        ]),
        ("責任体制", [
            ("統括責任者", "統４", "情報セキュリティ全体を統括する責任者を選任し、全社横断の審議機関（委員会等）を設けていますか。", YES, ["統4", "統12"]),
        ]),
        ("資産・リスク管理", [
            ("情報資産", "統 6", "保有する情報資産を台帳で管理し、資産ごとにリスクの評価と対応策の検討を行っていますか。", YES, ["統6"]),
        ]),
        ("第三者評価", [
            ("認証", "－", "ISO/IEC 27001、ISO/IEC 27017、プライバシーマーク等の第三者認証を取得していますか。取得している場合は、認証機関名、登録番号および有効期限をご記入ください。", NONE, ["監1", "統1"]),
            ("監査報告書", "監１", "受託業務に係る内部統制について、監査人の保証報告書（SOC1報告書等）により当行が確認できるようにしていますか。", YES, ["監1", "統24"]),
        ]),
    ]),
    ("人的対策", [
        ("教育・訓練", [
            ("教育", "統14", "派遣社員を含むすべての役職員に対し、入社（受入）時およびその後も定期的に情報セキュリティ教育を行っていますか。", YES, ["統14", "統13"]),
            (None, "－", "直近１年間に実施した情報セキュリティ教育の対象者数および受講率をご記入ください。", NONE, ["統14"]),
            ("訓練", "統16", "システム障害および災害の発生を想定した教育・訓練を実施していますか。", YES, ["統16", "統17"]),
        ]),
        ("要員の管理", [
            ("秘密保持", "－", "役職員から、退職後も効力が及ぶ秘密保持の誓約書を徴求していますか。", NONE, ["統18"]),
        ]),
    ]),
    ("再委託先の管理", [
        ("選定・契約", [
            ("選定", "統20", "再委託先の選定にあたり、評価の手続を定め、安全対策の実施状況を確認していますか。", YES, ["統20"]),
            ("契約", "統21、統22", "再委託先との契約に、貴社と同等の安全対策を実施する義務および監査に応じる義務を定めていますか。", YES, ["統22", "統21"]),
            ("事前の承諾", "－", "本業務を再委託する場合、事前に当行の書面による承諾を得ることとしていますか。", NONE, ["統22"]),
        ]),
        ("委託範囲の把握", [
            ("再委託先一覧", "統23", "本業務の再委託先について、会社名、所在国および委託業務の範囲をご記入ください。\n（再委託がない場合は「－」をご選択ください。）", NONE, ["統20", "統23"]),
            ("責任分界", "統24", "貴社と当行との責任分界点を文書で明らかにしていますか。該当する文書の名称をご記入ください。", YES, ["統24"]),
        ]),
    ]),
    ("アクセス管理", [
        ("利用者の認証", [
            ("パスワード", "実 9", "運用担当者が用いるツールのパスワードについて、第三者に推測されにくい設定規則を定めていますか。", YES, ["実9"]),
            ("多要素認証", "実９", "本番環境に接続するすべての特権IDについて、多要素認証を必須としていますか。", PART, ["実9", "実146"]),
            ("ロックアウト", "実16", "ログインに連続して失敗したIDを自動的に停止（ロック）しますか。停止に至る失敗回数もご記入ください。", NONE, ["実16"]),
        ]),
        ("権限の管理", [
            ("付与・取消し", "実第25", "本番環境の操作権限は、作業の都度、責任者の承認を得たうえで付与し、作業終了後に取り消していますか。", YES, ["実25", "実66"]),
            ("棚卸し", "実26、実9", "付与済みの権限が業務上必要なものに限られているかを、定期的に見直していますか。", YES, ["実26", "実9"]),
        ]),
        ("接続・記録", [
            ("接続元の制限", "実8･15", "本番サーバへの接続を、あらかじめ許可した接続元に限定していますか。", YES, ["実8", "実9", "実15"]),
            ("アクセス履歴", "実10", "システムおよびデータへのアクセス履歴を取得・保管し、定期的に内容を点検していますか。", YES, ["実10"]),
            (None, "実10", "アクセス履歴の保存期間は１年以上ですか。実際の保存期間をご記入ください。", NONE, ["実10"]),
        ]),
        ("入退室", [
            ("運用室", "運12", "運用作業を行う室への入室資格を承認制とし、室内で行った作業の記録を残していますか。", YES, ["実59", "実57"]),
        ]),
    ]),
    ("データの保護", [
        ("暗号化", [
            ("通信", "実7", "インターネットを経由する通信を暗号化していますか。", YES, ["実7", "実4"]),
            (None, "実4", "上記の通信において、TLS 1.1以前の方式を無効としていますか。許可している方式および鍵長をご記入ください。", NONE, ["実7", "実4"]),
            ("保管", "実３", "ログインパスワード等の重要な情報を、ハッシュ化または暗号化して保管していますか。", YES, ["実3"]),
            ("鍵管理", "実13／実30", "暗号鍵を取り扱う作業について、管理方法を定めていますか。", YES, ["実30", "実13"]),
        ]),
        ("バックアップ", [
            ("取得方法", "実39", "データのバックアップの方法を定め、文書により利用者に示していますか。", YES, ["実39"]),
            ("世代・保管場所", "実39", "バックアップの取得間隔、保存世代数および保管場所（国・地域）をご記入ください。", NONE, ["実39"]),
        ]),
        ("消去", [
            ("契約終了時", "実82～83", "契約終了時に当行のデータを復元できない方法で消去し、消去証明書を発行できますか。", PART, ["実83", "実82"]),
        ]),
    ]),
    ("システム運用", [
        ("不正プログラム対策", [
            ("検知・防御", "実20", "本番サーバに、コンピュータウイルス等の不正プログラムを検知し、防御する対策を講じていますか。", YES, ["実20", "実32"]),
            ("使用製品", "－", "導入しているマルウェア対策製品の名称、バージョンおよび定義ファイルの更新間隔をご記入ください。", NONE, ["実20", "実16"]),
        ]),
        ("不正侵入対策", [
            ("ネットワーク", "実14", "ファイアウォール等により、外部からの不正侵入をサーバの手前で防ぐ対策を講じていますか。", YES, ["実14"]),
            ("脆弱性診断", "－", "外部の専門業者による脆弱性診断を年１回以上受けていますか。直近の実施年月をご記入ください。", NONE, ["実14"]),
        ]),
        ("変更管理", [
            ("本番適用", "実76", "プログラムを本番環境へ適用する前に、テスト環境で検証していますか。", YES, ["実76", "実77"]),
            ("手順書", "実23，実79", "運用手順書を整備してシステム変更時に見直すとともに、改ざんを防ぐ措置を講じていますか。", YES, ["実23", "実79", "実44"]),
        ]),
        ("取引の保護", [
            ("事故時の停止", "実12", "カード等の紛失・盗難の届出を受けたときに、対象の取引を直ちに停止できる機能を備えていますか。", NONE, ["実12"]),
            ("カードの管理", "実107", "カードの発行、保管および廃棄の手順を定め、枚数を照合していますか。", NA, ["実107", "実110"], "hidden"),
            ("CD・ATM", "実109、119", "CD・ATMの稼働状況を監視し、異常時に遠隔で停止できる体制を整えていますか。", NA, ["実109", "実119"], "hidden"),
        ]),
    ]),
    ("障害・災害対応", [
        ("障害対応", [
            ("手順・記録", "実71・72", "障害の種類ごとに対応方法を定め、発生した障害の原因および対応の内容を記録していますか。", YES, ["実72", "実71"]),
            ("第一報", "実70", "当行の業務に影響する障害を検知してから、当行へ第一報を入れるまでの目標時間をご記入ください。", NONE, ["実70"]),
        ]),
        ("業務継続", [
            ("計画", "実73", "業務継続計画（BCP）を策定し、定期的なテストと見直しを行っていますか。", YES, ["実73"]),
            ("代替拠点", "実 74", "本サービスが稼働するデータセンターが被災した場合に、別の拠点で復旧できる構成としていますか。", YES, ["実74"]),
            ("冗長化", "実103-1", "重要なサーバを冗長化し、一部に障害が生じてもサービス全体が停止しない構成としていますか。", YES, ["実103-1", "実104"]),
            ("目標復旧時間", "－", "本サービスの目標復旧時間（RTO）および目標復旧時点（RPO）をご記入ください。", NONE, ["実73", "実74"]),
        ]),
    ]),
    ("テレワーク", [
        ("機器・接続", [
            ("端末の管理", "実145", "テレワークで使用する端末およびソフトウェアの管理方針を定め、対象者に周知していますか。", YES, ["実145"]),
            ("接続時の認証", "実146", "社外から社内の情報システムに接続するためのアカウントに、不正アクセスを防止する対策を講じていますか。", YES, ["実146"]),
        ]),
        ("情報の取扱い", [
            ("のぞき見等", "実148", "画面ののぞき見、会話の漏れ聞こえ、Web会議等からの情報漏えいについて、注意喚起と対策を行っていますか。", YES, ["実148"]),
        ]),
    ]),
]

# (基準番号, 点検項目, 判断の目安, how answered, controls near it)
PLACES = [
    ("立地・建物", [
        ("設１", "運用室のある建物は、火災や浸水の影響を受けにくい場所に立地していること。", "ハザードマップ等による確認を含む。", YES, ["設1", "設2"]),
        ("設5", "建物の敷地への立入りを、敷地の境界で管理していること。", "門扉、守衛所、柵等", NO, ["設5"]),
        ("設6", "運用室の所在を示す看板や表示板を、建物の外部に掲げていないこと。", "ビルの案内板を含む。", YES, ["設6", "設24"]),
        ("設16", "建物の常用の出入口を一か所に絞り、電子錠および防犯カメラを設置していること。", "非常口は除く。", YES, ["設16"]),
        ("設10、11", "建物は、震度６強程度の地震に耐えられることが耐震診断等により確認されていること。", "診断の実施年を状況欄に記入", NONE, ["設11", "設36"]),
    ]),
    ("運用室", [
        ("設27", "出入口に前室を設けていること。", "共連れ防止を目的とするもの", NO, ["設27"]),
        ("設28", "出入口の扉は、特定防火設備であること。", "自動閉鎖機構の有無は問わない。", NO, ["設28"]),
        ("設 45", "入退室を撮影する監視カメラを設置し、許可された者のみが解錠できること。", "", YES, ["設45", "設16"]),
        ("設37", "自動火災報知設備を設置していること。", "消防法上の設置義務の有無にかかわらず回答のこと。", YES, ["設37"]),
        ("設43", "流し台、給湯設備等の水を使用する設備を室内に設けていないこと。", "空調のドレン配管は除く。", YES, ["設43"]),
    ]),
    ("電源・空調", [
        ("設62", "受電は二系統以上とし、一方が停止しても運用を継続できること。", "本線・予備線方式等", NO, ["設62"]),
        ("設64・設71", "建物に自家発電設備または予備電源を備えていること。", "", YES, ["設71", "設64"]),
        ("設71", "自家発電設備は、燃料を補給せずに48時間以上連続して運転できること。", "燃料の備蓄量を状況欄に記入", NONE, ["設71", "設64"]),
        ("設75", "空調設備に予備機を設けていること。", "可搬式のものを除く。", NO, ["設75"]),
    ]),
    ("データセンターおよび店舗", [
        ("統20", "クラウド事業者の安全対策を確認し、安全であると判断したうえでデータセンターを選定していること。", "確認の方法を状況欄に記入", YES, ["s3.1", "統20"]),
        ("－", "サービスが稼働するデータセンターは、日本国内に所在すること。", "所在する都道府県を状況欄に記入", NONE, ["実74"]),
        ("設90", "店舗内に設置する端末は、画面や操作が来店客から見えない位置に配置していること。", "店舗への設置がない場合は「対象外」", NA, ["設84～137"]),
    ]),
]
CHOICES, FIT = ["○", "△", "×", "－"], ["適", "否", "対象外"]

# ------------------------------------------------------------------ style
FONT = "游ゴシック"
NAVY, BLUE, PALE, INPUT, GREY, RULE = "1F3864", "D9E2F3", "EEF2F9", "FFFBE6", "EDEDED", "8EA0BF"
thin = Side(style="thin", color=RULE); medium = Side(style="medium", color=NAVY); hair = Side(style="hair", color=RULE)
BOX = Border(left=thin, right=thin, top=thin, bottom=thin)


def font(size=10, bold=False, color="1A1A1A"):
    return Font(name=FONT, size=size, bold=bold, color=color)


def fill(c):
    return PatternFill("solid", fgColor=c)


def al(h="left", v="center", wrap=True, indent=0):
    return Alignment(horizontal=h, vertical=v, wrap_text=wrap, indent=indent)


def put(ws, ref, value=None, f=None, a=None, bg=None, border=None, nf=None):
    c = ws[ref]
    if value is not None: c.value = value
    c.font = f or font()
    c.alignment = a or al()
    if bg: c.fill = fill(bg)
    if border: c.border = border
    if nf: c.number_format = nf
    return c


def block(ws, ref, value=None, f=None, a=None, bg=None, border=None):
    """A merged block, styled in every cell so that its frame is whole."""
    for row in ws[ref]:
        for c in row:
            c.font = f or font()
            if bg: c.fill = fill(bg)
            if border: c.border = border
    ws.merge_cells(ref)
    return put(ws, ref.split(":")[0], value, f, a, bg, border)


def half_widths(s):
    return sum(2 if unicodedata.east_asian_width(ch) in "WFA" else 1 for ch in s)


def lines(text, width):
    """Lines that `text` takes in a column `width` characters wide (10 point; a little slack for line-break rules)."""
    w = max(2, int((width - 1) * 1.12))
    return sum(max(1, -(-half_widths(part) // w)) for part in (text or "").split("\n"))


def height(*cells, least=1):
    return round(max([least] + [lines(t, w) for t, w in cells]) * 16.5 + 7, 1)


def page(ws, landscape, paper, rows=None, area=None):
    ws.page_setup.orientation = "landscape" if landscape else "portrait"
    ws.page_setup.paperSize = paper
    ws.page_setup.fitToWidth, ws.page_setup.fitToHeight = 1, 0
    ws.sheet_properties.pageSetUpPr.fitToPage = True
    ws.print_options.horizontalCentered = True
    ws.page_margins.left = ws.page_margins.right = 0.5
    ws.page_margins.top, ws.page_margins.bottom = 0.7, 0.65
    ws.page_margins.header = ws.page_margins.footer = 0.3
    ws.oddHeader.right.text = f"{DOC_NO}　【取扱注意】"; ws.oddHeader.right.size = 8
    ws.oddFooter.left.text = f"{BANK}　外部委託先セキュリティ調査票"; ws.oddFooter.left.size = 8
    ws.oddFooter.right.text = "&A　&P／&N"; ws.oddFooter.right.size = 8
    if rows: ws.print_title_rows = rows
    if area: ws.print_area = area


def base(ws, zoom=90, grid=False):
    ws.sheet_view.showGridLines = grid
    ws.sheet_view.zoomScale = zoom
    ws.sheet_properties.pageSetUpPr = ws.sheet_properties.pageSetUpPr or PageSetupProperties()
    ws.sheet_format.defaultRowHeight = 18


wb = Workbook()
wb.remove(wb.active)
body = Font(name=FONT, size=11, charset=128, family=3)      # the font of the Normal style: column widths are counted in its digits
wb._fonts = IndexedList([body]); wb._named_styles["Normal"].font = body
values = {}          # (sheet, cell) -> the value a formula has while nothing is answered

# ------------------------------------------------------------------ 表紙
ws = wb.create_sheet(COVER); base(ws, 100)
for col, w in zip("ABCDEFGHI", (3, 15, 9, 15, 13, 13, 13, 13, 3)): ws.column_dimensions[col].width = w
put(ws, "H2", DOC_NO, a=al("right", wrap=False)); put(ws, "H3", "2026年11月2日", a=al("right", wrap=False))
put(ws, "B5", "業務委託先　各位", f=font(12), a=al(wrap=False))
put(ws, "H7", f"株式会社{BANK}", f=font(11), a=al("right", wrap=False))
put(ws, "H8", "システム統括部　外部委託管理グループ", a=al("right", wrap=False))
block(ws, "B10:H11", "外部委託先セキュリティ調査票", f=font(18, True, NAVY), a=al("center"), bg=PALE,
      border=Border(top=medium, bottom=medium))
block(ws, "B13:H15", "拝啓　時下ますますご清栄のこととお慶び申し上げます。平素は格別のご高配を賜り、厚く御礼申し上げます。\n"
      "当行では、外部委託先管理規程に基づき、業務を委託している皆さまの安全対策の状況を年１回確認しております。"
      "ご多用のところ恐縮ですが、本調査票にご回答のうえ、下記によりご提出くださいますようお願い申し上げます。", a=al(v="top"))
put(ws, "H16", "敬具", a=al("right", wrap=False))
put(ws, "B18", "１　調査の概要", f=font(11, True, NAVY), a=al(wrap=False))
overview = [("調査対象サービス", "人事・給与業務に係るクラウドサービスの利用および保守・運用業務"),
            ("調査の基準日", "2026年10月31日"),
            ("回答の期限", "2026年11月30日（月）"),
            ("提出方法", "下記のお問い合わせ先あてに、本ファイルを電子メールでご提出ください（押印は不要です）。"),
            ("お問い合わせ先", "システム統括部　外部委託管理グループ　（電話）03-0000-0000\n（E-mail）itaku-kanri@minato-chuo.example")]
for i, (k, v) in enumerate(overview):
    r = 19 + i
    block(ws, f"B{r}:C{r}", k, f=font(bold=True), bg=BLUE, border=BOX)
    block(ws, f"D{r}:H{r}", v, border=BOX)
    ws.row_dimensions[r].height = height((v, 67), least=1)
put(ws, "B25", "２　ご回答者（黄色の欄にご記入ください）", f=font(11, True, NAVY), a=al(wrap=False))
profile = [("会社名", None), ("本社所在地", None), ("代表者の役職・氏名", None), ("設立年月／従業員数", "　　　　年　　月　／　　　　　　名"),
           ("回答部署", None), ("回答責任者の役職・氏名", None), ("電話番号", None), ("E-mail", None), ("回答日", "　　　　年　　月　　日")]
for i, (k, v) in enumerate(profile):
    r = 26 + i
    block(ws, f"B{r}:C{r}", k, f=font(bold=True), bg=BLUE, border=BOX)
    block(ws, f"D{r}:H{r}", v, bg=INPUT, border=BOX)
    ws.row_dimensions[r].height = 23.5
block(ws, "B36:H37", "※ ご回答の内容は、当行の外部委託先管理の目的に限って利用し、貴社の承諾なく第三者に開示することはありません。\n"
      "※ 記入の方法は「記入要領」シートをご覧ください。", f=font(9, color="444444"), a=al(v="top"))
for r, h in ((1, 10), (2, 18), (3, 18), (10, 24), (11, 24), (13, 20), (14, 20), (15, 20), (36, 18), (37, 18)): ws.row_dimensions[r].height = h
page(ws, False, 9, area="A1:I37"); ws.page_setup.fitToHeight = 1

# ------------------------------------------------------------------ 記入要領
ws = wb.create_sheet(GUIDE); base(ws, 90)
for col, w in zip("ABCDEFGH", (3, 6, 18, 16, 42, 10, 44, 3)): ws.column_dimensions[col].width = w
block(ws, "B2:G2", "記入要領", f=font(16, True, NAVY), border=Border(bottom=medium)); ws.row_dimensions[2].height = 30
put(ws, "B4", "１　ご回答いただくシート", f=font(11, True, NAVY), a=al(wrap=False))
steps = ["「表紙」の２、「調査票Ⅰ（管理・運用）」および「調査票Ⅱ（設備・DC）」の黄色の欄にご記入ください。",
         "灰色の欄（証跡、行内確認欄等）は当行が使用しますので、記入しないでください。",
         "行・列の追加や削除、書式の変更は行わないでください。「集計」シートは自動で計算されます。",
         "設問は、調査の基準日（2026年10月31日）時点の状況でお答えください。"]
for i, t in enumerate(steps):
    put(ws, f"B{5+i}", f"({i+1})", a=al("center")); block(ws, f"C{5+i}:G{5+i}", t); ws.row_dimensions[5 + i].height = 20
put(ws, "B10", "２　「回答」欄の記号（調査票Ⅰ）", f=font(11, True, NAVY), a=al(wrap=False))
legend = [("○", "対応済", "設問の内容をすべて実施している。数値や名称をおたずねする設問では、回答内容・補足欄に記入した場合に選択する。"),
          ("△", "一部対応・条件付き", "設問の内容の一部のみを実施している、または代替策を講じている。回答内容・補足欄に不足する点と今後の予定を記入する。"),
          ("×", "未対応", "設問の内容を実施していない。回答内容・補足欄に理由を記入する。"),
          ("－", "該当なし", "委託業務の性質上、設問の対象となる事柄がない。回答内容・補足欄に理由を記入する。")]
put(ws, "B11", "記号", f=font(bold=True), a=al("center"), bg=BLUE, border=BOX)
put(ws, "C11", "区分", f=font(bold=True), a=al("center"), bg=BLUE, border=BOX)
block(ws, "D11:G11", "選択する場合", f=font(bold=True), a=al("center"), bg=BLUE, border=BOX)
for i, (m, n, d) in enumerate(legend):
    r = 12 + i
    put(ws, f"B{r}", m, f=font(11, True), a=al("center"), border=BOX); put(ws, f"C{r}", n, border=BOX)
    block(ws, f"D{r}:G{r}", d, border=BOX); ws.row_dimensions[r].height = height((d, 110), least=1)
put(ws, "B17", "３　「適否」欄（調査票Ⅱ）", f=font(11, True, NAVY), a=al(wrap=False))
for i, t in enumerate(["点検項目を満たしている場合は「適」、満たしていない場合は「否」、該当する設備や場所がない場合は「対象外」を選択してください。",
                       "「否」の場合は、「具体的な状況」欄に代替策の有無をあわせて記入してください。",
                       "「運用室」とは、貴社が本サービスの運用作業を行う室をいいます。クラウド事業者のデータセンターは含みません。"]):
    put(ws, f"B{18+i}", f"({i+1})", a=al("center")); block(ws, f"C{18+i}:G{18+i}", t); ws.row_dimensions[18 + i].height = 20
put(ws, "B22", "４　記入例（調査票Ⅰ）", f=font(11, True, NAVY), a=al(wrap=False))
for col, t in zip("BCDEFG", ("No.", "大項目", "中項目", "確認事項", "回答", "回答内容・補足")):
    put(ws, f"{col}23", t, f=font(bold=True), a=al("center"), bg=BLUE, border=BOX)
example = ("例", "事務所の管理", "来訪者", "来訪者の受付簿を備え付け、入館および退館の時刻を記録していますか。", "△",
           "本社では受付簿により記録していますが、大阪事業所では退館時刻を記録していません。2027年１月から記録を開始します。")
for col, t in zip("BCDEFG", example):
    put(ws, f"{col}24", t, f=Font(name=FONT, size=10, italic=True, color="555555"), a=al("center" if col in "BF" else "left"), border=BOX)
ws.row_dimensions[23].height = 21; ws.row_dimensions[24].height = height((example[5], 44), (example[3], 42))
put(ws, "B26", "５　FISC基準番号について", f=font(11, True, NAVY), a=al(wrap=False))
block(ws, "B27:G27", "公益財団法人金融情報システムセンター「金融機関等コンピュータシステムの安全対策基準・解説書」（第10版）の基準番号を参考として記載しています。"
      "一部に旧版の番号が残っている場合があります。「－」は当行独自の設問です。", a=al(v="top"))
ws.row_dimensions[27].height = 40
page(ws, True, 9, area="A1:H27"); ws.page_setup.fitToHeight = 1

# ------------------------------------------------------------------ リスト (hidden)
lst = wb.create_sheet(LISTS); lst.sheet_state = "hidden"
put(lst, "A1", "回答", f=font(bold=True)); put(lst, "C1", "適否", f=font(bold=True))
for i, t in enumerate(CHOICES): put(lst, f"A{i+2}", t)
for i, t in enumerate(FIT): put(lst, f"C{i+2}", t)
wb.defined_names["適否区分"] = DefinedName("適否区分", attr_text=f"{LISTS}!$C$2:$C$4")

# ------------------------------------------------------------------ 調査票Ⅰ
ws = wb.create_sheet(MAIN, 2); base(ws, 85)
WIDTH = dict(zip("ABCDEFGHIJ", (5.5, 13, 15, 16, 13, 54, 8.5, 46, 17, 17)))
for col, w in WIDTH.items(): ws.column_dimensions[col].width = w
block(ws, "A1:J1", "外部委託先セキュリティ調査票Ⅰ　管理・運用", f=font(15, True, NAVY)); ws.row_dimensions[1].height = 30
put(ws, "A2", "※ 黄色の欄にご記入ください。「回答」は一覧から選択し、「回答内容・補足」には根拠となる規程名や実施の状況を具体的にご記入ください。", f=font(9, color="444444"), a=al(wrap=False))
put(ws, "A3", "※ 灰色の欄は当行が使用します。", f=font(9, color="444444"), a=al(wrap=False))
HEAD = dict(f=font(bold=True), a=al("center"), bg=BLUE, border=BOX)
for ref, t in (("A4:A5", "No."), ("B4:D4", "区分"), ("E4:E5", "FISC\n基準番号"), ("F4:F5", "確認事項"), ("G4:H4", "貴社ご記入欄"), ("I4:J4", "当行使用欄（記入不要）")):
    block(ws, ref, t, **{**HEAD, **({"bg": GREY} if ref[0] == "I" else {})})
for ref, t in (("B5", "大項目"), ("C5", "中項目"), ("D5", "小項目"), ("G5", "回答"), ("H5", "回答内容・補足"), ("I5", "証跡"), ("J5", "行内確認欄")):
    put(ws, ref, t, **{**HEAD, **({"bg": GREY} if ref[0] in "IJ" else {})})
ws.row_dimensions[4].height = ws.row_dimensions[5].height = 21
first = row = 6
rows_truth, spans, hidden_rows = [], [], []
no = 0
for big, mids in MANAGEMENT:
    big_at = row
    for mid, items in mids:
        mid_at = row; small_at, small = None, None
        for it in items:
            s, ref, q, how, near = it[:5]; hide = len(it) > 5
            no += 1
            if s is not None: small, small_at = s, row
            for col in "ABCDEFGHIJ":
                put(ws, f"{col}{row}", a=al(v="center"), border=BOX)
            put(ws, f"A{row}", no, a=al("center"), border=BOX)
            if row == big_at: ws[f"B{row}"] = big
            if row == mid_at: ws[f"C{row}"] = mid
            if s is not None: ws[f"D{row}"] = s
            put(ws, f"E{row}", ref, a=al("center"), border=BOX, nf="@"); put(ws, f"F{row}", q, border=BOX)
            put(ws, f"G{row}", f=font(11), a=al("center"), bg=INPUT, border=BOX); put(ws, f"H{row}", a=al(v="top"), bg=INPUT, border=BOX, nf="@")
            for col in "IJ": put(ws, f"{col}{row}", bg=GREY, border=BOX)
            ws.row_dimensions[row].height = height((q, WIDTH["F"]), least=2)
            t = dict(row=row, no=str(no), category=[big, mid, small], question=q, status_cell=f"G{row}", comment_cell=f"H{row}", choices=CHOICES,
                     hidden=hide, reference=ref, expected=dict(standard=how, near=near))
            if hide:
                ws[f"G{row}"], ws[f"H{row}"] = "－", "本契約では対象外のため、当行にて記入済み"
                ws.row_dimensions[row].hidden = True; hidden_rows.append(row)
                t["existing_status"], t["existing_comment"] = "－", "本契約では対象外のため、当行にて記入済み"
            rows_truth.append(t)
            if s is None: spans.append(("D", small_at, row))
            row += 1
        spans.append(("C", mid_at, row - 1))
    spans.append(("B", big_at, row - 1))
last = row - 1
# Merge the categories; the longest span of a column that starts at a row wins.
best = {}
for col, a, b in spans: best[(col, a)] = max(b, best.get((col, a), 0))
for (col, a), b in sorted(best.items()):
    if col == "B": ws[f"{col}{a}"].font, ws[f"{col}{a}"].alignment = font(bold=True), al(v="top")
    if col in "BC":
        for r in range(a, b + 1): ws[f"{col}{r}"].fill = fill(PALE)
    if b > a: ws.merge_cells(f"{col}{a}:{col}{b}")
put(ws, f"J{last+2}", "以　上", a=al("right", wrap=False))
dv = DataValidation("list", f"{LISTS}!$A$2:$A$5", allow_blank=True, showErrorMessage=True, showInputMessage=True)
dv.errorTitle, dv.error = "回答の入力", "○、△、×、－のいずれかを選択してください。"
dv.promptTitle, dv.prompt = "回答", "○ 対応済　△ 一部対応・条件付き\n× 未対応　－ 該当なし"
dv.add(f"G{first}:G{last}"); ws.add_data_validation(dv)
tele = [t["row"] for t in rows_truth if t["category"][0] == "テレワーク"]
for r in tele: ws.row_dimensions[r].outlineLevel = 1
ws.sheet_properties.outlinePr.summaryBelow = False
ws.conditional_formatting.add(f"G{first}:G{last}", FormulaRule([f'$G{first}="×"'], font=Font(color="9C0006", bold=True), fill=fill("FFC7CE")))
ws.conditional_formatting.add(f"G{first}:G{last}", FormulaRule([f'$G{first}="△"'], font=Font(color="7F6000"), fill=fill("FFE699")))
ws.conditional_formatting.add(f"H{first}:H{last}", FormulaRule([f'AND(OR($G{first}="△",$G{first}="×",$G{first}="－"),LEN($H{first})=0)'], fill=fill("FCE4D6")))
note = Comment("△・×・－を選択した場合は、右の欄に必ず理由をご記入ください。", "外部委託管理グループ"); note.width, note.height = 240, 60
ws["G5"].comment = note
ws.freeze_panes = "B6"
page(ws, True, 8, rows="4:5", area=f"A1:J{last+2}")
for big in ("アクセス管理", "システム運用"):
    ws.row_breaks.append(Break(id=next(t["row"] for t in rows_truth if t["category"][0] == big) - 1))

# ------------------------------------------------------------------ 調査票Ⅱ
ws = wb.create_sheet(FACILITY, 3); base(ws, 85)
W2 = dict(zip("ABCDEFGH", (7, 56, 34, 12, 10, 50, 16, 16)))
for col, w in W2.items(): ws.column_dimensions[col].width = w
block(ws, "A1:H1", "外部委託先セキュリティ調査票Ⅱ　設備・データセンター", f=font(15, True, NAVY)); ws.row_dimensions[1].height = 30
put(ws, "A2", "※ 複数の拠点がある場合は、すべての拠点が満たすときに「適」とし、満たさない拠点を「具体的な状況」欄にご記入ください。", f=font(9, color="444444"), a=al(wrap=False))
for i, (col, t) in enumerate(zip("ABCDEFGH", ("項番", "点検項目", "判断の目安", "参照基準", "適否", "具体的な状況", "現地確認\n（当行使用）", "行内確認欄\n（当行使用）"))):
    put(ws, f"{col}4", t, **{**HEAD, **({"bg": GREY} if col in "GH" else {})})
ws.row_dimensions[4].height = 36
row, k = 5, 0
fac_truth, fac_spans, sections = [], [], []
for section, items in PLACES:
    block(ws, f"A{row}:H{row}", section, f=font(11, True, "FFFFFF"), a=al(indent=1), bg="44598A", border=BOX)
    ws.row_dimensions[row].height = 21; sections.append((row, section)); row += 1
    a = row
    for ref, q, hint, how, near in items:
        k += 1
        put(ws, f"A{row}", f"2-{k:02d}", a=al("center"), border=BOX, nf="@"); put(ws, f"B{row}", q, border=BOX)
        put(ws, f"C{row}", hint or None, f=font(9, color="444444"), border=BOX); put(ws, f"D{row}", ref, a=al("center"), border=BOX)
        put(ws, f"E{row}", a=al("center"), bg=INPUT, border=BOX); put(ws, f"F{row}", a=al(v="top"), bg=INPUT, border=BOX, nf="@")
        for col in "GH": put(ws, f"{col}{row}", bg=GREY, border=BOX)
        ws.row_dimensions[row].height = height((q, W2["B"]), (hint, W2["C"] * 1.1), least=2)
        fac_truth.append(dict(row=row, no=f"2-{k:02d}", category=[section], question=q, status_cell=f"E{row}", comment_cell=f"F{row}", choices=FIT,
                              hidden=False, reference=ref, expected=dict(standard=how, near=near)))
        row += 1
    fac_spans.append((section, a, row - 1))
flast = row - 1
dv = DataValidation("list", "適否区分", allow_blank=True, showErrorMessage=True)
dv.errorTitle, dv.error = "適否の入力", "適、否、対象外のいずれかを選択してください。"
for _, a, b in fac_spans: dv.add(f"E{a}:E{b}")
ws.add_data_validation(dv)
ws.conditional_formatting.add(f"E5:E{flast}", FormulaRule(['$E5="否"'], font=Font(color="9C0006", bold=True), fill=fill("FFC7CE")))
ws.conditional_formatting.add(f"E5:E{flast}", FormulaRule(['$E5="対象外"'], font=Font(color="595959"), fill=fill("D9D9D9")))
ws.freeze_panes = "C5"
page(ws, True, 8, rows="4:4", area=f"A1:H{flast}")

# ------------------------------------------------------------------ 集計
ws = wb.create_sheet(SUMMARY, 4); base(ws, 100)
for col, w in zip("ABCDEFGHI", (3, 24, 10, 10, 10, 10, 10, 10, 12)): ws.column_dimensions[col].width = w
block(ws, "B1:I1", "回答状況の集計（自動計算）", f=font(15, True, NAVY)); ws.row_dimensions[1].height = 30


def formula(ref, text, value, **kw):
    put(ws, ref, text, **kw); values[(SUMMARY, ref)] = value


def table(top, title, sheet, col, qcol, groups, names, rows):
    q = f"'{sheet}'!"
    put(ws, f"B{top}", title, f=font(11, True, NAVY), a=al(wrap=False))
    heads = ["区分"] + names + ["未回答", "設問数", "回答率"]
    for i, t in enumerate(heads): put(ws, f"{L(2+i)}{top+1}", t, f=font(bold=True), a=al("center"), bg=BLUE, border=BOX)
    for j, (name, a, b) in enumerate(groups):
        r = top + 2 + j
        put(ws, f"B{r}", name, border=BOX)
        given = [t.get("existing_status") for t in rows if a <= t["row"] <= b]
        for i, m in enumerate(names):
            formula(f"{L(3+i)}{r}", f'=COUNTIF({q}${col}${a}:${col}${b},"{m}")', given.count(m), a=al("center"), border=BOX)
        n = 3 + len(names)
        formula(f"{L(n)}{r}", f"=COUNTBLANK({q}${col}${a}:${col}${b})", given.count(None), a=al("center"), border=BOX)
        formula(f"{L(n+1)}{r}", f"=COUNTA({q}${qcol}${a}:${qcol}${b})", len(given), a=al("center"), border=BOX)
        formula(f"{L(n+2)}{r}", f"=IF({L(n+1)}{r}=0,0,1-{L(n)}{r}/{L(n+1)}{r})", round(1 - given.count(None) / len(given), 15) or 0, a=al("center"), border=BOX, nf="0%")
    e = top + 2 + len(groups)
    put(ws, f"B{e}", "合計", f=font(bold=True), a=al("center"), bg=PALE, border=BOX)
    for i in range(len(names) + 2):
        c = L(3 + i)
        formula(f"{c}{e}", f"=SUM({c}{top+2}:{c}{e-1})", sum(values[(SUMMARY, f"{c}{r}")] for r in range(top + 2, e)), f=font(bold=True), a=al("center"), bg=PALE, border=BOX)
    n = 3 + len(names)
    blank, total = values[(SUMMARY, f"{L(n)}{e}")], values[(SUMMARY, f"{L(n+1)}{e}")]
    formula(f"{L(n+2)}{e}", f"=IF({L(n+1)}{e}=0,0,1-{L(n)}{e}/{L(n+1)}{e})", 1 - blank / total, f=font(bold=True), a=al("center"), bg=PALE, border=BOX, nf="0%")
    for r in range(top + 1, e + 1): ws.row_dimensions[r].height = 20
    return e


groups = []
for t in rows_truth:
    if groups and groups[-1][0] == t["category"][0]: groups[-1][2] = t["row"]
    else: groups.append([t["category"][0], t["row"], t["row"]])
e = table(3, "調査票Ⅰ　管理・運用", MAIN, "G", "F", groups, CHOICES, rows_truth)
e = table(e + 2, "調査票Ⅱ　設備・データセンター", FACILITY, "E", "B", fac_spans, FIT, fac_truth)
put(ws, f"B{e+2}", "※ 非表示の設問（本契約で対象外のもの）を含みます。", f=font(9, color="444444"), a=al(wrap=False))
page(ws, False, 9, area=f"A1:I{e+2}")

# ------------------------------------------------------------------ save, the same bytes each time
wb.active = 0
p = wb.properties
p.title, p.subject, p.creator, p.lastModifiedBy = "外部委託先セキュリティ調査票", DOC_NO, "システム統括部", "システム統括部"
p.created = p.modified = STAMP
buf = io.BytesIO(); wb.save(buf)
src = zipfile.ZipFile(buf)
order = {s: i for i, s in enumerate(wb.sheetnames, 1)}
out = io.BytesIO()
with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as z:
    for name in src.namelist():
        data = src.read(name)
        if name == "docProps/core.xml":
            data = re.sub(rb"(<dcterms:(created|modified)[^>]*>)[^<]*", rb"\g<1>" + STAMP.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), data)
        if name == "xl/styles.xml":        # openpyxl writes the children of <font> in an order that the schema does not allow
            rank = ["b", "i", "u", "sz", "color", "name", "family", "charset"]
            data = re.sub(rb"<font>(.*?)</font>", lambda m: b"<font>" + b"".join(sorted(re.findall(rb"<[^>]+>", m[1]), key=lambda t: rank.index(re.match(rb"<(\w+)", t)[1].decode()))) + b"</font>", data)
        if name == f"xl/worksheets/sheet{order[SUMMARY]}.xml":
            for (_, ref), v in values.items():
                data, n = re.subn(rb'(<c r="%s"[^>]*><f>.*?</f>)<v ?/?>(?:</v>)?' % ref.encode(), rb"\g<1><v>%s</v>" % repr(v).encode(), data)
                assert n == 1, ref
        info = zipfile.ZipInfo(name, (2026, 11, 2, 9, 0, 0)); info.compress_type = zipfile.ZIP_DEFLATED; info.external_attr = 0o600 << 16
        z.writestr(info, data, compresslevel=9)
open(os.path.join(HERE, FILE), "wb").write(out.getvalue())

truth = {
    "id": "sample", "file": FILE, "format": "xlsx", "writer": "openpyxl", "expect": "ok",
    "note": "expected: how the published standard (v2.00) relates to the question, and the controls near it; a reader's judgement, not part of `kotae inspect`. "
            "states_it, states_part, states_the_contrary (the honest answer is ×／否), does_not_state_it (a person must answer), out_of_scope (－／対象外).",
    "traps": ["cover with profile fields", "記入要領 with a worked example row", "two header rows", "three merged category columns", "FISC numbers in many forms, one of a former edition (運12), one blank in the standard (実12), one out of scope (設90)",
              "dropdown from a hidden sheet", "dropdown by named range", "証跡 and 行内確認欄 must stay empty", "section rows", "a hint column between question and answer", "COUNTIF summary", "hidden rows already answered by the bank", "grouped rows", "以　上 below the table"],
    "sheets": [
        {"name": COVER, "state": "visible", "kind": "cover", "is_questionnaire": False, "tables": [], "decoys": [{"cells": "D26:D34", "why": "respondent profile fields, not security questions"}]},
        {"name": GUIDE, "state": "visible", "kind": "instructions", "is_questionnaire": False, "tables": [], "decoys": [{"row": 24, "why": "worked example inside the instructions"}, {"cells": "B12:D15", "why": "legend"}]},
        {"name": MAIN, "state": "visible", "kind": "questionnaire", "is_questionnaire": True, "protected": False,
         "not_to_fill": ["I", "J"],
         "tables": [{"header_rows": [4, 5], "first_row": first, "last_row": last,
                     "columns": {"number": "A", "category": ["B", "C", "D"], "question": "F", "status": "G", "comment": "H", "reference": "E"},
                     "other_columns": {"証跡": "I", "行内確認欄": "J"}, "status_choices": CHOICES, "category_layout": "merge", "rows": rows_truth}]},
        {"name": FACILITY, "state": "visible", "kind": "questionnaire", "is_questionnaire": True, "protected": False,
         "not_to_fill": ["G", "H"], "decoys": [{"row": r, "why": "section heading row, not a question", "text": t} for r, t in sections],
         "tables": [{"header_rows": [4], "first_row": 5, "last_row": flast,
                     "columns": {"number": "A", "category": [], "question": "B", "status": "E", "comment": "F", "reference": "D"},
                     "other_columns": {"判断の目安": "C", "現地確認": "G", "行内確認欄": "H"}, "status_choices": FIT, "category_layout": "section_rows", "rows": fac_truth}]},
        {"name": SUMMARY, "state": "visible", "kind": "summary", "is_questionnaire": False, "tables": []},
        {"name": LISTS, "state": "hidden", "kind": "choices", "is_questionnaire": False, "tables": []},
    ],
    "question_count": len(rows_truth) + len(fac_truth),
}
with open(os.path.join(HERE, "questionnaire.truth.json"), "w", encoding="utf-8") as fh:
    json.dump(truth, fh, ensure_ascii=False, indent=1); fh.write("\n")
print(len(rows_truth), "+", len(fac_truth), "questions;", len(out.getvalue()), "bytes")
