//! The document as published, read whole.

use kotae_standard::{Series, Standard, parse};

const DOCUMENT: &str = include_str!("../../../../data/standard/company-core-security-standard-v2.00.md");

fn standard() -> Standard {
    parse(DOCUMENT).expect("the published document reads")
}

#[test]
fn it_holds_every_control_and_section() {
    let s = standard();
    let count = |series| s.controls.iter().filter(|c| c.id.series == series).count();
    assert_eq!(Series::ALL.map(count), [27, 84, 149, 1]);
    assert_eq!(s.controls.iter().filter(|c| c.blank).count(), 44);
    assert_eq!((s.edition.as_str(), s.date.as_str(), s.fisc.as_str()), ("2.00", "2023-07-27", "第10版"));
    assert_eq!(s.revisions.len(), 5);
    let sections: Vec<String> = s.sections.iter().map(|x| x.id.to_string()).collect();
    assert_eq!(
        sections,
        ["s1", "s2", "s2.1", "s2.2", "s2.3", "s2.4", "s2.5", "s3", "s3.1", "s3.2", "s4", "s4.1", "s4.2"]
    );
    assert_eq!(s.out_of_scope.len(), 1);
    assert_eq!((s.out_of_scope[0].first, s.out_of_scope[0].last), (84, 137));
}

#[test]
fn four_responses_have_several_paragraphs() {
    let s = standard();
    let several: Vec<String> =
        s.controls.iter().filter(|c| c.text.contains('\n')).map(|c| c.id.to_string()).collect();
    assert_eq!(several, ["実3", "実9", "実10", "実16"]);
}

#[test]
fn every_line_of_every_text_stands_in_the_document() {
    // Only layout tags may be gone: with them taken out of the document, every line is found in it.
    let plain = ["<p>", "</p>", "<sup>", "</sup>"].iter().fold(DOCUMENT.to_owned(), |d, t| d.replace(t, ""));
    for item in standard().items() {
        for line in item.text().lines() {
            assert!(plain.contains(line), "{}: {line}", item.id());
        }
    }
}
