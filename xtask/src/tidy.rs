//! The house rules of ARCHITECTURE.md that no compiler checks, as a list.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, bail};

/// Files longer than this have more than one purpose.
const LONGEST_FILE: usize = 700;

/// Words that may stand only in some files below a folder; tests are free.
struct Rule {
    /// Where the rule holds.
    below: &'static str,
    /// What must not be written there.
    words: &'static [&'static str],
    /// Files and folders where it may, relative to `below`.
    except: &'static [&'static str],
    /// What the rule keeps.
    why: &'static str,
}

const RULES: &[Rule] = &[
    Rule {
        below: "screening-core/src",
        words: &["ort::", "ort_tract"],
        except: &["detect"],
        why: "only detect/ names the engine",
    },
    Rule {
        below: "screening-core/src",
        words: &["std::net", "tokio", "SystemTime", "async fn", "std::process"],
        except: &[],
        why: "the core knows no network, wall clock or async",
    },
    Rule {
        below: "screening-core/src",
        words: &["std::fs"],
        except: &["detect/engine.rs"],
        why: "the core knows no disk but the folder of the engine's library, which its caller names",
    },
    Rule {
        below: "screening-core/src",
        words: &["ImageReader", "tiff::decoder", "codecs::jpeg::JpegDecoder", "codecs::png::PngDecoder", "BmpDecoder"],
        except: &["decode"],
        why: "hostile bytes stop in decode/, which is fuzzed",
    },
    Rule {
        below: "screening-core/src",
        words: &["crate::pipeline", "pipeline::"],
        except: &["pipeline.rs", "pipeline", "lib.rs"],
        why: "only pipeline.rs knows the order of the steps",
    },
    Rule {
        below: "screening-core/src",
        words: &["Instant::now"],
        except: &["pipeline.rs", "pipeline", "detect"],
        why: "steps do not measure themselves",
    },
    Rule {
        below: "screening-core/src",
        words: &["Decision::Clear"],
        except: &["verdict.rs", "verdict"],
        why: "no path but the verdict clears a parcel",
    },
    Rule {
        below: "screening-server/src",
        words: &["Decision::Clear =>", "decision: Decision::Clear", "Decision::Clear,"],
        except: &["api", "commands", "metrics.rs"],
        why: "the service never decides CLEAR itself; it is named where reports are shown and counted",
    },
    Rule {
        below: "screening-server/src",
        words: &["serde_json"],
        except: &["api", "intake/folder/sidecar.rs"],
        why: "only api/ knows JSON, and what reads the side-cars of scanners",
    },
    Rule {
        below: "screening-server/src",
        words: &["sqlx", "SELECT ", "INSERT INTO"],
        except: &["store"],
        why: "only store/ has SQL",
    },
    Rule {
        below: "screening-server/src",
        words: &["image::", "tiff::", "ndarray"],
        except: &[],
        why: "the service knows nothing of pixels",
    },
    Rule {
        below: "datasets-synthetic/src",
        words: &["screening_server", "tokio", "axum"],
        except: &[],
        why: "imports point one way: server -> datasets-synthetic -> core",
    },
    Rule { below: "", words: &["../shared"], except: &["xtask/src/tidy.rs"], why: "a user has only the repository" },
];

/// Files that must fit on a page.
const PAGES: &[(&str, usize)] = &[("screening-server/src/router.rs", 160), ("screening-server/src/middleware.rs", 160)];

/// Crates that a crate may not depend on.
const ARROWS: &[(&str, &[&str])] = &[
    ("screening-core/Cargo.toml", &["datasets-synthetic", "screening-server", "tokio", "axum"]),
    ("datasets-synthetic/Cargo.toml", &["screening-server", "tokio", "axum"]),
];

