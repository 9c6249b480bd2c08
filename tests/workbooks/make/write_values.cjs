// binary/sheetjs_biff5.xls and binary/sheetjs_values.xlsb: node write_values.cjs FOLDER, after write_values.py.
const xlsx = require("xlsx");
const folder = process.argv[2];
const book = xlsx.utils.book_new();
const rows = [
  ["No", "Question", "Answer"],
  [1, "Do you keep a record of access?", true],
  [2.25, "Café", new Date(Date.UTC(2026, 3, 1))],
  [-3, "x".repeat(200), null],
];
xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet(rows), "Check");
xlsx.writeFile(book, `${folder}/sheetjs_biff5.xls`, { bookType: "biff5" });
const values = xlsx.readFile(`${folder}/libreoffice.xlsx`, { cellNF: true });
xlsx.writeFile(values, `${folder}/sheetjs_values.xlsb`, { bookType: "xlsb" });
