//! Webhooks over TLS: a receiver whose certificate is trusted, and one whose is not.

use std::{
    fs,
    io::{Read, Write},
    net::TcpListener,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use rcgen::{CertifiedKey, generate_simple_self_signed};
use tokio_rustls::rustls::{ServerConfig, ServerConnection, StreamOwned, crypto::ring, pki_types::PrivateKeyDer};

use crate::program::binary;

/// A receiver called `localhost` that answers 204 to what reaches it. Gives its port, its certificate as PEM, and how
/// many requests it has read.
fn receiver() -> (u16, String, Arc<AtomicUsize>) {
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::try_from(signing_key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let reached = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&reached);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = StreamOwned::new(connection, stream.unwrap());
            let mut head = [0; 4096];
            // Fails where the client does not trust the certificate.
            if stream.read(&mut head).is_ok_and(|length| length > 0) {
                counter.fetch_add(1, Ordering::SeqCst);
                let _ = stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").and_then(|()| stream.flush());
            }
        }
    });
    (port, cert.pem(), reached)
}

fn tell(folder: &Path, host: &str, port: u16, trusted: &str) -> (i32, String) {
    fs::write(folder.join("trusted.pem"), trusted).unwrap();
    fs::write(folder.join("log.secret"), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
    let hook = format!("[[hooks]]\nname = \"log\"\nurl = \"https://{host}:{port}/in\"\nsecret_file = \"log.secret\"\n");
    fs::write(folder.join("webhooks.toml"), format!("allow = [\"127.0.0.0/8\", \"::1/128\"]\n{hook}")).unwrap();
    let file = folder.join("webhooks.toml");
    let output = binary()
        .env("SSL_CERT_FILE", folder.join("trusted.pem"))
        .args(["webhook", "test", "log", "--webhooks", file.to_str().unwrap()])
        .output()
        .unwrap();
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stdout).unwrap() + &String::from_utf8_lossy(&output.stderr),
    )
}

#[test]
fn a_receiver_is_told_where_its_certificate_is_trusted_and_is_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let (port, certificate, reached) = receiver();
    let (code, said) = tell(folder.path(), "localhost", port, &certificate);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("204"), "{said}");
    assert_eq!(reached.load(Ordering::SeqCst), 1);

    // The name in the URL is not the certificate's.
    let (code, said) = tell(folder.path(), "127.0.0.1", port, &certificate);
    assert!(code == 3 && said.contains("could not be encrypted"), "{said}");
    // Somebody else's certificate is trusted.
    let (_, other, _) = receiver();
    let (code, said) = tell(folder.path(), "localhost", port, &other);
    assert!(code == 3 && said.contains("could not be encrypted"), "{said}");
    assert_eq!(reached.load(Ordering::SeqCst), 1);
}
