// usage: node write_binary.cjs FOLDER   writes sheetjs.xlsb and sheetjs.xls
const XLSX = require('xlsx');
const ws = XLSX.utils.aoa_to_sheet([
  ['点検票'], ['No', '質問', '回答', '重み'], [1, '規程はあるか', null, 1], [2, '監査をしているか', null, 0.25], [3, '教育をしているか', true, 12],
]);
ws['!merges'] = [XLSX.utils.decode_range('A1:D1')];
const wb = XLSX.utils.book_new();
XLSX.utils.book_append_sheet(wb, ws, '点検票');
XLSX.utils.book_append_sheet(wb, XLSX.utils.aoa_to_sheet([['○'], ['×']]), '選択肢');
wb.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 1 }] };
XLSX.writeFile(wb, `${process.argv[2]}/sheetjs.xlsb`, { bookType: 'xlsb' });
XLSX.writeFile(wb, `${process.argv[2]}/sheetjs.xls`, { bookType: 'biff8' });
