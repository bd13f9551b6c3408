//! Which role may do what: one table, a line a route. What is not in it is refused.

use std::fmt;

/// What a person is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Looks at parcels and decides.
    Operator,
    /// Answers for the operators' work.
    Supervisor,
    /// Makes exercises.
    Trainer,
    /// Connects scanner lines and sorters.
    Integrator,
    /// Keeps accounts and keys.
    Administrator,
    /// Reads everything, the audit trail too, and changes nothing.
    Auditor,
}

impl Role {
    /// All of them, in the order of the table's columns.
    pub(crate) const ALL: [Self; 6] =
        [Self::Operator, Self::Supervisor, Self::Trainer, Self::Integrator, Self::Administrator, Self::Auditor];

    /// As it is written.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::Supervisor => "supervisor",
            Self::Trainer => "trainer",
            Self::Integrator => "integrator",
            Self::Administrator => "administrator",
            Self::Auditor => "auditor",
        }
    }

    /// The role of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// Its letter in the table.
    const fn letter(self) -> char {
        match self {
            Self::Operator => 'O',
            Self::Supervisor => 'S',
            Self::Trainer => 'T',
            Self::Integrator => 'I',
            Self::Administrator => 'A',
            Self::Auditor => 'U',
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One line of the table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule {
    pub(crate) method: &'static str,
    /// As the router has it.
    pub(crate) path: &'static str,
    /// Letters of those who may; `*` for everyone.
    who: &'static str,
}

/// O operator, S supervisor, T trainer, I integrator, A administrator, U auditor, K a machine's key, * everyone.
///
/// A key sees and sends only scans of its own lanes. An administrator gives roles, and therefore can get any.
#[rustfmt::skip]
const TABLE: &[(&str, &str, &str)] = &[
    // Scans
    ("POST",   "/v1/scans",                               "O S . I . . K"),
    ("GET",    "/v1/scans",                               "O S T I A U K"),
    ("GET",    "/v1/scans/{id}",                          "O S T I A U K"),
    ("GET",    "/v1/scans/{id}/report",                   "O S T I A U K"),
    ("GET",    "/v1/scans/{id}/reasons",                  "O S T I A U K"),
    ("POST",   "/v1/scans/{id}/cancel",                   "O S . I . . K"),
    ("GET",    "/v1/scans/{id}/views/{view}/picture",     "O S T I A U K"),
    ("GET",    "/v1/scans/{id}/views/{view}/annotated",   "O S T I A U K"),
    ("GET",    "/v1/scans/{id}/views/{view}/thumbnail",   "O S T I A U K"),
    ("GET",    "/v1/scans/{id}/views/{view}/atomic-number", "O S T I A U K"),
    ("GET",    "/v1/scans/{id}/similar",                  "O S T I A U K"),
    ("GET",    "/v1/scans/{id}/bundle",                   ". S . . . U ."),
    ("GET",    "/v1/events",                              "O S T I A U K"),
    // Review
    ("GET",    "/v1/review/queue",                        "O S . . A U ."),
    ("POST",   "/v1/review/claim",                        "O S . . . . ."),
    ("GET",    "/v1/review/{id}",                         "O S . . A U ."),
    ("POST",   "/v1/review/{id}/lease",                   "O S . . . . ."),
    ("DELETE", "/v1/review/{id}/lease",                   "O S . . . . ."),
    ("POST",   "/v1/review/{id}/first-look",              "O S . . . . ."),
    ("POST",   "/v1/review/{id}/decision",                "O S . . . . ."),
    ("POST",   "/v1/review/decisions/{id}/undo",          "O S . . . . ."),
    ("POST",   "/v1/review/projections/{id}/parcel",      "O S . . . . ."),
    // Outcomes of opening
    ("GET",    "/v1/review/{id}/outcome",                 "O S . . . U ."),
    ("POST",   "/v1/review/{id}/outcome",                 "O S . . . . ."),
    ("POST",   "/v1/review/{id}/outcome/photos",          "O S . . . . ."),
    ("GET",    "/v1/review/{id}/outcome/photos/{photo}",  "O S . . . U ."),
    // Statistics
    ("GET",    "/v1/statistics/lanes",                    ". S . I A U ."),
    ("GET",    "/v1/statistics/decisions",                ". S . . . U ."),
    ("GET",    "/v1/statistics/quality",                  ". S . . . U ."),
    ("GET",    "/v1/statistics/outcomes",                 ". S . . . U ."),
    ("GET",    "/v1/statistics/projections",              "O S T . . U ."),
    ("GET",    "/v1/statistics/projections.csv",          "O S T . . U ."),
    // Accounts
    ("GET",    "/v1/session",                             "*"),
    ("POST",   "/v1/session",                             "*"),
    ("POST",   "/v1/session/first",                       "*"),
    ("GET",    "/v1/session/oidc",                        "*"),
    ("GET",    "/v1/session/oidc/callback",               "*"),
    ("DELETE", "/v1/session",                             "O S T I A U ."),
    ("PUT",    "/v1/session/password",                    "O S T I A U ."),
    ("GET",    "/v1/users",                               ". . . . A U ."),
    ("POST",   "/v1/users",                               ". . . . A . ."),
    ("PATCH",  "/v1/users/{name}",                        ". . . . A . ."),
    ("GET",    "/v1/keys",                                ". . . I A U ."),
    ("POST",   "/v1/keys",                                ". . . I A . ."),
    ("DELETE", "/v1/keys/{id}",                           ". . . I A . ."),
    ("GET",    "/v1/audit",                               ". S . . A U ."),
    // Webhooks
    ("GET",    "/v1/webhooks/dead",                       ". . . I A U ."),
    ("POST",   "/v1/webhooks/dead/{id}/replay",           ". . . I A . ."),
    // Models
    ("GET",    "/v1/models",                              ". S T I A U ."),
    ("GET",    "/v1/models/changes",                      ". S T . A U ."),
    ("GET",    "/v1/models/differences",                  ". S T . A U ."),
    ("POST",   "/v1/models/{name}/activate",              ". . . . A . ."),
    // Exercises and training
    ("GET",    "/v1/exercises",                           ". S T . . U ."),
    ("POST",   "/v1/exercises",                           ". . T . . . ."),
    ("POST",   "/v1/course",                              ". . T . . . ."),
    ("GET",    "/v1/exercises/parcels",                   ". . T . . . ."),
    ("GET",    "/v1/exercises/{id}",                      ". S T . . U ."),
    ("POST",   "/v1/exercises/{id}/versions",             ". . T . . . ."),
    ("GET",    "/v1/exercises/{id}/versions/{version}/items", ". S T . . U ."),
    ("GET",    "/v1/exercises/{id}/versions/{version}/items/{number}/{picture}", ". S T . . U ."),
    ("POST",   "/v1/exercises/{id}/versions/{version}/publish", ". . T . . . ."),
    ("GET",    "/v1/exercises/{id}/versions/{version}/export", ". . T . . . ."),
    ("PUT",    "/v1/exercises/{id}/trainees",             ". . T . . . ."),
    ("GET",    "/v1/exercises/{id}/scores",               ". S T . . . ."),
    ("GET",    "/v1/exercises/{id}/scores.csv",           ". S T . . . ."),
    ("GET",    "/v1/training",                            "O S T I A . ."),
    ("POST",   "/v1/training/sessions",                   "O S T I A . ."),
    ("GET",    "/v1/training/sessions/{id}",              "O S T I A . ."),
    ("POST",   "/v1/training/sessions/{id}/next",         "O S T I A . ."),
    ("GET",    "/v1/training/sessions/{id}/items/{position}/{picture}", "O S T I A . ."),
    ("POST",   "/v1/training/sessions/{id}/answers",      "O S T I A . ."),
    ("POST",   "/v1/training/sessions/{id}/end",          "O S T I A . ."),
    ("GET",    "/v1/training/sessions/{id}/result",       "O S T I A . ."),
    ("GET",    "/v1/training/scores",                     "O S T I A . ."),
    // Operation
    ("GET",    "/healthz",                                "*"),
    ("GET",    "/readyz",                                 "*"),
    ("GET",    "/metrics",                                ". S . I A U K"),
    // Pages and what they are made of: the same for everyone, with no parcel in them
    ("GET",    "/",                                       "*"),
    ("GET",    "/login",                                  "*"),
    ("GET",    "/docs",                                   "*"),
    ("GET",    "/openapi.json",                           "*"),
    ("GET",    "/console/{*file}",                         "*"),
];

impl Rule {
    /// Whether even a stranger may.
    pub(crate) fn everyone(&self) -> bool {
        self.who == "*"
    }

    /// Whether a person of this role may.
    pub(crate) fn allows(&self, role: Role) -> bool {
        self.everyone() || self.who.contains(role.letter())
    }

    /// Whether a machine's key may.
    pub(crate) fn allows_keys(&self) -> bool {
        self.everyone() || self.who.contains('K')
    }

    /// Who may, in words.
    pub(crate) fn who_may(&self) -> Vec<&'static str> {
        let roles = Role::ALL.into_iter().filter(|role| self.allows(*role)).map(Role::name);
        roles.chain(self.allows_keys().then_some("a machine's key")).collect()
    }
}

/// Every rule.
pub(crate) fn rules() -> impl Iterator<Item = Rule> {
    TABLE.iter().map(|&(method, path, who)| Rule { method, path, who })
}

/// The rule of a route.
pub(crate) fn rule(method: &str, path: &str) -> Option<Rule> {
    // Whoever may GET may ask for the head alone.
    let method = if method == "HEAD" { "GET" } else { method };
    rules().find(|rule| rule.method == method && rule.path == path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed_and_has_no_line_twice() {
        let columns = ["O", "S", "T", "I", "A", "U", "K"];
        for Rule { method, path, who } in rules() {
            if who != "*" {
                let found: Vec<&str> = who.split(' ').collect();
                assert_eq!(found.len(), columns.len(), "{method} {path}");
                assert!(found.iter().zip(columns).all(|(found, column)| *found == "." || *found == column), "{who}");
            }
            assert_eq!(rules().filter(|other| (other.method, other.path) == (method, path)).count(), 1);
        }
    }

    #[test]
    fn an_auditor_changes_nothing_and_no_key_touches_accounts() {
        for rule in rules().filter(|rule| !rule.everyone()) {
            let own = rule.path.starts_with("/v1/session");
            assert!(rule.method == "GET" || own || !rule.allows(Role::Auditor), "{rule:?}");
            let accounts =
                ["/v1/users", "/v1/keys", "/v1/audit", "/v1/session"].iter().any(|at| rule.path.starts_with(at));
            assert!(!accounts || !rule.allows_keys(), "{rule:?}");
        }
    }

    #[test]
    fn the_head_goes_with_the_whole_and_the_rest_is_in_no_rule() {
        assert_eq!(rule("HEAD", "/v1/scans").map(|rule| rule.method), Some("GET"));
        assert!(rule("DELETE", "/v1/scans").is_none() && rule("GET", "/v1/other").is_none());
    }

    #[test]
    fn roles_are_found_by_their_names() {
        for role in Role::ALL {
            assert_eq!(Role::named(role.name()), Some(role));
        }
        assert_eq!(Role::named("root"), None);
    }
}
