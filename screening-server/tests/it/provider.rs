//! A provider of OpenID Connect that a test plays, with keys of its own: RS256 and ES256.

use std::{
    collections::HashMap,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::{SystemTime, UNIX_EPOCH},
};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::{
    digest,
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair},
};
use rsa::{RsaPrivateKey, pkcs1::EncodeRsaPrivateKey as _, traits::PublicKeyParts as _};
use serde_json::{Value, json};

/// How this service is registered with it.
pub(crate) const CLIENT: &str = "screening";

/// What proves that.
pub(crate) const SECRET: &str = "s3cr3t & more";

/// What the provider says of the person who logs in.
#[derive(Clone, Debug)]
pub(crate) struct Says {
    pub(crate) algorithm: &'static str,
    pub(crate) subject: &'static str,
    pub(crate) name: &'static str,
    pub(crate) roles: Value,
    pub(crate) audience: &'static str,
    pub(crate) issuer: Option<&'static str>,
    /// In place of the one that was asked for.
    pub(crate) nonce: Option<&'static str>,
    /// Seconds from now.
    pub(crate) expires: i64,
    /// Whether another key signs than the one that is published.
    pub(crate) forged: bool,
}

impl Default for Says {
    fn default() -> Self {
        Self {
            algorithm: "RS256",
            subject: "248289761001",
            name: "anna",
            roles: json!(["staff", "xray"]),
            audience: CLIENT,
            issuer: None,
            nonce: None,
            expires: 300,
            forged: false,
        }
    }
}

/// What a code was given for.
#[derive(Clone, Debug)]
struct Granted {
    nonce: String,
    challenge: String,
    redirect: String,
}

struct Keys {
    rsa: RsaKeyPair,
    modulus: Vec<u8>,
    exponent: Vec<u8>,
    ec: EcdsaKeyPair,
}

impl Keys {
    fn new() -> Self {
        let rsa = RsaPrivateKey::new(&mut rsa::rand_core::OsRng, 2048).unwrap();
        let ec = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new()).unwrap();
        let random = SystemRandom::new();
        Self {
            modulus: rsa.n().to_bytes_be(),
            exponent: rsa.e().to_bytes_be(),
            rsa: RsaKeyPair::from_der(rsa.to_pkcs1_der().unwrap().as_bytes()).unwrap(),
            ec: EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, ec.as_ref(), &random).unwrap(),
        }
    }

    fn published(&self) -> Value {
        let point = self.ec.public_key().as_ref();
        let code = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        json!({ "keys": [
            { "kty": "RSA", "use": "sig", "alg": "RS256", "kid": "r", "n": code(&self.modulus), "e": code(&self.exponent) },
            { "kty": "EC", "use": "sig", "alg": "ES256", "kid": "e", "crv": "P-256",
              "x": code(&point[1..33]), "y": code(&point[33..65]) },
        ] })
    }

    fn sign(&self, algorithm: &str, text: &str) -> Vec<u8> {
        let random = SystemRandom::new();
        match algorithm {
            "RS256" => {
                let mut signature = vec![0; self.rsa.public().modulus_len()];
                self.rsa.sign(&RSA_PKCS1_SHA256, &random, text.as_bytes(), &mut signature).unwrap();
                signature
            }
            "ES256" => self.ec.sign(&random, text.as_bytes()).unwrap().as_ref().to_vec(),
            // What whoever knows the client's secret could make, and what everyone could.
            "HS256" => {
                let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, SECRET.as_bytes());
                ring::hmac::sign(&key, text.as_bytes()).as_ref().to_vec()
            }
            _ => Vec::new(),
        }
    }
}

/// A listening provider.
pub(crate) struct Provider {
    inside: Arc<Inside>,
}

struct Inside {
    issuer: String,
    keys: Keys,
    other: Keys,
    says: Mutex<Says>,
    codes: Mutex<HashMap<String, Granted>>,
    /// The last code, whether or not it was used.
    last: Mutex<Option<(String, Granted)>>,
}

impl Provider {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let inside = Arc::new(Inside {
            issuer: format!("http://{address}"),
            keys: Keys::new(),
            other: Keys::new(),
            says: Mutex::default(),
            codes: Mutex::default(),
            last: Mutex::default(),
        });
        let here = Arc::clone(&inside);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let here = Arc::clone(&here);
                thread::spawn(move || here.serve(&stream.unwrap()));
            }
        });
        Self { inside }
    }

    pub(crate) fn issuer(&self) -> &str {
        &self.inside.issuer
    }

    /// Says this of whoever logs in from now on.
    pub(crate) fn says(&self, says: Says) {
        *self.inside.says.lock().unwrap() = says;
    }

    /// The person logs in at the page that the browser was led to: gives where the browser is led then.
    pub(crate) fn log_in(&self, url: &str) -> String {
        let query: HashMap<String, String> = pairs(url.split_once('?').unwrap().1);
        assert!(url.starts_with(&format!("{}/authorize?", self.inside.issuer)), "{url}");
        assert_eq!((query["response_type"].as_str(), query["client_id"].as_str()), ("code", CLIENT));
        assert_eq!(query["code_challenge_method"], "S256");
        assert!(query["scope"].split(' ').any(|scope| scope == "openid"), "{url}");
        let granted = Granted {
            nonce: query["nonce"].clone(),
            challenge: query["code_challenge"].clone(),
            redirect: query["redirect_uri"].clone(),
        };
        let code = format!("code-{}", &query["state"][..8]);
        self.inside.codes.lock().unwrap().insert(code.clone(), granted.clone());
        *self.inside.last.lock().unwrap() = Some((code.clone(), granted));
        let path = query["redirect_uri"].split_once("//").unwrap().1.split_once('/').unwrap().1;
        format!("/{path}?code={code}&state={}", query["state"])
    }
}

