package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.kvm.net.NetNamespace;
import io.hv.testkit.requires.RequiresKvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A network of {@code kvm:///} on a bridge of Linux's, in a network namespace. */
@Tag("root")
@RequiresKvm
@Timeout(180)
class BridgedNetworksTest {

    @TempDir
    private Path folder;

    private static String next(BufferedReader lines, Path errors) throws IOException {
        String line = lines.readLine();
        return line != null ? line : "the end: " + Files.readString(errors);
    }

    private static void goOn(Process program) throws IOException {
        program.getOutputStream().write('\n');
        program.getOutputStream().flush();
    }

    @Test
    void itIsOnTheBridgeWhileItIsActive() throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/net/tun")), "there is no /dev/net/tun");
        Path errors = folder.resolve("errors");
        NetNamespace namespace = NetNamespace.make();
        try (namespace) {
            namespace.ip("link", "add", "br0", "type", "bridge");
            namespace.ip("addr", "add", "10.8.0.1/24", "dev", "br0");
            namespace.ip("link", "set", "br0", "up");
            Process program = namespace.java(errors, BridgedNetworks.class);
            try (BufferedReader lines = program.inputReader()) {
                String refused = next(lines, errors);
                assertTrue(
                        refused.startsWith("refused false network 'none' cannot be on the bridge 'br-none'"), refused);
                assertTrue(refused.contains("ENODEV"), refused);
                assertTrue(refused.contains(" -> ") && refused.contains("ip link add br-none type bridge"), refused);
                assertEquals("lan br0", next(lines, errors));
                assertEquals("ports 1", next(lines, errors));
                assertEquals("answer true", next(lines, errors));
                assertTrue(namespace.ip("-o", "link", "show", "master", "br0").contains("hvtap"));
                goOn(program);
                assertEquals("stopped", next(lines, errors));
                assertEquals("", namespace.ip("-o", "link", "show", "master", "br0"));
                goOn(program);
                assertEquals(0, program.waitFor(), () -> "status of the program");
            } finally {
                Object unused = program.destroyForcibly();
            }
        }
        assertFalse(namespace.exists());
    }
}
