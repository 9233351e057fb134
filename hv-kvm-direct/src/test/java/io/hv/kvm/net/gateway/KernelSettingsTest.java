package io.hv.kvm.net.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelSettingsTest {

    private static final String NONE = "0".repeat(32);
    private static final String ROUTER = "fe80" + "0".repeat(27) + "1";

    @TempDir
    private Path proc;

    private KernelSettings kernel;

    @BeforeEach
    void aMachine() throws IOException {
        kernel = new KernelSettings(proc);
        put("sys/net/ipv4/ip_forward", "0\n");
        put("sys/net/ipv4/conf/hvtap0/rp_filter", "0\n");
        put("sys/net/ipv4/conf/hvtap0/accept_redirects", "1\n");
        put("sys/net/ipv4/conf/hvtap0/forwarding", "0\n");
    }

    private void withV6(int acceptRa, String flags) throws IOException {
        put("sys/net/ipv6/conf/all/forwarding", "0\n");
        put("sys/net/ipv6/conf/eth0/accept_ra", acceptRa + "\n");
        for (String name : new String[] {"accept_ra", "accept_redirects", "addr_gen_mode", "accept_dad"}) {
            put("sys/net/ipv6/conf/hvtap0/" + name, "1\n");
        }
        put("sys/net/ipv6/conf/hvtap0/disable_ipv6", "0\n");
        put(
                "net/ipv6_route",
                String.join(" ", NONE, "00", NONE, "00", ROUTER, "00000400 00000002 00000000", flags) + "     eth0\n"
                        + String.join(" ", NONE, "00", NONE, "00", NONE, "ffffffff 00000001 00000000 00200200")
                        + "       lo\n");
    }

    private void put(String file, String text) throws IOException {
        Path path = proc.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private String get(String file) throws IOException {
        return Files.readString(proc.resolve("sys/net").resolve(file)).strip();
    }

    @Test
    void withoutIpv6() throws IOException {
        kernel.guard("hvtap0", false);
        assertEquals("1", get("ipv4/conf/hvtap0/rp_filter"));
        assertEquals("0", get("ipv4/conf/hvtap0/accept_redirects"));
        assertEquals("0", get("ipv4/ip_forward"), "not yet");
        assertEquals("0", get("ipv4/conf/hvtap0/forwarding"), "not yet");
        kernel.forward("hvtap0", true, false);
        assertEquals("1", get("ipv4/ip_forward"));
        assertEquals("1", get("ipv4/conf/hvtap0/forwarding"), "whatever new devices do");
        GatewayException refused = assertThrows(GatewayException.class, () -> kernel.guard("hvtap0", true));
        assertTrue(refused.toString().contains("does not speak IPv6"), refused::toString);
    }

    @Test
    void aDeviceTakesNothingButPackets() throws IOException {
        withV6(1, "00000003");
        kernel.guard("hvtap0", true);
        for (String name :
                new String[] {"accept_ra", "accept_redirects", "addr_gen_mode", "accept_dad", "disable_ipv6"}) {
            assertEquals("0", get("ipv6/conf/hvtap0/" + name), name);
        }
        kernel.guard("hvtap0", false);
        assertEquals("1", get("ipv6/conf/hvtap0/disable_ipv6"));
        kernel.forward("hvtap0", true, false);
        assertEquals("0", get("ipv6/conf/all/forwarding"), "nobody has asked for it");
    }

    /** Flags of {@code linux/route.h} and {@code linux/ipv6_route.h}: up 1, gateway 2, learned from a router 0x40000. */
    @ParameterizedTest
    @CsvSource({"1,00450003,false", "2,00450003,true", "0,00450003,false", "1,00000003,true", "1,00440001,true"})
    void routesThatTheHostWasToldAreKept(int acceptRa, String flags, boolean forwards) throws IOException {
        withV6(acceptRa, flags);
        if (forwards) {
            kernel.forward("hvtap0", true, true);
        } else {
            GatewayException e = assertThrows(GatewayException.class, () -> kernel.forward("hvtap0", true, true));
            assertTrue(e.toString().contains("on eth0"), e::toString);
            assertEquals("sysctl net.ipv6.conf.eth0.accept_ra=2", e.remedy());
        }
        assertEquals(forwards ? "1" : "0", get("ipv6/conf/all/forwarding"));
        assertEquals(forwards ? "1" : "0", get("ipv4/ip_forward"), "all or nothing");
    }

    @Test
    void whereItForwardsAlreadyNothingIsLost() throws IOException {
        withV6(1, "00450003");
        put("sys/net/ipv6/conf/all/forwarding", "1\n");
        kernel.forward("hvtap0", false, true);
        assertEquals("1", get("ipv6/conf/all/forwarding"));
        assertEquals("0", get("ipv4/ip_forward"));
        assertEquals("0", get("ipv4/conf/hvtap0/forwarding"));
    }

    /** One whose MTU is less than 1280 has no folder of IPv6 in a kernel that speaks it. */
    @Test
    void aDeviceMayBeTooSmallForIpv6() throws IOException {
        put("sys/net/ipv6/conf/all/forwarding", "0\n");
        kernel.guard("hvtap0", false);
        assertEquals("1", get("ipv4/conf/hvtap0/rp_filter"));
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "the file that nobody can write is one of Linux's /proc")
    void aSettingOfADevicesOwnCanBeMadeBeforehand() throws IOException {
        Path filter = proc.resolve("sys/net/ipv4/conf/hvtap0/rp_filter");
        Files.delete(filter);
        Path unused = Files.createSymbolicLink(filter, Path.of("/proc/version"));
        GatewayException e = assertThrows(GatewayException.class, () -> kernel.guard("hvtap0", false));
        assertTrue(e.remedy().contains("set net.ipv4.conf.default.rp_filter=1 before"), e::remedy);
        Files.delete(filter);
        Path forward = proc.resolve("sys/net/ipv4/ip_forward");
        Files.delete(forward);
        unused = Files.createSymbolicLink(forward, Path.of("/proc/version"));
        e = assertThrows(GatewayException.class, () -> kernel.forward("hvtap0", true, false));
        assertTrue(e.remedy().contains("set net.ipv4.ip_forward=1 before"), e::remedy);
        Files.delete(forward);
    }

    @Test
    void whatCannotBeSetIsNamed() throws IOException {
        Files.delete(proc.resolve("sys/net/ipv4/ip_forward"));
        GatewayException e = assertThrows(GatewayException.class, () -> kernel.forward("hvtap0", true, false));
        assertTrue(e.toString().contains("ipv4/ip_forward"), e::toString);
    }
}
