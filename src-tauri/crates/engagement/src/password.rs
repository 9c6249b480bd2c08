//! A password on its way to the workbook it opens.

use std::fmt;

/// A password: never kept on disk, never shown, not even in a debugging print.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// Takes what a person typed, without the line end that a pipe leaves on it.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        Self(typed.trim_end_matches(['\r', '\n']).to_owned())
    }

    pub(crate) fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::Password;

    #[test]
    fn it_does_not_show() {
        let password = Password::new("Pass word \r\n");
        assert_eq!(password.text(), "Pass word ");
        assert_eq!(format!("{password:?}"), "Password(…)");
    }
}
