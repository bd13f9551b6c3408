//! One configuration from three places, and everything that is wrong with it at once.

use std::{collections::BTreeMap, fs};

use tempfile::TempDir;

use crate::{
    models::Model,
    program::{Ran, Service, run, run_in},
};

const DOCUMENTED: &str = include_str!("../../screening.toml");

fn file(text: &str) -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("screening.toml");
    fs::write(&path, text).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (folder, path)
}

/// What `config show` says of each option: its value, and where that comes from.
fn shown(ran: &Ran) -> BTreeMap<String, (toml::Value, String)> {
    assert_eq!(ran.code, 0, "{}", ran.said());
    let line = |line: &str| {
        let (option, origin) = line.rsplit_once("# ").unwrap();
        let table: toml::Table = option.parse().unwrap_or_else(|error| panic!("{line}: {error}"));
        let (key, value) = table.into_iter().next().unwrap();
        // 30 and 30.0 are one number.
        let value = value.as_integer().map_or(value, |number| toml::Value::Float(number as f64));
        (key, (value, origin.to_owned()))
    };
    ran.stdout.lines().map(line).collect()
}

#[test]
fn the_documented_file_holds_every_option_with_its_default() {
    let is_option = |line: &&str| line.starts_with('#') && line.contains(" = ") && !line.starts_with("# ");
    let options: Vec<&str> = DOCUMENTED.lines().filter(is_option).map(|line| &line[1..]).collect();
    let (_folder, path) = file(&options.join("\n"));
    let defaults = shown(&run(&["config", "show"]));
    let documented = shown(&run(&["config", "show", &path]));

    let keys: Vec<&str> = options.iter().map(|line| line.split_once(" = ").unwrap().0).collect();
    for (key, (value, origin)) in &defaults {
        assert!(keys.contains(&key.as_str()), "{key} is not in screening.toml");
        assert_eq!(origin, "default", "{key}");
        assert_eq!(&documented[key].0, value, "{key} has another default than screening.toml says");
    }
    assert_eq!(keys.len(), defaults.len(), "screening.toml names an option twice");
    // What is set to something was read from the file indeed.
    assert!(documented["queue"].1.starts_with("file ") && documented["listen"].1.starts_with("file "));
}

#[test]
fn every_option_of_the_documented_file_is_explained() {
    let lines: Vec<&str> = DOCUMENTED.lines().collect();
    for (above, option) in lines.iter().zip(&lines[1..]) {
        if option.starts_with('#') && !option.starts_with("# ") && option.contains(" = ") {
            assert!(above.starts_with("# "), "{option} is not explained");
        }
    }
}

#[test]
fn the_command_line_is_above_the_environment_and_that_above_the_file() {
    let (_folder, path) = file("queue = 10\nreceiving = 11\nmax-views = 2\nwatch = [\"3=/in\", \"/more\"]\n");
    let environment = [("SCREENING_RECEIVING", "21"), ("SCREENING_MAX_VIEWS", "22"), ("SCREENING_POLICY", "")];
    let shown = shown(&run_in(&environment, &["config", "show", "--config", &path, "--max-views", "3"]));
    let number = |key: &str| (shown[key].0.as_float().unwrap(), shown[key].1.as_str());
    assert_eq!(number("queue"), (10.0, &*format!("file {path}:1")));
    assert_eq!(number("receiving"), (21.0, "environment SCREENING_RECEIVING"));
    assert_eq!(number("max-views"), (3.0, "argument --max-views"));
    assert_eq!(number("concurrency"), (2.0, "default"));
    assert_eq!(shown["watch"].0.as_array().unwrap().len(), 2);
    assert_eq!(shown["policy"], (toml::Value::String(String::new()), "default".to_owned()));
    // The file may be named by the environment too.
    let named = run_in(&[("SCREENING_CONFIG", &path)], &["config", "show"]);
    assert_eq!(self::shown(&named)["queue"].1, format!("file {path}:1"));
}

#[test]
fn all_faults_are_listed_at_once_each_with_its_place() {
    let (folder, path) = file(
        "queue = 0\n\
         concurency = 3\n\
         max-views = \"four\"\n\
         screen-timeout = -1\n\
         policy = \"/no/such/policy.toml\"\n\
         listen = \"203.0.113.7:80\"\n\
         challenger = \"b\"\n\
         lane-policy = [\"3\"]\n\
         engine = \"fastest\"\n\
         model = \"/no/such/model.toml\"\n\
         queue-size = true\n\
         watch = [\"/no/such/folder\"]\n",
    );
    let environment = [("SCREENING_THREADS", "many"), ("SCREENING_QEUE", "3")];
    let ran = run_in(&environment, &["config", "check", &path]);
    let at = |line: usize| format!("{path}:{line}: ");
    ran.assert(
        3,
        &[
            &format!("{}queue is 0, but must be at least 1", at(1)),
            &format!("{}concurency is no option; did you mean concurrency?", at(2)),
            &format!("{}max-views is a text in quotes, but must be a whole number", at(3)),
            &format!("{}screen-timeout is -1, but must be from 0.001 to 86400 seconds", at(4)),
            &format!("{}policy cannot be used", at(5)),
            &format!("{}listen is 203.0.113.7:80, which others can reach, but `auth` is off", at(6)),
            &format!("{}listen is 203.0.113.7:80, which cannot be listened on", at(6)),
            &format!("{}challenger names an installed model, but `models` names no folder", at(7)),
            &format!("{}lane-policy holds '3', but must be LANE=FILE", at(8)),
            &format!("{}engine cannot be used: invalid value 'fastest'", at(9)),
            &format!("{}model cannot be used", at(10)),
            &format!("{}queue-size is no option", at(11)),
            &format!("{}watch names '/no/such/folder', which does not exist", at(12)),
            "SCREENING_THREADS: invalid value 'many'",
            "SCREENING_QEUE is no option; did you mean SCREENING_QUEUE?",
            "faults: the configuration cannot be used.",
        ],
    );
    // A service does not start with any of them, and names those that it sees at once.
    run(&["serve", "--config", &path]).assert(3, &["concurency is no option", "max-views is a text"]);
    run(&["serve", "--config", "/no/such.toml"]).assert(3, &["/no/such.toml", "cannot be read"]);
    drop(folder);
}

#[test]
fn what_can_be_used_is_said_to_be_so_and_an_address_that_is_taken_is_not() {
    let model = Model::good();
    let good = ["config", "check", "--engine", "tract", "--model", model.path(), "--listen", "127.0.0.1:0"];
    run(&good).assert(0, &["The configuration can be used."]);
    let service = Service::start(&[]);
    let (_folder, path) =
        file(&format!("listen = \"{}\"\nmodel = {:?}\nengine = \"tract\"", service.address, model.path()));
    run(&["config", "check", &path]).assert(3, &["is taken by another program, or by this service"]);
    run(&["config", "check", &path, "--running"]).assert(0, &["can be used"]);
}
