//! Parcel codes: what a barcode says about itself.
//!
//! A code is never refused for its check digit: a parcel whose label was read badly is still a parcel. What was found
//! is recorded with the scan and told in the answer.

/// A parcel's code as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ParcelCode {
    /// What kind of code it is.
    pub(crate) kind: CodeKind,
    /// What its check digit says.
    pub(crate) check: CheckDigit,
    /// The code in one spelling: no blanks, capital letters, no prefix. With the time of the scan it is the scan's key.
    pub(crate) key: String,
}

/// A kind of parcel code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CodeKind {
    /// UPU S10: postal items; two letters, eight digits, a check digit, and the country (`RR473124829GB`).
    S10,
    /// GS1 serial shipping container code: 18 digits, the last of which is the check digit.
    Sscc,
    /// A courier's own code, whose rules are the courier's.
    Courier,
}

/// What a check digit says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CheckDigit {
    /// It fits.
    Valid,
    /// It does not fit: the code was misread or misprinted.
    Invalid {
        /// The digit that the rest of the code asks for.
        expected: u8,
    },
    /// The kind of code has none that is known here.
    Absent,
}

impl ParcelCode {
    /// Reads a code as a barcode reader or a person gave it.
    pub(crate) fn read(text: &str) -> Self {
        let key: String = text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect();
        if let Some(expected) = s10(&key) {
            let check = verdict(key.as_bytes()[10], expected);
            return Self { kind: CodeKind::S10, check, key };
        }
        if let Some(digits) = sscc(&key) {
            let bytes = digits.as_bytes();
            let check = verdict(bytes[17], mod10(&bytes[..17]));
            return Self { kind: CodeKind::Sscc, check, key: digits.to_owned() };
        }
        Self { kind: CodeKind::Courier, check: CheckDigit::Absent, key }
    }
}

/// Compares an ASCII digit with the one expected.
fn verdict(found: u8, expected: u8) -> CheckDigit {
    if found == b'0' + expected { CheckDigit::Valid } else { CheckDigit::Invalid { expected } }
}

/// The check digit that an S10 code must have; none where it is not shaped as one.
///
/// UPU standard S10: the digits are weighted 8 6 4 2 3 5 9 7 and summed; 11 less the sum modulo 11, where 10 becomes 0
/// and 11 becomes 5.
fn s10(code: &str) -> Option<u8> {
    const WEIGHTS: [u32; 8] = [8, 6, 4, 2, 3, 5, 9, 7];
    let bytes = code.as_bytes();
    let shaped = bytes.len() == 13
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes[2..11].iter().all(u8::is_ascii_digit)
        && bytes[11..].iter().all(u8::is_ascii_uppercase);
    if !shaped {
        return None;
    }
    let sum: u32 = bytes[2..10].iter().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    Some(match 11 - sum % 11 {
        10 => 0,
        11 => 5,
        digit => digit as u8,
    })
}

/// The 18 digits of an SSCC, with or without its application identifier `00` and the reader's symbology prefix.
fn sscc(code: &str) -> Option<&str> {
    let code = code.strip_prefix("]C1").unwrap_or(code);
    let digits = match (code.strip_prefix("(00)"), code.len()) {
        (Some(digits), _) => digits,
        (None, 20) => code.strip_prefix("00")?,
        (None, _) => code,
    };
    (digits.len() == 18 && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

/// GS1's check digit (General Specifications, 7.9.1): weights 3 and 1 in turn from the right, up to the next ten.
fn mod10(digits: &[u8]) -> u8 {
    let weights = [3u32, 1].into_iter().cycle();
    let sum: u32 = digits.iter().rev().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    ((10 - sum % 10) % 10) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s10_codes_have_the_check_digit_of_the_standard() {
        for (code, expected) in [("RR473124829GB", 9), ("RR123456785NL", 5), ("CP000000005DE", 5), ("EE876543216CN", 6)]
        {
            assert_eq!(s10(code), Some(expected), "{code}");
            let read = ParcelCode::read(code);
            assert_eq!((read.kind, read.check), (CodeKind::S10, CheckDigit::Valid), "{code}");
        }
        let misread = ParcelCode::read("RR473124828GB");
        assert_eq!((misread.kind, misread.check), (CodeKind::S10, CheckDigit::Invalid { expected: 9 }));
    }

    #[test]
    fn ten_becomes_nought_and_eleven_becomes_five() {
        // 8 * 7 = 56 = 5 * 11 + 1, and 0 = 0 * 11.
        assert_eq!((s10("RR700000000DE"), s10("RR000000000DE")), (Some(0), Some(5)));
    }

    #[test]
    fn sscc_is_known_with_and_without_its_prefixes() {
        // The General Specifications' own example.
        for code in ["106141411234567897", "(00)106141411234567897", "00106141411234567897", "]C100106141411234567897"]
        {
            let read = ParcelCode::read(code);
            assert_eq!((read.kind, read.check), (CodeKind::Sscc, CheckDigit::Valid), "{code}");
            assert_eq!(read.key, "106141411234567897");
        }
        let misread = ParcelCode::read("106141411234567890");
        assert_eq!((misread.kind, misread.check), (CodeKind::Sscc, CheckDigit::Invalid { expected: 7 }));
    }

    #[test]
    fn everything_else_is_a_courier_s_own_and_spelt_in_one_way() {
        for code in ["1Z999AA10123456784", "JD014600003828462771", "A", "é", "RR47312482GB", "12345678901234567x"] {
            let read = ParcelCode::read(code);
            assert_eq!((read.kind, read.check), (CodeKind::Courier, CheckDigit::Absent), "{code}");
        }
        assert_eq!(ParcelCode::read(" rr 473 124 829 gb ").key, "RR473124829GB");
        assert_eq!(ParcelCode::read("1z 999").key, "1Z999");
    }
}
