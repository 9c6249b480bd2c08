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
            .and_then(|m| m.rfind(" (").map(|at| (&m[..at], &m[at + 2..])))
            .filter(|(_, en)| en.chars().filter(char::is_ascii_alphabetic).count() >= 3);
        match (split, self) {
            (Some((ja, _)), Self::Ja) => ja.trim_end().to_owned(),
            (Some((_, en)), Self::En) => en.to_owned(),
            (None, _) => message.to_owned(),
        }
    }
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
    }
}
