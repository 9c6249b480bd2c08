//! From what a person wants in a cell to what stands in its XML.

use super::RefusalReason;
use crate::xml::escape_literal;

/// Excel's limit for a cell, in UTF-16 units.
const LONGEST: usize = 32_767;

/// The text as the cell will hold it: line ends as LF.
///
/// # Errors
/// Characters that XML cannot hold, texts that Excel cuts off.
pub(super) fn prepare(text: &str) -> Result<String, RefusalReason> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    // Beyond these, XML 1.0 allows all of Unicode.
    let illegal = |c: char| matches!(c, '\0'..='\x08' | '\x0B'..='\x1F' | '\u{FFFE}' | '\u{FFFF}');
    if let Some((place, c)) = text.chars().enumerate().find(|&(_, c)| illegal(c)) {
        return Err(RefusalReason::IllegalCharacter { code: u32::from(c), place });
    }
    let length = text.encode_utf16().count();
    if length > LONGEST {
        return Err(RefusalReason::TooLong { length });
    }
    Ok(text)
}

/// The content of a cell that holds this text; nothing for an empty one. `prefix` is that of the
/// sheet's elements, with its colon.
pub(super) fn content(prefix: &str, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let escaped = escape_literal(text);
    let escaped = quick_xml::escape::partial_escape(&*escaped);
    format!("<{prefix}is><{prefix}t xml:space=\"preserve\">{escaped}</{prefix}t></{prefix}is>")
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, content, prepare};
    use crate::fill::RefusalReason;

    #[test]
    fn line_ends_become_lf_and_everything_else_stays() {
        let check = |text: &str, want: &str| assert_eq!(prepare(text).as_deref(), Ok(want));
        check("a\r\nb\rc\nd", "a\nb\nc\nd");
        check("\t=1+1 𠮷🔒\u{7F}\u{85}\u{2028}", "\t=1+1 𠮷🔒\u{7F}\u{85}\u{2028}");
        check("", "");
    }

    #[test]
    fn what_a_workbook_cannot_hold_is_named() {
        assert_eq!(prepare("対応\u{7}済"), Err(RefusalReason::IllegalCharacter { code: 7, place: 2 }));
        assert_eq!(prepare("\u{FFFE}"), Err(RefusalReason::IllegalCharacter { code: 0xFFFE, place: 0 }));
        assert!(prepare(&"あ".repeat(LONGEST)).is_ok());
        // A character outside the BMP counts twice, as Excel counts.
        assert_eq!(
            prepare(&"🔒".repeat(LONGEST / 2 + 1)),
            Err(RefusalReason::TooLong { length: LONGEST + 1 })
        );
    }

    #[test]
    fn markup_and_escapes_are_literal() {
        assert_eq!(
            content("x:", " <a>&_x000D_]]> "),
            "<x:is><x:t xml:space=\"preserve\"> &lt;a&gt;&amp;_x005F_x000D_]]&gt; </x:t></x:is>"
        );
        assert_eq!(content("", ""), "");
    }
}
