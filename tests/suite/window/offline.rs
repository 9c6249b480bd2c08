//! Nothing leaves the machine: neither the program nor the web view's own processes ask for an address
//! that is not on it, during the whole job.

#![expect(clippy::print_stdout, reason = "what was asked for is what the test is about")]

use super::{answer, click_on, page, questions, sample};
use acceptance::window::{Key, Window};

/// Is this call about something else than this machine?
fn reaches_out(call: &str) -> bool {
    let local = ["AF_UNIX", "AF_NETLINK", "AF_UNSPEC"].iter().any(|family| call.contains(family));
    // The test's own driver is listened for at this machine's own address.
    let own = call.contains("127.0.0.1") || call.contains("\"::1\"");
    let only_made = call.contains("socket(AF_INET") && call.contains("SOCK_STREAM");
    !(local || own || only_made)
}

#[test]
fn neither_the_program_nor_the_web_view_asks_for_the_network() {
    let home = tempfile::tempdir().expect("a home");
    let folder = tempfile::tempdir().expect("a folder");
    let log = folder.path().join("log");
    let path = sample(folder.path());
    let window = Window::traced(home.path(), &log, &[path.to_str().expect("an ordinary path")]);
    assert_eq!(questions(&window), 66);
    answer(&window, "弊社の規程に定めています。");
    window.press(&[Key::Char('/')]);
    window.find("dialog[open] [role=combobox]").type_text("暗号鍵");
    window.until("there are hits", || (!window.all("[role=option]").is_empty()).then_some(()));
    window.press(&[Key::Escape]);
    window.press(&[Key::Escape]);
    for view in ['2', '3', '4'] {
        window.press(&[Key::Control, Key::Char(view)]);
    }
    window.until("the gate is shown", || page(&window).contains("まだ確認していない行").then_some(()));
    click_on(&window, ".do .button.primary", "書き出す");
    let _ = window.find(".result");
    drop(window);
    let log = std::fs::read_to_string(log).expect("strace writes its log");
    // The end of a call that another process interrupted names no address; its beginning does.
    let calls: Vec<&str> = log.lines().filter(|l| l.contains('(') && !l.contains(" resumed>")).collect();
    assert!(calls.iter().any(|c| c.contains("AF_UNIX") && c.contains("X11")), "it was traced: {calls:#?}");
    let processes: std::collections::BTreeSet<&str> =
        calls.iter().filter_map(|c| c.split(' ').next()).collect();
    assert!(processes.len() > 2, "the web view's processes are among them: {processes:?}");
    let out: Vec<&&str> = calls.iter().filter(|c| reaches_out(c)).collect();
    assert!(out.is_empty(), "{out:#?}");
    println!("{} calls, those not of unix sockets:", calls.len());
    calls.iter().filter(|c| !c.contains("AF_UNIX")).for_each(|c| println!("{c}"));
}
