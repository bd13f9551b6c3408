//! Which addresses a delivery may go to, so that nobody reaches through the service what only its machine can reach.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

const fn four(a: u8, b: u8, c: u8, d: u8, length: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), length)
}

const fn six(first: u16, second: u16, length: u8) -> Ipv6Net {
    Ipv6Net::new_assert(Ipv6Addr::new(first, second, 0, 0, 0, 0, 0, 0), length)
}

/// IPv4 networks that are not the public internet, after the IANA special-purpose address registry.
const NOT_PUBLIC_4: &[Ipv4Net] = &[
    four(0, 0, 0, 0, 8),       // this network
    four(10, 0, 0, 0, 8),      // private
    four(100, 64, 0, 0, 10),   // shared by a provider's customers
    four(127, 0, 0, 0, 8),     // loopback
    four(169, 254, 0, 0, 16),  // link-local
    four(172, 16, 0, 0, 12),   // private
    four(192, 0, 0, 0, 24),    // protocol assignments
    four(192, 0, 2, 0, 24),    // documentation
    four(192, 88, 99, 0, 24),  // 6to4 relays
    four(192, 168, 0, 0, 16),  // private
    four(198, 18, 0, 0, 15),   // benchmarks
    four(198, 51, 100, 0, 24), // documentation
    four(203, 0, 113, 0, 24),  // documentation
    four(224, 0, 0, 0, 4),     // multicast
    four(240, 0, 0, 0, 4),     // reserved, broadcast
];

/// The part of IPv6 that is handed out for the public internet.
const PUBLIC_6: Ipv6Net = six(0x2000, 0, 3);

/// Networks in it that are not, or that carry an IPv4 address to somewhere else.
const NOT_PUBLIC_6: &[Ipv6Net] = &[
    six(0x2001, 0, 23),     // protocol assignments, Teredo
    six(0x2001, 0xdb8, 32), // documentation
    six(0x2002, 0, 16),     // 6to4
    six(0x3fff, 0, 20),     // documentation
];

/// Where clouds keep a machine's own credentials, and what is no single machine. No allow-list opens these.
const NEVER_4: &[Ipv4Net] = &[
    four(0, 0, 0, 0, 8),
    four(100, 100, 100, 200, 32),
    four(168, 63, 129, 16, 32),
    four(169, 254, 169, 254, 32),
    four(169, 254, 170, 2, 32),
    four(192, 0, 0, 192, 32),
    four(224, 0, 0, 0, 4),
    four(255, 255, 255, 255, 32),
];

const NEVER_6: &[Ipv6Net] = &[
    Ipv6Net::new_assert(Ipv6Addr::UNSPECIFIED, 128),
    Ipv6Net::new_assert(Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254), 128),
    six(0xff00, 0, 8),
];

/// Whether a delivery may go to this address: a public one, or one in the site's own networks that it allows.
pub(crate) fn may_reach(address: IpAddr, allowed: &[IpNet]) -> bool {
    // `::ffff:a.b.c.d` is a.b.c.d by another name.
    let address = address.to_canonical();
    let (never, public) = match address {
        IpAddr::V4(address) => {
            (NEVER_4.iter().any(|net| net.contains(&address)), !NOT_PUBLIC_4.iter().any(|net| net.contains(&address)))
        }
        IpAddr::V6(address) => (
            NEVER_6.iter().any(|net| net.contains(&address)),
            PUBLIC_6.contains(&address) && !NOT_PUBLIC_6.iter().any(|net| net.contains(&address)),
        ),
    };
    !never && (public || allowed.iter().any(|net| net.contains(&address)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reached(address: &str, allowed: &[&str]) -> bool {
        let allowed: Vec<IpNet> = allowed.iter().map(|net| net.parse().unwrap()).collect();
        may_reach(address.parse().unwrap(), &allowed)
    }

    #[test]
    fn the_public_internet_is_reached() {
        for address in [
            "1.1.1.1",
            "9.255.255.255",
            "172.15.0.1",
            "172.32.0.1",
            "223.255.255.255",
            "2606:4700::1111",
            "::ffff:1.1.1.1",
        ] {
            assert!(reached(address, &[]), "{address}");
        }
    }

    #[test]
    fn nothing_else_is() {
        for address in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "127.8.9.1",
            "168.63.129.16",
            "169.254.1.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "198.18.0.1",
            "224.0.0.1",
            "239.255.255.250",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::ffff:169.254.169.254",
            "64:ff9b::7f00:1",
            "64:ff9b::a9fe:a9fe",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!reached(address, &[]), "{address}");
        }
    }

    #[test]
    fn a_site_opens_its_own_networks_and_no_more() {
        assert!(reached("10.20.3.4", &["10.20.0.0/16"]));
        assert!(reached("::ffff:10.20.3.4", &["10.20.0.0/16"]));
        assert!(!reached("10.21.3.4", &["10.20.0.0/16"]));
        assert!(reached("fd12::1", &["fd12::/16"]));
        assert!(!reached("fd13::1", &["fd12::/16"]));
        assert!(reached("127.0.0.1", &["127.0.0.0/8"]));
    }

    #[test]
    fn no_list_opens_metadata_or_multicast() {
        let all = ["0.0.0.0/0", "::/0"];
        for address in ["169.254.169.254", "168.63.129.16", "fd00:ec2::254", "0.0.0.0", "::", "224.0.0.1", "ff02::1"] {
            assert!(!reached(address, &all), "{address}");
        }
        assert!(reached("169.254.1.1", &all) && reached("fe80::1", &all));
    }
}
