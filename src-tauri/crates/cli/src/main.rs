//! The command line of Kotae. What people read goes to standard error, what programs read to
//! standard output; the exit status is 0 done, 2 wrong usage, 3 input refused, 4 output not written,
//! 1 anything else.

mod check;
mod command;
mod console;
mod eval;
mod run;

use kotae_engagement::{Error, Outcome};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<std::ffi::OsString> = std::env::args_os().collect();
    let lang = console::language(&arguments);
    let matches = match command::command(lang).try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(e) => {
            // Help and version are asked for and are no mistake; clap knows which stream each belongs to.
            let asked_for = !e.use_stderr();
            return if e.print().is_ok() && asked_for { ExitCode::SUCCESS } else { ExitCode::from(2) };
        }
    };
    match run::run(&matches, lang) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            let status = match e.downcast_ref::<Error>() {
                Some(known) => {
                    console::say(&known.message(lang));
                    match known.outcome() {
                        Outcome::WrongUsage => 2,
                        Outcome::InputRefused => 3,
                        Outcome::OutputRefused => 4,
                        Outcome::Failed => 1,
                    }
                }
                None => match e.downcast_ref::<run::Usage>() {
                    Some(usage) => {
                        console::say(&usage.0);
                        2
                    }
                    None if console::broken_pipe(&e) => 0,
                    None => {
                        console::say(&format!("{e:#}"));
                        1
                    }
                },
            };
            ExitCode::from(status)
        }
    }
}
