//! Cases for [`super::Lists`], as formulas against one small workbook.

use super::Lists;
use crate::address::CellRef;
use crate::book::DefinedName;
use crate::sheet::{Cell, Sheet, Value};
use crate::side::Table;

/// Two sheets: 回答 with nothing, `マスタ'1` with A1:A3 = ○△×, a gap, A5 = 1.5, and B2:D2 = はい いいえ 対象外.
fn check(formula: &str, at: &str, want: Option<&[&str]>) {
    let text = |t: &str| Cell { value: Some(Value::Text(t.into())), ..Cell::default() };
    let cell = |r: &str| r.parse::<CellRef>().expect("an address");
    let mut master = Sheet { name: "マスタ'1".into(), ..Sheet::default() };
    for (r, t) in [("A1", "○"), ("A2", "△"), ("A3", "×"), ("B2", "はい"), ("C2", "いいえ"), ("D2", "対象外")]
    {
        master.cells.insert(cell(r), text(t));
    }
    master.cells.insert(cell("A5"), Cell { value: Some(Value::Number(1.5)), ..Cell::default() });
    let sheets = [(0, Sheet { name: "回答".into(), ..Sheet::default() }), (2, master)];
    let name =
        |name: &str, sheet, formula: &str| DefinedName { name: name.into(), sheet, formula: formula.into() };
    let names = [
        name("選択肢", None, "'マスタ''1'!$A$1:$A$3"),
        name("選択肢", Some(0), "'マスタ''1'!$B$2:$D$2"),
        name("表", None, "選択肢"),
        name("輪", None, "輪"),
        name("可変", None, "OFFSET('マスタ''1'!$A$1,0,0,COUNTA('マスタ''1'!$A:$A)-1,1)"),
    ];
    let table = Table {
        name: "評価表".into(),
        range: "A1:B5".parse().expect("a range"),
        header_rows: 1,
        totals_rows: 0,
        columns: vec!["記号".into(), "意味".into()],
    };
    let tables = [(1, table)];
    let mut lists = Lists::new(&sheets, &names, &tables);
    let found = lists.choices(formula, 0, cell("D4"), cell(at));
    let found: Option<Vec<&str>> = found.as_ref().map(|f| f.iter().map(String::as_str).collect());
    assert_eq!(found.as_deref(), want, "{formula} at {at}");
}

#[test]
fn choices_written_into_the_formula() {
    check("\"対応済, 一部,未対応\"", "D4", Some(&["対応済", "一部", "未対応"]));
    check("\"say \"\"yes\"\",no\"", "D4", Some(&["say \"yes\"", "no"]));
    check("\"a\"&\"b\"", "D4", None);
}

#[test]
fn choices_standing_in_cells() {
    check("'マスタ''1'!$A$1:$A$3", "D9", Some(&["○", "△", "×"]));
    check("'マスタ''1'!$A:$A", "D4", Some(&["○", "△", "×", "1.5"]));
    check("'マスタ''1'!$2:$2", "D4", Some(&["△", "はい", "いいえ", "対象外"]));
    check("$A$1:$A$3", "D4", Some(&[]));
    check("'[1]マスタ''1'!$A$1:$A$3", "D4", None);
    check("ない!$A$1:$A$3", "D4", None);
    check("[1]ない!$A$1:$A$3", "D4", None);
}

#[test]
fn a_formula_without_dollars_moves_with_the_cell() {
    check("'マスタ''1'!A1:A3", "D4", Some(&["○", "△", "×"]));
    check("'マスタ''1'!A1:A3", "D5", Some(&["△", "×"]));
    check("'マスタ''1'!A$1:A$3", "E4", Some(&["はい"]));
    check("'マスタ''1'!A1", "D3", None);
    for (formula, moves) in
        [("$A$1:$A$3", false), ("A1:A3", true), ("$A:$A", false), ("$A1", true), ("選択肢", false)]
    {
        assert_eq!(Lists::moves(formula), moves, "{formula}");
    }
}

#[test]
fn choices_behind_names_tables_and_functions() {
    check("選択肢", "D4", Some(&["はい", "いいえ", "対象外"]));
    check("表", "D4", Some(&["はい", "いいえ", "対象外"]));
    check("輪", "D4", None);
    check("ない名前", "D4", None);
    check("INDIRECT(\"'マスタ''1'!A1:A2\")", "D9", Some(&["○", "△"]));
    check("indirect(\"評価表[記号]\")", "D4", Some(&["△", "×", "1.5"]));
    check("INDIRECT($C4)", "D4", None);
    check("INDIRECT(\"R1C1\",FALSE)", "D4", None);
    check("可変", "D4", Some(&["○", "△", "×"]));
    check("OFFSET('マスタ''1'!$A$2,0,1,1,2+1)", "D4", Some(&["はい", "いいえ", "対象外"]));
    check("OFFSET('マスタ''1'!$A$1,MATCH(C4,A:A,0),0,3)", "D4", None);
    check("OFFSET('マスタ''1'!$A$1,-5,0)", "D4", None);
}
