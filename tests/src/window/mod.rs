//! The window, driven as a person drives it: the real program on a screen of its own, typed at and
//! clicked through WebKitWebDriver.
//!
//! [`Window::open`] takes the program from `KOTAE_DESKTOP`, or `target/debug/kotae-desktop`. Each
//! window has its own X server, its own driver on a free port of this machine and its own folders, so
//! that tests may run side by side. Everything is ended and removed when the window is dropped.

mod driver;
mod processes;

pub use driver::{Element, Key};

use crate::root;
use driver::Driver;
use processes::{Running, XServer, children_of, ended, missing};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// How long something may take to appear. Far more than it ever needs: a test fails late rather than
/// on a busy machine.
const PATIENCE: Duration = Duration::from_secs(40);

/// How a window is opened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// As most people's systems are.
    #[default]
    Light,
    /// The system prefers dark.
    Dark,
}

/// A running window.
pub struct Window {
    driver: Driver,
    web_driver: Running,
    screen: XServer,
    _home: Option<tempfile::TempDir>,
    started: Instant,
}

impl Window {
    /// Opens the program in light colours.
    ///
    /// # Panics
    /// With what is missing and how to get it, when it cannot be opened.
    #[must_use]
    pub fn open() -> Self {
        Self::open_in(Theme::Light, &[])
    }

    /// Opens the program in these colours, with these arguments.
    ///
    /// # Panics
    /// With what is missing and how to get it, when it cannot be opened.
    #[must_use]
    pub fn open_in(theme: Theme, arguments: &[&str]) -> Self {
        let home =
            tempfile::Builder::new().prefix("kotae-window-").tempdir().expect("a folder for the window");
        let at = home.path().to_owned();
        Self::begin(&program(), &at, Some(home), theme, arguments)
    }

    /// Opens the program under `strace`, which writes every address that it or anything it starts
    /// makes a socket for, connects to, or listens at, into `log`.
    ///
    /// # Panics
    /// With what is missing and how to get it, when it cannot be opened.
    #[must_use]
    pub fn traced(home: &Path, log: &Path, arguments: &[&str]) -> Self {
        let script = home.join("traced");
        let traced = format!(
            "#!/bin/sh\nexec strace -f --seccomp-bpf -qq -e trace=socket,connect,bind -o '{}' '{}' \"$@\"\n",
            log.display(),
            program().display()
        );
        std::fs::write(&script, traced).expect("the home is writable");
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        std::fs::set_permissions(&script, mode).expect("the script is ours");
        Self::begin(&script, home, None, Theme::Light, arguments)
    }

    /// Opens the program with its folders in `home`, where an earlier one may have left its work.
    ///
    /// # Panics
    /// With what is missing and how to get it, when it cannot be opened.
    #[must_use]
    pub fn open_at(home: &Path, theme: Theme, arguments: &[&str]) -> Self {
        Self::begin(&program(), home, None, theme, arguments)
    }

    fn begin(
        program: &Path,
        home: &Path,
        kept: Option<tempfile::TempDir>,
        theme: Theme,
        arguments: &[&str],
    ) -> Self {
        let screen = XServer::start();
        let port = processes::free_port();
        let mut command = Command::new("WebKitWebDriver");
        command
            .args(["--host=127.0.0.1", &format!("--port={port}")])
            .env("DISPLAY", screen.name())
            .env("HOME", home)
            .env("LANG", "C.UTF-8")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("GTK_THEME", if theme == Theme::Dark { "Adwaita:dark" } else { "Adwaita" })
            // No session bus: the desktop's own services are not what is tested.
            .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
            .env("NO_AT_BRIDGE", "1")
            .env_remove("WAYLAND_DISPLAY");
        for kind in ["CONFIG", "DATA", "CACHE", "STATE"] {
            command.env(format!("XDG_{kind}_HOME"), home.join(kind.to_lowercase()));
        }
        let runtime = home.join("runtime");
        std::fs::create_dir_all(&runtime).expect("a folder for sockets");
        command.env("XDG_RUNTIME_DIR", &runtime);
        let web_driver = Running::start(&mut command)
            .unwrap_or_else(|e| missing("WebKitWebDriver", "webkit2gtk-driver", &e));
        let driver = Driver::connect(port, PATIENCE);
        let started = Instant::now();
        let options = json!({ "binary": program, "args": arguments });
        driver.begin(&json!({ "alwaysMatch": { "webkitgtk:browserOptions": options } }));
        Self { driver, web_driver, screen, _home: kept, started }
    }

    /// When the program was started.
    #[must_use]
    pub fn started(&self) -> Instant {
        self.started
    }

    /// Process ids of the program: itself, then what it started.
    #[must_use]
    pub fn processes(&self) -> Vec<u32> {
        children_of(self.web_driver.id())
    }

    /// Ends the program at once, as a power cut would.
    pub fn kill(&self) {
        for id in self.processes() {
            let _ = Command::new("kill").args(["-9", &id.to_string()]).status();
            ended(id, Duration::from_secs(10));
        }
    }

    /// Closes the window as a person does by its button.
    ///
    /// # Panics
    /// When it cannot be asked to close.
    pub fn close(&self) {
        let script = root().join("tests/tools/close_window.py");
        let asked = Command::new("python3").arg(script).arg(self.screen.name()).status();
        assert!(asked.is_ok_and(|s| s.success()), "the window can be asked to close");
    }