impl Inside {
    fn serve(&self, stream: &TcpStream) {
        let mut reader = BufReader::new(stream);
        let (mut line, mut length) = (String::new(), 0);
        reader.read_line(&mut line).unwrap();
        let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
        let mut authorization = String::new();
        loop {
            let mut header = String::new();
            if reader.read_line(&mut header).unwrap() == 0 || header.trim().is_empty() {
                break;
            }
            let (name, value) = header.trim().split_once(": ").unwrap();
            match name.to_lowercase().as_str() {
                "content-length" => length = value.parse().unwrap(),
                "authorization" => authorization = value.to_owned(),
                _ => {}
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        let (status, answer) = match path.as_str() {
            "/.well-known/openid-configuration" => ("200 OK", self.configuration()),
            "/keys" => ("200 OK", self.keys.published()),
            "/token" => self.token(&authorization, &pairs(std::str::from_utf8(&body).unwrap())),
            _ => ("404 Not Found", json!({})),
        };
        let answer = answer.to_string();
        let mut stream = stream;
        let head =
            format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n", answer.len());
        let _ = write!(stream, "{head}connection: close\r\n\r\n{answer}");
    }

    fn configuration(&self) -> Value {
        let at = |path: &str| format!("{}/{path}", self.issuer);
        json!({
            "issuer": self.issuer,
            "authorization_endpoint": at("authorize"),
            "token_endpoint": at("token"),
            "jwks_uri": at("keys"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256", "HS256", "none"],
        })
    }

    fn token(&self, authorization: &str, form: &HashMap<String, String>) -> (&'static str, Value) {
        let refuse = |error: &str| ("400 Bad Request", json!({ "error": error }));
        let expected = URL_SAFE_NO_PAD.encode(SECRET);
        let basic = authorization.strip_prefix("Basic ").unwrap_or_default();
        let said = base64::engine::general_purpose::STANDARD.decode(basic).unwrap_or_default();
        let said = String::from_utf8(said).unwrap_or_default();
        let said =
            said.split_once(':').map(|(client, secret)| (decode(client), URL_SAFE_NO_PAD.encode(decode(secret))));
        if said != Some((CLIENT.to_owned(), expected)) {
            return ("401 Unauthorized", json!({ "error": "invalid_client" }));
        }
        // A code is good for once.
        let Some(granted) = self.codes.lock().unwrap().remove(&form["code"]) else { return refuse("invalid_grant") };
        let proof = URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, form["code_verifier"].as_bytes()));
        if proof != granted.challenge || form["redirect_uri"] != granted.redirect {
            return refuse("invalid_grant");
        }
        let says = self.says.lock().unwrap().clone();
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() as i64;
        let claims = json!({
            "iss": says.issuer.unwrap_or(&self.issuer),
            "sub": says.subject,
            "aud": says.audience,
            "exp": now + says.expires,
            "iat": now - 1,
            "nonce": says.nonce.unwrap_or(&granted.nonce),
            "preferred_username": says.name,
            "realm_access": { "roles": says.roles },
        });
        let kid = if says.algorithm == "ES256" { "e" } else { "r" };
        let head = json!({ "alg": says.algorithm, "kid": kid, "typ": "JWT" });
        let text = [head, claims].map(|part| URL_SAFE_NO_PAD.encode(part.to_string())).join(".");
        let keys = if says.forged { &self.other } else { &self.keys };
        let signature = URL_SAFE_NO_PAD.encode(keys.sign(says.algorithm, &text));
        let token = json!({
            "access_token": "access", "token_type": "Bearer", "expires_in": 300, "id_token": format!("{text}.{signature}"),
        });
        ("200 OK", token)
    }
}

/// The fields of a form or a query.
fn pairs(text: &str) -> HashMap<String, String> {
    text.split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.to_owned(), decode(value)))
        .collect()
}

fn decode(text: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), text.bytes());
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let digits = [rest.next().unwrap(), rest.next().unwrap()];
                bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap());
            }
            other => bytes.push(other),
        }
    }
    String::from_utf8(bytes).unwrap()
}
