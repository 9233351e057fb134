package io.hv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class NetworkSpecTest {

    private static final NetworkAddress V4 = NetworkAddress.of("192.168.7.1/24");
    private static final NetworkAddress V6 = NetworkAddress.of("fd00:7::1/64");

    private static List<String> faults(NetworkSpec.Builder builder) {
        InvalidSpecException refused = assertThrows(InvalidSpecException.class, builder::build);
        refused.faults().forEach(fault -> {
            assertFalse(fault.why().isBlank(), fault::toString);
            assertFalse(fault.remedy().isBlank(), fault::toString);
        });
        return refused.faults().stream().map(SpecFault::path).toList();
    }

    private static List<String> faults(UnaryOperator<NetworkAddress> address) {
        return faults(NetworkSpec.isolated("lan").address(address.apply(V4)));
    }

    private static List<String> faults6(UnaryOperator<NetworkAddress> address) {
        return faults(NetworkSpec.isolated("lan").address(address.apply(V6)));
    }

    private static NetworkSpec full() {
        return NetworkSpec.nat("lan")
                .uuid(new UUID(1, 2))
                .address(V4.range("192.168.7.100", "192.168.7.199")
                        .host(DhcpHost.of("192.168.7.7")
                                .mac("52:54:00:00:00:07")
                                .name("seven")))
                .address(V6.range("fd00:7::100", "fd00:7::1ff")
                        .host(DhcpHost.of("fd00:7::8").name("eight")))
                .dnsDomain("lan.example")
                .mtu(9000)
                .build();
    }

    @Test
    void saysWhatItWasTold() {
        NetworkSpec spec = full();
        assertEquals(NetworkMode.NAT, spec.mode());
        assertEquals(Optional.of(new UUID(1, 2)), spec.uuid());
        assertEquals(Optional.of("lan.example"), spec.dnsDomain());
        assertEquals(OptionalInt.of(9000), spec.mtu());
        assertEquals(24, spec.addresses().get(0).prefix());
        assertEquals("seven", spec.addresses().get(0).hosts().get(0).name().orElseThrow());
        assertEquals(
                IpAddress.parse("fd00:7::1ff"),
                spec.addresses().get(1).ranges().get(0).last());
        assertEquals(spec, full());
        assertEquals(spec.hashCode(), full().hashCode());
        assertEquals(spec, spec.edit(b -> {}));
        assertNotEquals(spec, spec.edit(b -> b.mtu(1500)));
        assertEquals(
                "'lan' NAT, addresses [192.168.7.1/24, hands out [192.168.7.100 to 192.168.7.199], fixed [192.168.7.7 for"
                        + " 52:54:00:00:00:07 for 'seven'], fd00:7::1/64, hands out [fd00:7::100 to fd00:7::1ff], fixed"
                        + " [fd00:7::8 for 'eight']], domain lan.example, MTU 9000",
                spec.toString());
    }

    @Test
    void eachModeIsItsOwn() {
        assertEquals(List.of(), NetworkSpec.isolated("lan").build().addresses());
        assertEquals(
                Optional.of("br0"), NetworkSpec.bridge("lan", "br0").build().hostBridge());
        assertEquals(
                Optional.empty(),
                NetworkSpec.bridge("lan", "br0")
                        .mode(NetworkMode.ISOLATED)
                        .build()
                        .hostBridge());
        assertEquals(
                NetworkMode.ROUTED,
                NetworkSpec.routed("lan").address(V6).build().mode());
        assertEquals(List.of("addresses"), faults(NetworkSpec.nat("lan")));
        assertEquals(List.of("addresses"), faults(NetworkSpec.routed("lan")));
        assertEquals(List.of("hostBridge"), faults(NetworkSpec.isolated("lan").hostBridge("br0")));
        assertEquals(List.of("hostBridge"), faults(NetworkSpec.isolated("lan").mode(NetworkMode.BRIDGE)));
        assertEquals(
                List.of("addresses", "dnsDomain", "mtu"),
                faults(NetworkSpec.bridge("lan", "br0")
                        .address(V4)
                        .dnsDomain("a")
                        .mtu(1500)));
        for (String bad : List.of("a/b", "..", "sixteen-letters-", "b r", "")) {
            assertEquals(List.of("hostBridge"), faults(NetworkSpec.bridge("lan", bad)), bad);
        }
    }

    @Test
    void tellsEveryFault() {
        assertEquals(
                List.of("name", "addresses", "dnsDomain", "mtu"),
                faults(NetworkSpec.nat("a/b").dnsDomain("-x").mtu(67)));
    }

    @Test
    void addressesAreThoseOfInterfaces() {
        for (String bad : List.of(
                "224.0.0.1/24",
                "127.0.0.1/8",
                "192.168.7.0/24",
                "192.168.7.255/24",
                "ff02::1/64",
                "::1/64",
                "fd00:7::/64",
                "0.0.0.0/8")) {
            assertEquals(
                    List.of("addresses[0]"), faults(NetworkSpec.isolated("lan").address(NetworkAddress.of(bad))), bad);
        }
        for (String bad : List.of("10.0.0.1/0", "10.0.0.1/33", "fd00::1/129")) {
            assertEquals(
                    List.of("addresses[0].prefix"),
                    faults(NetworkSpec.isolated("lan").address(NetworkAddress.of(bad))),
                    bad);
        }
        for (String good : List.of("10.0.0.0/31", "10.0.0.1/32", "fd00::/128", "192.168.7.255/16")) {
            assertEquals(
                    1,
                    NetworkSpec.isolated("lan")
                            .address(NetworkAddress.of(good))
                            .build()
                            .addresses()
                            .size());
        }
        for (String bad : List.of("10.0.0.1", "10.0.0.1/", "10.0.0.1/-1", "/24", "10.0.0.1/255.255.255.0")) {
            assertThrows(IllegalArgumentException.class, () -> NetworkAddress.of(bad), bad);
        }
    }

    @Test
    void networksAreDisjoint() {
        assertEquals(
                List.of("addresses[1]"),
                faults(NetworkSpec.isolated("lan").address(V4).address(NetworkAddress.of("192.168.9.1/16"))));
        assertEquals(
                List.of("addresses[1]"),
                faults(NetworkSpec.isolated("lan")
                        .address(V4.range("192.168.7.9", "192.168.7.9"))
                        .address(NetworkAddress.of("10.0.0.1/8").range("10.0.0.2", "10.0.0.9"))));
    }

    @Test
    @SuppressWarnings("NullAway") // Callers in other languages, and without its checks.
    void addressesAreThere() {
        IpAddress address = IpAddress.parse("192.168.7.1");
        for (Executable without : List.<Executable>of(
                () -> NetworkAddress.of((IpAddress) null, 24),
                () -> new DhcpRange(null, address),
                () -> new DhcpRange(address, null),
                () -> DhcpHost.of((IpAddress) null))) {
            assertThrows(NullPointerException.class, without);
        }
    }

    @Test
    void rangesAreWithin() {
        List<String> range = List.of("addresses[0].ranges[0]");
        assertEquals(range, faults(a -> a.range("192.168.7.9", "192.168.8.1")));
        assertEquals(range, faults(a -> a.range("192.168.7.9", "192.168.7.8")));
        assertEquals(range, faults(a -> a.range("192.168.7.0", "192.168.7.8")));
        assertEquals(range, faults(a -> a.range("192.168.7.9", "192.168.7.255")));
        assertEquals(range, faults(a -> a.range("fd00::1", "fd00::2")));
        assertEquals(range, faults6(a -> a.range("fd00:7::1", "fd00:7::1:0")));
        assertEquals(
                List.of("addresses[0].ranges[1]"),
                faults(a -> a.range("192.168.7.9", "192.168.7.20").range("192.168.7.20", "192.168.7.30")));
    }

    @Test
    void fixedAddressesAreSomebodys() {
        assertEquals(List.of("addresses[0].hosts[0]"), faults(a -> a.host(DhcpHost.of("192.168.7.7"))));
        assertEquals(
                List.of("addresses[0].hosts[0].address"),
                faults(a -> a.host(DhcpHost.of("192.168.8.7").name("x"))));
        assertEquals(
                List.of("addresses[0].hosts[0].mac"),
                faults(a -> a.host(DhcpHost.of("192.168.7.7").mac("01:00:5e:00:00:01"))));
        assertEquals(
                List.of("addresses[0].hosts[0].mac"),
                faults6(a ->
                        a.host(DhcpHost.of("fd00:7::7").mac("52:54:00:00:00:01").name("x"))));
        for (String bad : List.of("7up", "a b", "a..b", "", "a-")) {
            assertEquals(
                    List.of("addresses[0].hosts[0].name"),
                    faults(a -> a.host(DhcpHost.of("192.168.7.7").name(bad))),
                    bad);
        }
        DhcpHost one = DhcpHost.of("192.168.7.7").mac("52:54:00:00:00:01").name("one");
        assertEquals(
                List.of("addresses[0].hosts[1]", "addresses[0].hosts[2]", "addresses[0].hosts[3]"),
                faults(a -> a.host(one)
                        .host(DhcpHost.of("192.168.7.7").name("two"))
                        .host(DhcpHost.of("192.168.7.8").mac("52:54:00:00:00:01"))
                        .host(DhcpHost.of("192.168.7.9").name("ONE"))));
    }

    @Test
    void packetsHaveTheSizesOfTheirProtocol() {
        assertEquals(
                OptionalInt.of(68), NetworkSpec.isolated("lan").mtu(68).build().mtu());
        assertEquals(List.of("mtu"), faults(NetworkSpec.isolated("lan").mtu(65536)));
        assertEquals(
                List.of("mtu"), faults(NetworkSpec.isolated("lan").mtu(1279).address(V6)));
        assertEquals(
                OptionalInt.of(1279),
                NetworkSpec.isolated("lan").mtu(1279).address(V4).build().mtu());
    }
}