    /// Has the program ended, or does it within this time?
    #[must_use]
    pub fn ends_within(&self, patience: Duration) -> bool {
        let end = Instant::now() + patience;
        while !self.processes().is_empty() && Instant::now() < end {
            std::thread::sleep(Duration::from_millis(10));
        }
        self.processes().is_empty()
    }

    /// The first element that fits a CSS selector, once there is one.
    ///
    /// # Panics
    /// When none appears.
    #[must_use]
    pub fn find(&self, css: &str) -> Element<'_> {
        self.until(&format!("{css} appears"), || self.all(css).into_iter().next())
    }

    /// Every element that fits now.
    #[must_use]
    pub fn all(&self, css: &str) -> Vec<Element<'_>> {
        self.driver.all(css)
    }

    /// Texts of every element that fits now, in the document's order, as a person sees them.
    #[must_use]
    pub fn texts(&self, css: &str) -> Vec<String> {
        let script = "return [...document.querySelectorAll(arguments[0])].map(e => e.innerText.trim())";
        let texts = self.run(script, &json!([css]));
        texts.as_array().into_iter().flatten().filter_map(|t| t.as_str().map(str::to_owned)).collect()
    }

    /// Types into whatever has the focus, one key after the other.
    pub fn type_text(&self, text: &str) {
        self.driver.focused().type_text(text);
    }

    /// Presses keys together: the last one while the others are held.
    pub fn press(&self, keys: &[Key]) {
        self.driver.press(keys);
    }

    /// Runs a script in the page and gives what it returns; `arguments` are its arguments.
    #[must_use]
    pub fn run(&self, script: &str, arguments: &Value) -> Value {
        self.driver.run("sync", script, arguments)
    }

    /// Runs a script whose last argument is a function; gives what that is called with.
    #[must_use]
    pub fn run_async(&self, script: &str, arguments: &Value) -> Value {
        self.driver.run("async", script, arguments)
    }

    /// Asks again and again until there is an answer.
    ///
    /// # Panics
    /// When there is none in time; the message says what was waited for and what the window shows.
    pub fn until<T>(&self, what: &str, ask: impl FnMut() -> Option<T>) -> T {
        self.until_within(PATIENCE, what, ask)
    }

    /// The same for what takes long.
    ///
    /// # Panics
    /// When there is none in time; the message says what was waited for and what the window shows.
    pub fn until_within<T>(&self, patience: Duration, what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
        let end = Instant::now() + patience;
        loop {
            if let Some(answer) = ask() {
                return answer;
            }
            if Instant::now() > end {
                let test = std::thread::current().name().unwrap_or("test").replace(':', "-");
                let seen = self.screenshot(&format!("failed-{test}"));
                let text = self.run("return document.body.innerText", &json!([]));
                panic!("waited in vain until {what}; {} shows\n{text}", seen.display());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Makes the page so many CSS pixels wide and high, as far as the screen goes.
    pub fn resize(&self, width: u32, height: u32) {
        self.driver.resize(width, height);
        let fits = || {
            let inner = self.run("return [innerWidth, innerHeight]", &json!([]));
            (inner == json!([width, height])).then_some(())
        };
        self.until(&format!("the window is {width}×{height}"), fits);
    }

    /// Keeps what the window shows as `target/screenshots/NAME.png`; gives its path.
    ///
    /// # Panics
    /// When it cannot be written.
    pub fn screenshot(&self, name: &str) -> PathBuf {
        // What is on the screen is a frame or two behind the page.
        let drawn =
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done(null)))";
        let _ = self.run_async(drawn, &json!([]));
        let folder = target().join("screenshots");
        std::fs::create_dir_all(&folder).expect("target is writable");
        let path = folder.join(format!("{name}.png"));
        std::fs::write(&path, self.driver.screenshot()).expect("target is writable");
        path
    }

    /// What axe-core finds wrong for assistive technology: `impact: rule at selector (what to do)`.
    ///
    /// # Panics
    /// When axe-core has not been installed with the page's other packages.
    #[must_use]
    pub fn accessibility_faults(&self) -> Vec<String> {
        let file = root().join("ui/node_modules/axe-core/axe.min.js");
        let axe = std::fs::read_to_string(&file)
            .unwrap_or_else(|e| panic!("{}: {e}; run `npm ci` in ui/", file.display()));
        let _ = self.run(&format!("{axe}\nreturn typeof axe"), &json!([]));
        let script = "const done = arguments[0];
            axe.run(document, { resultTypes: ['violations'] }).then(
              r => done(r.violations.flatMap(v => v.nodes.map(
                n => `${v.impact}: ${v.id} at ${n.target.join(' ')} (${n.failureSummary})`))),
              e => done(['axe failed: ' + e]))";
        let faults = self.run_async(script, &json!([]));
        faults.as_array().expect("a list").iter().map(|f| f.as_str().expect("text").to_owned()).collect()
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        let processes = self.processes();
        self.driver.end();
        // The program writes its folders until it is gone; they are removed after this.
        for id in processes {
            ended(id, Duration::from_secs(10));
        }
    }
}

/// The program under test.
fn program() -> PathBuf {
    let path = std::env::var_os("KOTAE_DESKTOP")
        .map_or_else(|| target().join("debug/kotae-desktop"), |given| root().join(given));
    assert!(
        path.is_file(),
        "{} does not exist. Build the page and then the program: \
         `(cd ui && npm ci && npm run build) && cargo build -p kotae`, or name another in KOTAE_DESKTOP",
        path.display()
    );
    path
}

fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |t| Path::new(&t).to_owned())
}
