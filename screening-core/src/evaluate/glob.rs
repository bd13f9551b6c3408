//! File-name patterns of the map file: `*` is any run of characters, `?` any one character.

/// Whether `pattern` matches the whole of `name`, or of its last path segment when the pattern has
/// no `/`.
pub(super) fn matches(pattern: &str, name: &str) -> bool {
    let pattern_chars: Vec<char> = pattern.chars().collect();
    let whole: Vec<char> = name.chars().collect();
    if wildcard(&pattern_chars, &whole) {
        return true;
    }
    let base: Vec<char> = name.rsplit('/').next().unwrap_or(name).chars().collect();
    !pattern.contains('/') && wildcard(&pattern_chars, &base)
}

/// Greedy matching with one place to go back to, so that hostile patterns cost at most
/// `pattern * name` steps.
fn wildcard(pattern: &[char], name: &[char]) -> bool {
    let (mut p, mut n) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, n));
                p += 1;
            }
            Some(&c) if c == '?' || c == name[n] => {
                p += 1;
                n += 1;
            }
            _ => match star {
                Some((star_p, star_n)) => {
                    star = Some((star_p, star_n + 1));
                    p = star_p + 1;
                    n = star_n + 1;
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|&c| c == '*')
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn stars_and_question_marks() {
        for (pattern, name, expected) in [
            ("*.png", "benign/a.png", true),
            ("benign/*", "benign/x/a.png", true),
            ("benign/*", "threat/a.png", false),
            ("N?.png", "sub/N1.png", true),
            ("N?.png", "sub/N12.png", false),
            ("*a*b", "aXbXb", true),
            ("*a*b", "aXbXc", false),
            ("a.png", "a.png", true),
            ("a.png", "ba.png", false),
            ("", "a", false),
            ("P*é?.jpg", "P12é3.jpg", true),
        ] {
            assert_eq!(matches(pattern, name), expected, "{pattern} on {name}");
        }
    }
}
