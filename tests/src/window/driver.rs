//! A small client of the W3C WebDriver protocol: what our tests use of it, and no more.

use serde_json::{Value, json};
use std::cell::OnceCell;
use std::time::{Duration, Instant};

/// The key under which the protocol names an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A key to press.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// A character.
    Char(char),
    /// Ctrl.
    Control,
    /// Shift.
    Shift,
    /// Alt.
    Alt,
    /// Enter.
    Enter,
    /// Esc.
    Escape,
    /// Tab.
    Tab,
    /// ↑.
    Up,
    /// ↓.
    Down,
    /// PageDown.
    PageDown,
    /// Home.
    Home,
    /// End.
    End,
    /// F1.
    F1,
    /// F8.
    F8,
    /// Backspace.
    Backspace,
}

impl Key {
    /// The character that stands for the key in the protocol.
    fn code(self) -> char {
        match self {
            Self::Char(c) => c,
            Self::Control => '\u{e009}',
            Self::Shift => '\u{e008}',
            Self::Alt => '\u{e00a}',
            Self::Home => '\u{e011}',
            Self::End => '\u{e010}',
            Self::F8 => '\u{e038}',
            Self::Enter => '\u{e007}',
            Self::Escape => '\u{e00c}',
            Self::Tab => '\u{e004}',
            Self::Up => '\u{e013}',
            Self::Down => '\u{e015}',
            Self::PageDown => '\u{e00f}',
            Self::F1 => '\u{e031}',
            Self::Backspace => '\u{e003}',
        }
    }
}

/// A connection to the driver, and the session once it has begun.
pub(super) struct Driver {
    agent: ureq::Agent,
    base: String,
    session: OnceCell<String>,
}

impl Driver {
    /// Connects as soon as the driver listens.
    pub(super) fn connect(port: u16, patience: Duration) -> Self {
        let agent = ureq::Agent::config_builder()
            // The protocol tells failures in the body of a 4xx or 5xx reply.
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(180)))
            .proxy(None)
            .build()
            .new_agent();
        let driver = Self { agent, base: format!("http://127.0.0.1:{port}"), session: OnceCell::new() };
        let end = Instant::now() + patience;
        while let Err(e) = driver.agent.get(format!("{}/status", driver.base)).call() {
            assert!(Instant::now() < end, "WebKitWebDriver does not answer on port {port}: {e}");
            std::thread::sleep(Duration::from_millis(10));
        }
        driver
    }

    /// Starts the program and begins the session.
    pub(super) fn begin(&self, capabilities: &Value) {
        let reply = self.post("/session", &json!({ "capabilities": capabilities }));
        let id = reply["sessionId"].as_str().expect("a session has an id").to_owned();
        self.session.set(id).expect("one session a driver");
        self.command("/timeouts", &json!({ "script": 120_000 }));
    }

    /// Ends the session and the program. Used while a test may be failing already: never panics.
    pub(super) fn end(&self) {
        if let Some(id) = self.session.get() {
            let _ = self.agent.delete(format!("{}/session/{id}", self.base)).call();
        }
    }

    pub(super) fn all(&self, css: &str) -> Vec<Element<'_>> {
        let found = self.command("/elements", &json!({ "using": "css selector", "value": css }));
        let ids = found.as_array().expect("a list").iter();
        ids.map(|e| Element { driver: self, id: e[ELEMENT].as_str().expect("an id").to_owned() }).collect()
    }

    pub(super) fn focused(&self) -> Element<'_> {
        let found = self.get("/element/active");
        Element { driver: self, id: found[ELEMENT].as_str().expect("something has the focus").to_owned() }
    }

    pub(super) fn press(&self, keys: &[Key]) {
        let action = |kind: &str, key: &Key| json!({ "type": kind, "value": key.code() });
        let down = keys.iter().map(|k| action("keyDown", k));
        let up = keys.iter().rev().map(|k| action("keyUp", k));
        let actions: Vec<Value> = down.chain(up).collect();
        self.command(
            "/actions",
            &json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": actions }] }),
        );
    }

    pub(super) fn run(&self, kind: &str, script: &str, arguments: &Value) -> Value {
        self.command(&format!("/execute/{kind}"), &json!({ "script": script, "args": arguments }))
    }

    pub(super) fn resize(&self, width: u32, height: u32) {
        self.command("/window/rect", &json!({ "width": width, "height": height }));
    }

    /// A PNG of what the window shows.
    pub(super) fn screenshot(&self) -> Vec<u8> {
        let shot = self.get("/screenshot");
        base64(shot.as_str().expect("a screenshot is text"))
    }

    fn path(&self, rest: &str) -> String {
        format!("/session/{}{rest}", self.session.get().expect("the session has begun"))
    }

    fn command(&self, rest: &str, body: &Value) -> Value {
        self.post(&self.path(rest), body)
    }

    fn get(&self, rest: &str) -> Value {
        let path = self.path(rest);
        let reply = self.agent.get(format!("{}{path}", self.base)).call();
        Self::value(&path, reply)
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        let reply = self.agent.post(format!("{}{path}", self.base)).send_json(body);
        Self::value(path, reply)
    }

    fn value(path: &str, reply: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Value {
        let mut reply = reply.unwrap_or_else(|e| panic!("{path}: {e}"));
        let body = reply.body_mut().with_config().limit(64 * 1024 * 1024).read_json::<Value>();
        let value = body.unwrap_or_else(|e| panic!("{path}: no JSON: {e}"))["value"].take();
        assert!(value["error"].is_null(), "{path}: {}: {}", value["error"], value["message"]);
        value
    }
}

