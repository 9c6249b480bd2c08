//! Which language people are spoken to in.

/// Language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// Japanese, the default.
    #[default]
    Ja,
    /// English.
    En,
}

impl Lang {
    /// One of two texts.
    #[must_use]
    pub fn pick<'a>(self, ja: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Ja => ja,
            Self::En => en,
        }
    }

    /// The part of an engine message that this language's reader needs. Engine crates write
    /// 「日本語 (English)」; a message without the second part is shown whole.
    #[must_use]
    pub fn of_engine(self, message: &str) -> String {
        let message = message.trim();
        let split = message
            .strip_suffix(')')
            .and_then(|m| opened(m).map(|at| (&m[..at], &m[at + 2..])))
            .filter(|(_, en)| en.chars().filter(char::is_ascii_alphabetic).count() >= 3);
        match (split, self) {
            (Some((ja, _)), Self::Ja) => ja.trim_end().to_owned(),
            (Some((_, en)), Self::En) => en.to_owned(),
            (None, _) => message.to_owned(),
        }
    }
}

/// Where the last bracket of a text opens, its ` (`, when it closes right after the text. What is in
/// brackets inside it counts for nothing, and neither does a bracket in the middle of a word.
fn opened(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, c) in text.char_indices().rev() {
        match c {
            ')' => depth += 1,
            '(' if depth > 0 => depth -= 1,
            '(' if text[..at].ends_with(' ') => return Some(at - 1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::Lang;

    #[test]
    fn an_engine_message_is_shown_in_one_language() {
        let m = "シート「A」がありません (no such worksheet: check its name)";
        assert_eq!(Lang::Ja.of_engine(m), "シート「A」がありません");
        assert_eq!(Lang::En.of_engine(m), "no such worksheet: check its name");
        assert_eq!(Lang::En.of_engine("数式があります"), "数式があります");
        assert_eq!(Lang::Ja.of_engine("上限 (3)"), "上限 (3)");
        let m = "文字コードShift-JIS (cp932)では書けません (it cannot be written in Shift-JIS (cp932): use another)";
        assert_eq!(Lang::Ja.of_engine(m), "文字コードShift-JIS (cp932)では書けません");
        assert_eq!(Lang::En.of_engine(m), "it cannot be written in Shift-JIS (cp932): use another");
        let m = "シート「A(1」がありません (no such sheet as A(1 there)";
        assert_eq!(Lang::Ja.of_engine(m), "シート「A(1」がありません");
    }
}
