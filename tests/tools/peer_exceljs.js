// The same job with exceljs, to measure beside: node peer_exceljs.js FILE OUT ANSWERS.json
const fs = require("node:fs");
const ExcelJS = require("exceljs");

async function main([file, out, answers]) {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(file);
  for (const [sheet, cells] of Object.entries(JSON.parse(fs.readFileSync(answers, "utf8")))) {
    const found = book.getWorksheet(sheet);
    for (const [at, text] of Object.entries(cells)) found.getCell(at).value = text;
  }
  await book.xlsx.writeFile(out);
}

main(process.argv.slice(2));