/// An element of the page.
pub struct Element<'a> {
    driver: &'a Driver,
    id: String,
}

impl Element<'_> {
    /// Types into it, one key after the other.
    pub fn type_text(&self, text: &str) {
        self.command("/value", &json!({ "text": text }));
    }

    /// Clicks in its middle, after bringing it into view.
    pub fn click(&self) {
        self.command("/click", &json!({}));
    }

    /// Its text as a person sees it.
    #[must_use]
    pub fn text(&self) -> String {
        self.property("innerText").as_str().unwrap_or_default().trim().to_owned()
    }

    /// A property of it, `null` when it has none of this name.
    #[must_use]
    pub fn property(&self, name: &str) -> Value {
        self.driver.get(&format!("/element/{}/property/{name}", self.id))
    }

    /// The name that assistive technology reads.
    #[must_use]
    pub fn name(&self) -> String {
        let name = self.driver.get(&format!("/element/{}/computedlabel", self.id));
        name.as_str().unwrap_or_default().to_owned()
    }

    /// The role that assistive technology is told.
    #[must_use]
    pub fn role(&self) -> String {
        let role = self.driver.get(&format!("/element/{}/computedrole", self.id));
        role.as_str().unwrap_or_default().to_owned()
    }

    fn command(&self, rest: &str, body: &Value) {
        self.driver.command(&format!("/element/{}{rest}", self.id), body);
    }
}

/// Standard base64, as the driver writes it; other characters are skipped.
fn base64(text: &str) -> Vec<u8> {
    let digits = text.bytes().filter_map(|b| match b {
        b'A'..=b'Z' => Some(b - b'A'),
        b'a'..=b'z' => Some(b - b'a' + 26),
        b'0'..=b'9' => Some(b - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    });
    let (mut out, mut held, mut bits) = (Vec::with_capacity(text.len() / 4 * 3), 0_u32, 0);
    for digit in digits {
        held = held << 6 | u32::from(digit);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            let [.., byte] = (held >> bits).to_be_bytes();
            out.push(byte);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn base64_reads_what_is_written() {
        for (text, bytes) in [("", ""), ("YQ==", "a"), ("YWI=", "ab"), ("YWJj", "abc"), ("+/+/", "\u{0}")] {
            let expected = if text == "+/+/" { vec![0xfb, 0xff, 0xbf] } else { bytes.as_bytes().to_vec() };
            assert_eq!(super::base64(text), expected, "{text}");
        }
    }
}
