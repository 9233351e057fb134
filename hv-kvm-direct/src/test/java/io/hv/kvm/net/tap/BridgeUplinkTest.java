package io.hv.kvm.net.tap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.kvm.net.NetNamespace;
import io.hv.kvm.net.passt.Exchange;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A switch on a bridge of Linux's, in a network namespace: who is on one is reached from the other, and no tap stays. */
@Tag("root")
@Timeout(180)
class BridgeUplinkTest {

    private static final int MTU = 1450;

    @TempDir
    private Path folder;

    private static String next(BufferedReader lines, Path errors) throws IOException {
        String line = lines.readLine();
        return line != null ? line : "the end: " + Files.readString(errors);
    }

    private static List<String> taps(NetNamespace namespace) throws Exception {
        return namespace.ip("-o", "link", "show", "master", "br0").lines().toList();
    }

    private static void goOn(Process program) throws IOException {
        program.getOutputStream().write('\n');
        program.getOutputStream().flush();
    }

    @Test
    void whoIsOnItIsReached() throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/net/tun")), "there is no /dev/net/tun");
        Path errors = folder.resolve("errors");
        NetNamespace namespace = NetNamespace.make();
        try (namespace) {
            namespace.ip("link", "add", "br0", "type", "bridge");
            namespace.ip("link", "set", "br0", "mtu", Integer.toString(MTU));
            namespace.ip("addr", "add", "10.8.0.1/24", "dev", "br0");
            namespace.ip("link", "set", "br0", "up");
            Process program = namespace.java(errors, BridgeProgram.class);
            try (BufferedReader lines = program.inputReader()) {
                assertEquals("refused br-none ioctl(SIOCGIFMTU) ENODEV", next(lines, errors));
                assertEquals("refused out0 ioctl(SIOCBRADDIF) EOPNOTSUPP", next(lines, errors));
                long sum = Exchange.sum(Exchange.data(BridgeProgram.SIZE));
                for (int i = 0; i < 2; i++) {
                    assertEquals("mtu " + MTU + " tcp " + BridgeProgram.SIZE + " " + sum, next(lines, errors));
                    assertEquals("udp " + Exchange.sum(Exchange.data(BridgeProgram.DATAGRAM)), next(lines, errors));
                    List<String> taps = taps(namespace);
                    assertEquals(1, taps.size(), taps::toString);
                    assertTrue(taps.get(0).contains(" mtu " + MTU + " "), taps::toString);
                    assertTrue(taps.get(0).contains(" link/ether fe:"), taps::toString);
                    goOn(program);
                    assertEquals("closed", next(lines, errors));
                    assertEquals(List.of(), taps(namespace));
                    goOn(program);
                }
                assertTrue(namespace.ip("-o", "link", "show", "br0").contains(" mtu " + MTU + " "), "as it was");
                String ready = next(lines, errors);
                assertTrue(ready.startsWith("ready the tap device hvtap"), ready);
                assertEquals(1, taps(namespace).size());
                assertEquals(128 + 9, program.destroyForcibly().waitFor());
                awaitNone(namespace);
            } finally {
                Object unused = program.destroyForcibly();
            }
        }
        assertFalse(namespace.exists());
    }

    /** The kernel takes a tap away with its last descriptor, which an exit may leave to a worker of its own. */
    private static void awaitNone(NetNamespace namespace) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!taps(namespace).isEmpty()) {
            assertTrue(System.nanoTime() < end, () -> "a tap is left");
        }
    }
}
