package io.hv.kvm.net.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.NetworkAddress;
import io.hv.NetworkMode;
import io.hv.NetworkSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulesTest {

    private static final NetworkSpec SPEC = NetworkSpec.nat("lan")
            .address(NetworkAddress.of("10.9.0.1/24"))
            .address(NetworkAddress.of("fd00:9::1/64"))
            .build();

    @Test
    void nobodyBeginsWithOneThatIsTranslated() {
        assertEquals("""
            table inet t {
            flags owner;
            chain from {
            ip saddr 10.9.0.1/24 accept;
            ip6 saddr fd00:9::1/64 accept;
            drop;
            };
            chain to {
            ip daddr 10.9.0.1/24 ct state established,related accept;
            ip6 daddr fd00:9::1/64 ct state established,related accept;
            reject with icmpx type admin-prohibited;
            };
            chain local {
            ip saddr 0.0.0.0 accept;
            ip6 saddr { ::, fe80::/10 } accept;
            goto from;
            };
            chain input {
            type filter hook input priority filter; policy accept;
            iifname "hvtap7" goto local;
            };
            chain forward {
            type filter hook forward priority filter; policy accept;
            iifname "hvtap7" goto from;
            oifname "hvtap7" goto to;
            };
            chain translate {
            type nat hook postrouting priority srcnat; policy accept;
            ip saddr 10.9.0.1/24 oifname != "hvtap7" masquerade;
            ip6 saddr fd00:9::1/64 oifname != "hvtap7" masquerade;
            };
            }
            """, Rules.of("t", "hvtap7", SPEC));
    }

    @Test
    void oneThatIsRoutedKeepsItsAddressesAndIsReached() {
        NetworkSpec routed =
                SPEC.edit(spec -> spec.mode(NetworkMode.ROUTED).addresses(List.of(NetworkAddress.of("10.9.0.1/30"))));
        assertEquals("""
            table inet t {
            flags owner;
            chain from {
            ip saddr 10.9.0.1/30 accept;
            drop;
            };
            chain to {
            ip daddr 10.9.0.1/30 accept;
            reject with icmpx type admin-prohibited;
            };
            chain local {
            ip saddr 0.0.0.0 accept;
            ip6 saddr { ::, fe80::/10 } accept;
            goto from;
            };
            chain input {
            type filter hook input priority filter; policy accept;
            iifname "hvtap7" goto local;
            };
            chain forward {
            type filter hook forward priority filter; policy accept;
            iifname "hvtap7" goto from;
            oifname "hvtap7" goto to;
            };
            }
            """, Rules.of("t", "hvtap7", routed));
    }
}
