package io.hv.kvm.net.services;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.NetworkAddress;
import io.hv.NetworkSpec;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is for services, where the host's kernel answers for the rest. */
class ServiceFramesTest {

    private static final Machine ONE = Machine.ONE;
    private static final byte[] NOTHING = new byte[8];

    private final Rig rig = Rig.isolated();

    private boolean serves(byte[] frame) {
        return rig.services.serves(frame);
    }

    private byte[] icmpV6(String toMac, String to, int type) {
        return ONE.packet(toMac, to, Wire.ICMPV6, 255, Wire.join(new byte[] {(byte) type, 0}, new byte[22]));
    }

    @Test
    void addressesAndNames() {
        assertTrue(serves(ONE.dhcp(ONE.dhcpMessage(0, "0.0.0.0", "350101"))));
        assertTrue(serves(ONE.udp(rig.mac(), Rig.HOST_V4, 68, 67, NOTHING)), "a lease that is renewed");
        assertTrue(serves(ONE.dhcp6(NOTHING)));
        assertTrue(serves(ONE.udp(rig.mac(), Rig.HOST_V4, 4000, 53, NOTHING)));
        assertTrue(serves(ONE.udp(rig.mac(), Rig.HOST_V6, 4000, 53, NOTHING)));
        assertTrue(serves(icmpV6("33:33:00:00:00:02", "ff02::2", 133)), "who routers are");
    }

    @Test
    void theRestIsTheKernels() {
        assertFalse(serves(ONE.arp(Rig.HOST_V4)));
        assertFalse(serves(icmpV6("33:33:ff:00:00:01", "ff02::1:ff00:1", 135)), "neighbours");
        assertFalse(serves(icmpV6(rig.mac(), Rig.HOST_V6, 128)), "echo");
        assertFalse(serves(ONE.packet(rig.mac(), Rig.HOST_V4, Wire.ICMP, 64, Wire.hex("0800 0000 0001 0001 00"))));
        assertFalse(serves(ONE.udp(rig.mac(), "192.0.2.53", 4000, 53, NOTHING)), "another server for names");
        assertFalse(serves(ONE.udp(rig.mac(), "2001:db8::53", 4000, 53, NOTHING)));
        assertFalse(serves(ONE.udp(rig.mac(), Rig.HOST_V4, 67, 68, NOTHING)), "another port");
        assertFalse(serves(ONE.packet(rig.mac(), Rig.HOST_V4, 6, 64, Wire.udp(4000, 53, new byte[20]))), "TCP");
        byte[] fragment = ONE.udp(rig.mac(), Rig.HOST_V4, 4000, 53, NOTHING);
        fragment[20] = 0x20;
        assertFalse(serves(fragment), "in pieces");
    }

    /** A header that says it is longer than its packet is no reason to look behind it. */
    @Test
    void shortOnes() {
        byte[] v4 = ONE.udp(rig.mac(), Rig.HOST_V4, 4000, 53, NOTHING);
        byte[] v6 = ONE.udp(rig.mac(), Rig.HOST_V6, 4000, 53, NOTHING);
        v4[14] = 0x4f;
        assertFalse(serves(v4));
        Random random = new Random(7);
        for (byte[] whole : new byte[][] {v4, v6}) {
            for (int length = 0; length < whole.length; length++) {
                byte[] part = Arrays.copyOf(whole, length);
                boolean unused = serves(part);
                if (length > 14) {
                    part[14 + random.nextInt(length - 14)] = (byte) random.nextInt();
                    unused = serves(part);
                }
            }
        }
    }

    @Test
    void withoutIpv6NoneOfItsServices() {
        NetworkSpec spec = NetworkSpec.nat("v4")
                .address(NetworkAddress.of("192.168.7.1/24"))
                .build();
        Services services = new Services(spec, InstantSource.system(), frame -> {}, mac -> Optional.empty());
        assertFalse(services.serves(ONE.dhcp6(NOTHING)));
    }
}
