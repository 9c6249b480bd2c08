//! What has to run around a window: an X server, the driver; and knowing when they have ended.

use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A process that is ended when it is dropped.
pub(super) struct Running(Child);

impl Running {
    pub(super) fn start(command: &mut Command) -> std::io::Result<Self> {
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().map(Self)
    }

    pub(super) fn id(&self) -> u32 {
        self.0.id()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself; either way it is waited for, so that no zombie is left.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// An X server without a screen, on a display number that it chose itself.
pub(super) struct XServer {
    name: String,
    _server: Running,
}

impl XServer {
    pub(super) fn start() -> Self {
        let mut child = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|e| missing("Xvfb", "xvfb", &e));
        let out = child.stdout.take().expect("piped");
        let server = Running(child);
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line).expect("Xvfb tells its display number");
        let number: u32 = line.trim().parse().unwrap_or_else(|_| panic!("Xvfb did not start: {line:?}"));
        Self { name: format!(":{number}"), _server: server }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }
}

/// Ends the test with how to get a program.
pub(super) fn missing(program: &str, package: &str, why: &std::io::Error) -> ! {
    panic!(
        "{program} cannot be started ({why}). The window tests need it: `apt-get install {package}`, \
         or `tests/tools/packages.sh window test` for everything they need"
    )
}

/// A port of this machine that nobody listens on.
pub(super) fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port is free");
    listener.local_addr().expect("it has an address").port()
}

/// Every process started by this one, and by those, nearest first.
pub(super) fn children_of(parent: u32) -> Vec<u32> {
    let mut found = vec![parent];
    let mut next = 0;
    while let Some(&id) = found.get(next) {
        next += 1;
        let list = std::fs::read_to_string(format!("/proc/{id}/task/{id}/children")).unwrap_or_default();
        found.extend(list.split_whitespace().filter_map(|c| c.parse::<u32>().ok()));
    }
    found.remove(0);
    found
}

/// Waits until a process is gone.
pub(super) fn ended(id: u32, patience: Duration) {
    let end = Instant::now() + patience;
    let alive = || {
        // A zombie has ended; only its parent has not looked yet.
        let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
        stat.rsplit(')').next().is_some_and(|rest| !rest.trim().is_empty() && !rest.trim().starts_with('Z'))
    };
    while alive() && Instant::now() < end {
        std::thread::sleep(Duration::from_millis(20));
    }
}
