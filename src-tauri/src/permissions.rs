//! Tests of what the page is allowed: exactly the registered commands, nothing of Tauri's that is
//! not used, and a content security policy that leads nowhere.

use std::collections::BTreeSet;
use std::path::Path;

fn read(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn json(file: &str) -> serde_json::Value {
    serde_json::from_str(&read(file)).unwrap_or_else(|e| panic!("{file}: {e}"))
}

fn strings(list: &serde_json::Value) -> Vec<&str> {
    list.as_array().expect("a list").iter().map(|s| s.as_str().expect("a string")).collect()
}

fn files_in(folder: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("the folder exists")
        .map(|entry| entry.expect("readable").file_name().into_string().expect("ASCII names"))
        .collect();
    names.sort();
    names
}

#[test]
fn the_permissions_allow_exactly_the_registered_commands() {
    macro_rules! names {
        ($($name:ident),*) => { BTreeSet::from([$(stringify!($name)),*]) };
    }
    let registered: BTreeSet<&str> = every_command!(names);
    assert_eq!(files_in("src-tauri/permissions"), ["desk.toml"]);
    let file: toml::Table = read("src-tauri/permissions/desk.toml").parse().expect("TOML");
    let allowed: BTreeSet<&str> = file["permission"]
        .as_array()
        .expect("permissions")
        .iter()
        .flat_map(|p| p["commands"]["allow"].as_array().expect("a list"))
        .map(|c| c.as_str().expect("a name"))
        .collect();
    assert_eq!(allowed, registered);
}

#[test]
fn the_window_may_do_nothing_that_it_does_not_use() {
    assert_eq!(files_in("src-tauri/capabilities"), ["main.json"]);
    let capability = json("src-tauri/capabilities/main.json");
    assert_eq!(strings(&capability["windows"]), ["main"]);
    // `desk` is ours; zooming is what readers at 200 % need, and Tauri does it only with this permission.
    assert_eq!(strings(&capability["permissions"]), ["desk", "core:webview:allow-set-webview-zoom"]);
    assert_eq!(capability["remote"], serde_json::Value::Null, "no page from elsewhere");
    assert_eq!(strings(&json("tauri.conf.json")["app"]["security"]["capabilities"]), ["main"]);
}

#[test]
fn the_page_can_reach_nothing_outside() {
    let conf = json("tauri.conf.json");
    assert_eq!(conf["app"]["withGlobalTauri"], false);
    assert_eq!(conf["build"]["devUrl"], serde_json::Value::Null);
    let csp = conf["app"]["security"]["csp"].as_str().expect("a policy");
    // Tauri's own channel goes by `ipc:`, on Windows by this name, which never leaves the web view.
    let ours = ["'none'", "'self'", "ipc:", "http://ipc.localhost"];
    for directive in csp.split(';') {
        let mut words = directive.split_whitespace();
        let name = words.next().expect("a directive has a name");
        for source in words {
            assert!(ours.contains(&source), "{name} allows {source}");
        }
    }
    assert!(csp.starts_with("default-src 'none';"), "{csp}");
}
