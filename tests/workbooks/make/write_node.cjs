// usage: node write_node.cjs FORM < data.json > book.xlsx   (called by make_node.py)
// A fixed clock, so that the files have the same bytes each time.
const RealDate = Date, T0 = RealDate.UTC(2026, 9, 1);
global.Date = class extends RealDate { constructor(...a) { a.length ? super(...a) : super(T0); } static now() { return T0; } };
const ExcelJS = require('exceljs'), XLSX = require('xlsx');
const D = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const thin = { style: 'thin' }, box = { top: thin, left: thin, bottom: thin, right: thin };
const wrap = { wrapText: true, vertical: 'middle' };
const fill = c => ({ type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF' + c } });

function book(name, widths) {
  const wb = new ExcelJS.Workbook(); wb.creator = 'questionnaire'; wb.created = wb.modified = new Date();
  const ws = wb.addWorksheet(name, { pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 } });
  widths.forEach((w, i) => { ws.getColumn(i + 1).width = w; });
  return [wb, ws];
}
const put = (ws, a, v, o = {}) => { const c = ws.getCell(a); if (v !== null && v !== undefined) c.value = v; c.border = box; c.alignment = { ...wrap, ...(o.mid ? { horizontal: 'center' } : {}) }; if (o.bg) c.fill = fill(o.bg); if (o.bold) c.font = { bold: true }; };
const head = (ws, r, m) => { for (const [c, v] of Object.entries(m)) put(ws, c + r, v, { bg: 'FFE699', bold: true, mid: true }); };
const list = (ws, a, ch) => { ws.getCell(a).dataValidation = { type: 'list', allowBlank: true, formulae: ['"' + ch.join(',') + '"'] }; };
const merges = (ws, col, first, v) => { for (let i = 0; i < v.length;) { let j = i; while (j + 1 < v.length && v[j + 1] === v[i]) j++; if (j > i) ws.mergeCells(`${col}${first + i}:${col}${first + j}`); i = j + 1; } };

const forms = {
  h05() {
    const [wb, ws] = book('要件確認', [6, 12, 12, 12, 52, 14, 40]);
    ws.getCell('A1').value = '運用保守業務　要件確認表'; ws.getCell('A1').font = { bold: true, size: 14 };
    ws.getCell('A2').value = '空欄の分類は、上の行と同じものとします。';
    head(ws, 4, { A: 'No.', B: '大分類', C: '中分類', D: '小分類', E: '要求事項', F: '対応可否', G: '対応内容' });
    D.rows.forEach((r, i) => { const n = 5 + i; put(ws, 'A' + n, i + 1, { mid: true }); 'BCDE'.split('').forEach((c, k) => put(ws, c + n, r[k])); put(ws, 'F' + n, null, { mid: true }); put(ws, 'G' + n); list(ws, 'F' + n, D.choices); });
    return wb.xlsx.writeBuffer();
  },
  h13() {
    const [wb, ws] = book('点検表', [6, 12, 54, 8, 8, 8, 40]);
    ws.getCell('A1').value = '取引先点検表'; ws.getCell('A1').font = { bold: true, size: 14 }; ws.getCell('A2').value = '該当する欄に○を１つ付けてください。';
    head(ws, 4, { A: 'No.', B: '領域', C: 'チェック項目', D: '回答（該当する欄に○）', E: null, F: null, G: '備考' });
    head(ws, 5, { A: null, B: null, C: null, D: 'はい', E: 'いいえ', F: '非該当', G: null });
    for (const m of ['A4:A5', 'B4:B5', 'C4:C5', 'D4:F4', 'G4:G5']) ws.mergeCells(m);
    D.rows.forEach((r, i) => { const n = 6 + i; put(ws, 'A' + n, i + 1, { mid: true }); put(ws, 'B' + n, r[0]); put(ws, 'C' + n, r[1]); for (const c of 'DEF') put(ws, c + n, null, { mid: true }); put(ws, 'G' + n); });
    merges(ws, 'B', 6, D.rows.map(r => r[0]));
    return wb.xlsx.writeBuffer();
  },
  h20() {
    const a = [['セキュリティ質問票 / Security Questionnaire'], [], ['No.', '分野\nArea', '質問\nQuestion', '回答\nAnswer\n(Yes / No / N/A)', 'コメント\nComments'], ...D.rows.map((r, i) => [i + 1, r[0], r[1]])];
    const ws = XLSX.utils.aoa_to_sheet(a); ws['!cols'] = [6, 18, 70, 14, 40].map(wch => ({ wch }));
    const wb = XLSX.utils.book_new(); XLSX.utils.book_append_sheet(wb, ws, '質問票 Questionnaire');
    return XLSX.write(wb, { type: 'buffer', bookType: 'xlsx', bookSST: true, compression: true });
  },
  h23() {
    const [wb, ws] = book('Controls', [10, 64, 20, 44, 24]);
    ws.getCell('A1').value = 'Supplier Control Questionnaire'; ws.getCell('A1').font = { bold: true, size: 14 }; ws.getCell('A2').value = 'Columns C and D are for the supplier.';
    head(ws, 4, { A: 'Control ID', B: 'Control Specification', C: 'Implementation', D: 'Supplier Comments', E: "Assessor's Evidence Reference" });
    D.rows.forEach((r, i) => { const n = 5 + i; put(ws, 'A' + n, r[0], { mid: true }); put(ws, 'B' + n, r[1]); for (const c of 'CDE') put(ws, c + n); list(ws, 'C' + n, D.choices); });
    ws.views = [{ state: 'frozen', ySplit: 4 }];
    return wb.xlsx.writeBuffer();
  },
  h26() {
    const [wb, ws] = book('ご質問', [8, 60, 80]);
    ['このたびは弊社の調査にご協力いただき、誠にありがとうございます。', '下表のご質問につきまして、ご回答の欄に自由にお書きください。', '分量の制限はございません。'].forEach((t, i) => { ws.getCell('A' + (2 + i)).value = t; });
    head(ws, 6, { A: '番号', B: 'ご質問', C: 'ご回答' });
    D.rows.forEach((q, i) => { const n = 7 + i; put(ws, 'A' + n, '質' + (i + 1), { mid: true }); put(ws, 'B' + n, q); put(ws, 'C' + n); ws.getRow(n).height = 60; });
    return wb.xlsx.writeBuffer();
  },
};
Promise.resolve(forms[process.argv[2]]()).then(b => process.stdout.write(Buffer.from(b)));
