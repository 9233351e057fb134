package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.IpAddress;
import io.hv.NetworkMode;
import io.hv.kvm.net.NetNamespace;
import io.hv.testkit.requires.RequiresKvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Networks of {@code kvm:///} whose gateway the host is, wholly in network namespaces: a machine reaches a server beyond the
 * host, who reaches it or does not, and nothing is left, also where the process is killed.
 */
@Tag("root")
@RequiresKvm
@Timeout(300)
class RoutedNetworksTest {

    static final String WORLD_V4 = "198.51.100.1";
    static final String WORLD_V6 = "2001:db8:1::1";

    private static final String HOST_V4 = "198.51.100.2";
    private static final String HOST_V6 = "2001:db8:1::2";

    @TempDir
    private Path folder;

    private static String next(BufferedReader lines, Path errors) throws IOException {
        String line = lines.readLine();
        return line != null ? line : "the end: " + Files.readString(errors);
    }

    private static String said(String line, String before) {
        assertTrue(line.startsWith(before + " "), line);
        return line.substring(before.length() + 1);
    }

    private static void tell(Process program, String line) throws IOException {
        program.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        program.getOutputStream().flush();
    }

    private static List<String> taps(NetNamespace namespace) throws Exception {
        return namespace
                .ip("-o", "link")
                .lines()
                .filter(line -> line.contains(": hvtap"))
                .toList();
    }

    private static String tables(NetNamespace namespace) throws Exception {
        return namespace.exec("nft", "list", "tables");
    }

    private interface Look {
        boolean isSo() throws Exception;
    }

    private static void await(String what, Look look) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!look.isSo()) {
            assertTrue(System.nanoTime() < end, what);
        }
    }

    private static void join(NetNamespace host, NetNamespace world) throws Exception {
        host.ip("addr", "add", HOST_V4 + "/24", "dev", "cable0");
        host.ip("addr", "add", HOST_V6 + "/64", "dev", "cable0", "nodad");
        world.ip("addr", "add", WORLD_V4 + "/24", "dev", "cable0");
        world.ip("addr", "add", WORLD_V6 + "/64", "dev", "cable0", "nodad");
        world.ip("route", "add", "10.9.0.0/24", "via", HOST_V4);
        world.ip("route", "add", RoutedNetworks.FOREIGN + "/32", "via", HOST_V4);
        world.ip("route", "add", "fd00:9::/64", "via", HOST_V6);
    }

    @ParameterizedTest
    @EnumSource(names = {"NAT", "ROUTED"})
    void aMachineReachesWhatTheHostReaches(NetworkMode mode) throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/net/tun")), "there is no /dev/net/tun");
        assumeTrue(Files.exists(Path.of("/proc/sys/net/ipv6")), "the kernel does not speak IPv6");
        Path errors = folder.resolve("errors");
        Path outside = folder.resolve("outside");
        NetNamespace host = NetNamespace.make("nft", "busybox", "unshare", "bash");
        try (host;
                NetNamespace world = host.beside()) {
            join(host, world);
            Process server = world.java(outside, World.class);
            Process program = host.java(errors, RoutedNetworks.class, folder.toString(), mode.name());
            try (BufferedReader called = server.inputReader();
                    BufferedReader lines = program.inputReader()) {
                assertEquals("ready", next(called, outside));
                String device = said(next(lines, errors), "device");
                String refused = said(next(lines, errors), "refused");
                assertTrue(refused.startsWith("false network 'twin' cannot be of mode NAT: "), refused);
                assertTrue(
                        refused.contains(": " + device + " has ") && refused.contains(" -> choose addresses"), refused);
                assertEquals("both are there", next(lines, errors));
                assertEquals(1, taps(host).size(), () -> "devices");
                // What keeps others' addresses from being used is the rules, and not that they lead elsewhere.
                host.ip("route", "add", RoutedNetworks.FOREIGN + "/32", "dev", device);
                host.ip("route", "add", RoutedNetworks.FOREIGN_V6 + "/128", "dev", device);
                assertEquals(1, tables(host).lines().count(), () -> "tables");
                assertEquals(
                        "1", host.exec("cat", "/proc/sys/net/ipv4/ip_forward").strip());
                String own = said(next(lines, errors), "lease");
                assertEquals("dns true", next(lines, errors));
                assertEquals("ping true", next(lines, errors));
                boolean nat = mode == NetworkMode.NAT;
                assertEquals(nat ? HOST_V4 : own, said(next(lines, errors), "tcp4"));
                String own6 = said(next(lines, errors), "own6");
                assertEquals("ping6 true", next(lines, errors));
                IpAddress seen6 = IpAddress.parse(said(next(lines, errors), "tcp6"));
                assertEquals(IpAddress.parse(nat ? HOST_V6 : own6), seen6);
                assertEquals("foreign false false", next(lines, errors), "the host answers to others' addresses");
                assertEquals("listening", next(lines, errors));
                assertEquals("datagram from " + (nat ? HOST_V4 : own), next(called, outside));
                for (String address : List.of(own, own6)) {
                    tell(server, address);
                    String answer = next(called, outside);
                    assertTrue(nat ? answer.startsWith("failed ") : answer.equals("said inside"), answer);
                }
                tell(program, "");
                assertEquals("stopped", next(lines, errors));
                assertEquals(List.of(), taps(host));
                assertEquals("", tables(host));
                tell(program, "");
                String again = said(next(lines, errors), "device");
                assertEquals(1, tables(host).lines().count());
                if (nat) {
                    withoutItsRulesItIsCutOff(host, again);
                }
                assertEquals(128 + 9, program.destroyForcibly().waitFor());
                await("a device is left", () -> taps(host).isEmpty());
                await("rules are left", () -> tables(host).isEmpty());
                await("a process is left", () -> host.processes().isEmpty());
            } finally {
                Object unused = program.destroyForcibly();
                unused = server.destroyForcibly();
            }
        }
        assertFalse(host.exists());
    }

    @Test
    void withoutTheRightItSaysWhichOne() throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/net/tun")), "there is no /dev/net/tun");
        Path errors = folder.resolve("errors");
        try (NetNamespace host = NetNamespace.make("nft", "setpriv")) {
            List<String> less = List.of("setpriv", "--bounding-set", "-net_admin");
            Process program = host.java(errors, less, RoutedNetworks.class, folder.toString(), "NAT", "none");
            try (BufferedReader lines = program.inputReader()) {
                String refused = said(next(lines, errors), "refused");
                assertTrue(refused.startsWith("false network 'none' cannot be of mode ROUTED: "), refused);
                assertTrue(refused.contains("TUNSETIFF") && refused.contains("EPERM"), refused);
                assertTrue(refused.contains(" -> run as root, or with CAP_NET_ADMIN"), refused);
                assertEquals(0, program.waitFor());
            } finally {
                Object unused = program.destroyForcibly();
            }
            assertEquals(List.of(), taps(host));
            assertEquals("", tables(host));
            assertEquals("0", host.exec("cat", "/proc/sys/net/ipv4/ip_forward").strip());
        }
    }

    private static boolean ignoresTheTerminal(long pid) throws IOException {
        int interrupt = 1 << 1;
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .allMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & interrupt) != 0);
    }

    private static void withoutItsRulesItIsCutOff(NetNamespace host, String device) throws Exception {
        List<ProcessHandle> nft = host.processes().stream()
                .map(ProcessHandle::of)
                .flatMap(Optional::stream)
                .filter(each -> each.info().command().orElse("").endsWith("/nft"))
                .toList();
        assertEquals(1, nft.size(), nft::toString);
        assertTrue(ignoresTheTerminal(nft.get(0).pid()), "a terminal's ^C is not for it");
        String flags = host.ip("-o", "link", "show", device);
        assertTrue(flags.contains(",UP") && flags.contains("MULTICAST"), flags);
        assertTrue(nft.get(0).destroyForcibly());
        await(
                "it passes packets on without rules",
                () -> !host.ip("-o", "link", "show", device).contains("UP"));
    }
}