/// Checks every rule and lists all that is broken.
pub(crate) fn tidy(root: &Path) -> Result<()> {
    let mut broken = Vec::new();
    for rule in RULES {
        check_rule(root, rule, &mut broken)?;
    }
    for (manifest, forbidden) in ARROWS {
        let text = read(&root.join(manifest))?;
        let runtime = text.split("[dev-dependencies]").next().unwrap_or_default();
        for name in *forbidden {
            if runtime.lines().any(|line| line.starts_with(name)) {
                broken.push(format!("{manifest}: depends on {name}: imports point one way"));
            }
        }
    }
    for (page, longest) in PAGES {
        let path = root.join(page);
        if path.exists() {
            let lines = read(&path)?.lines().count();
            if lines > *longest {
                broken.push(format!("{page}: {lines} lines; it must fit on a page ({longest})"));
            }
        }
    }
    for file in sources(root, &root.join(""))? {
        let lines = read(&file)?.lines().count();
        if lines > LONGEST_FILE {
            broken
                .push(format!("{}: {lines} lines; more than {LONGEST_FILE} is more than one purpose", file.display()));
        }
    }
    if broken.is_empty() {
        return Ok(());
    }
    bail!("house rules are broken:\n  {}", broken.join("\n  "))
}

fn check_rule(root: &Path, rule: &Rule, broken: &mut Vec<String>) -> Result<()> {
    let below = root.join(rule.below);
    if !below.exists() {
        return Ok(());
    }
    let allowed: Vec<PathBuf> = rule.except.iter().map(|name| below.join(name)).collect();
    for file in sources(root, &below)? {
        let is_test = file.to_string_lossy().ends_with("tests.rs") || file.to_string_lossy().contains("/tests/");
        if is_test || allowed.iter().any(|path| file.starts_with(path)) {
            continue;
        }
        let text = read(&file)?;
        for (number, line) in text.lines().enumerate() {
            if line.trim() == "#[cfg(test)]" {
                break;
            }
            let code = line.trim_start();
            if code.starts_with("//") {
                continue;
            }
            if let Some(word) = rule.words.iter().find(|word| holds(code, word)) {
                broken.push(format!("{}:{}: '{word}': {}", file.display(), number + 1, rule.why));
            }
        }
    }
    Ok(())
}

/// Whether `word` stands in `line` and is not the tail of a longer name.
fn holds(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
    })
}

/// The project's own Rust, Python and JavaScript files below `folder`.
fn sources(root: &Path, folder: &Path) -> Result<Vec<PathBuf>> {
    const LEFT_OUT: &[&str] = &["target", "node_modules", "runs", "vendor", "__pycache__"];
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).with_context(|| format!("{} could not be read", folder.display()))? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name.starts_with('.') || LEFT_OUT.contains(&name.as_str()) || path == root.join("fuzz/target") {
                continue;
            }
            if path.is_dir() {
                open.push(path);
            } else if [".rs", ".py", ".js", ".mjs"].iter().any(|ending| name.ends_with(ending)) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("{} could not be read", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_count_only_as_whole_names() {
        assert!(holds("use ort::session", "ort::"));
        assert!(!holds("use report::Report", "ort::"));
        assert!(holds("let x = std::fs::read(p)", "std::fs"));
    }

    #[test]
    fn a_broken_rule_is_found_and_tests_are_free() {
        let folder = std::env::temp_dir().join(format!("tidy-{}", std::process::id()));
        let source = folder.join("screening-core/src");
        fs::create_dir_all(source.join("detect")).unwrap();
        fs::write(source.join("tile.rs"), "fn a() {\n    ort::init();\n}\n#[cfg(test)]\nmod t { use ort::x; }\n")
            .unwrap();
        fs::write(source.join("detect/engine.rs"), "use ort::init;\n").unwrap();
        let mut broken = Vec::new();
        for rule in RULES {
            check_rule(&folder, rule, &mut broken).unwrap();
        }
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(broken.len(), 1, "{broken:?}");
        assert!(broken[0].contains("tile.rs:2"), "{broken:?}");
    }
}
