//! Speaking to the person at the terminal: language, messages, progress.

use indicatif::{ProgressBar, ProgressStyle};
use kotae_engagement::{Lang, Step};
use std::ffi::OsString;
use std::io::{IsTerminal as _, Write as _};
use std::ops::ControlFlow;

/// `--lang` wins over the environment; anything but English is Japanese.
pub(crate) fn language(arguments: &[OsString]) -> Lang {
    let texts: Vec<_> = arguments.iter().filter_map(|a| a.to_str()).collect();
    let asked = texts.iter().enumerate().find_map(|(n, a)| {
        a.strip_prefix("--lang=").or_else(|| (*a == "--lang").then(|| texts.get(n + 1).copied())?)
    });
    let wanted = asked.map(str::to_owned).or_else(|| {
        ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|n| std::env::var(n).ok().filter(|v| !v.is_empty()))
    });
    if wanted.is_some_and(|w| w.to_ascii_lowercase().starts_with("en")) { Lang::En } else { Lang::Ja }
}

/// One message, on standard error. A terminal that has gone away is no reason to fail.
pub(crate) fn say(message: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{message}");
}

/// A message about a place: `※ 質問票!E4 …`; about none, `※ …`.
pub(crate) fn placed(sign: &str, sheet: Option<&str>, cell: Option<&str>, message: &str) -> String {
    let place = [sheet, cell].into_iter().flatten().collect::<Vec<_>>().join("!");
    let words = [sign, &place, message];
    words.into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Did the reader of our output go away (`kotae … | head`)?
pub(crate) fn broken_pipe(e: &anyhow::Error) -> bool {
    e.chain().any(|c| {
        c.downcast_ref::<std::io::Error>().is_some_and(|io| io.kind() == std::io::ErrorKind::BrokenPipe)
            || c.downcast_ref::<serde_json::Error>()
                .is_some_and(|j| j.io_error_kind() == Some(std::io::ErrorKind::BrokenPipe))
    })
}

/// A bar for long work, drawn on a terminal only.
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    lang: Lang,
}

impl Progress {
    pub(crate) fn new(lang: Lang, quiet: bool) -> Self {
        let bar = (!quiet && std::io::stderr().is_terminal()).then(|| {
            let bar = ProgressBar::new(0);
            if let Ok(style) = ProgressStyle::with_template("{msg:16} {wide_bar} {pos}/{len}") {
                bar.set_style(style);
            }
            bar
        });
        Self { bar, lang }
    }

    pub(crate) fn step(&self, step: Step) -> ControlFlow<()> {
        if let Step::Converting(how) = step {
            // Said before the work is done, and when told to be quiet too.
            let said = format!("※ {}", how.message(self.lang));
            match &self.bar {
                Some(bar) => bar.suspend(|| say(&said)),
                None => say(&said),
            }
        }
        if let Some(bar) = &self.bar {
            let word = match step {
                Step::Reading | Step::Converting(_) => self.lang.pick("読み込み中", "reading"),
                Step::Detecting => self.lang.pick("質問を検出中", "finding questions"),
                Step::Matching { .. } => self.lang.pick("照合中", "matching"),
                Step::Writing => self.lang.pick("書き出し中", "writing"),
            };
            bar.set_message(word.to_owned());
            if let Step::Matching { done, total } = step {
                bar.set_length(total as u64);
                bar.set_position(done as u64);
            }
        }
        ControlFlow::Continue(())
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{language, placed};
    use kotae_engagement::Lang;

    #[test]
    fn a_message_stands_beside_its_place() {
        assert_eq!(placed("※", Some("票"), Some("E4"), "低い"), "※ 票!E4 低い");
        assert_eq!(placed("※", None, None, "古い"), "※ 古い");
    }

    #[test]
    fn the_flag_decides_the_language() {
        let of = |args: &[&str]| language(&args.iter().map(Into::into).collect::<Vec<_>>());
        assert_eq!(of(&["kotae", "--lang", "en", "search"]), Lang::En);
        assert_eq!(of(&["kotae", "search", "--lang=en"]), Lang::En);
        assert_eq!(of(&["kotae", "--lang", "ja"]), Lang::Ja);
    }
}
