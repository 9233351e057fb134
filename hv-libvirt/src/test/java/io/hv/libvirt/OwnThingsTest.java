package io.hv.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.Domain;
import io.hv.DomainState;
import io.hv.Host;
import io.hv.HypervisorException;
import io.hv.InvalidStateException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What only libvirt has, on its QEMU driver: a machine with a screen and a keyboard, whose firmware is its guest. */
@Tag("libvirtd")
class OwnThingsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** KEY_ESC. */
    private static final int ESCAPE = 1;

    private static final String MACHINE = """
            <domain type='qemu'>
              <name>screen</name>
              <memory unit='MiB'>64</memory>
              <os><type arch='x86_64' machine='pc'>hvm</type><bootmenu enable='yes' timeout='60000'/></os>
              <devices><video><model type='vga'/></video><graphics type='vnc' port='-1' autoport='no'>
                <listen type='none'/></graphics></devices>
            </domain>
            """;

    private static void requirePicture(byte[] png) throws IOException {
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
        assertNotNull(picture, "no picture that the JDK reads");
        assertTrue(picture.getWidth() >= 640 && picture.getHeight() >= 350, picture::toString);
    }

    private interface Look {
        boolean is();
    }

    /** A screen tells nobody that it has changed: it is looked at again. */
    private static void until(Look look, String what) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!look.is()) {
            assertTrue(Instant.now().isBefore(deadline), () -> what + ": not within " + PATIENCE);
            Thread.onSpinWait();
        }
    }

    /** The firmware shows its menu and waits; a key makes it go on, which is seen. */
    @Test
    void screenAndKeys() throws IOException {
        assumeTrue(PrivateLibvirtd.missing() == null, () -> String.valueOf(PrivateLibvirtd.missing()));
        try (PrivateLibvirtd daemon = PrivateLibvirtd.start();
                Host host = Host.open(daemon.uri())) {
            Domain domain = host.as(LibvirtHost.class).defineXml(MACHINE);
            LibvirtDomain screen = domain.as(LibvirtDomain.class);
            assertThrows(InvalidStateException.class, () -> screen.screenshot(0));
            assertThrows(InvalidStateException.class, () -> screen.display().press(Duration.ZERO, ESCAPE));
            domain.start();
            byte[] first = screen.screenshot(0);
            requirePicture(first);
            until(() -> !Arrays.equals(first, screen.screenshot(0)), "the firmware's words");
            assertThrows(HypervisorException.class, () -> screen.screenshot(7));
            assertThrows(IllegalArgumentException.class, () -> screen.display().press(Duration.ZERO));
            assertThrows(IllegalArgumentException.class, () -> screen.display().press(Duration.ofHours(1), ESCAPE));
            // It listens some time after it has shown its first words, and waits for a minute.
            byte[][] last = {screen.screenshot(0)};
            until(
                    () -> {
                        byte[] now = screen.screenshot(0);
                        boolean isSteady = Arrays.equals(last[0], now);
                        last[0] = now;
                        return isSteady;
                    },
                    "a steady picture");
            byte[] waiting = last[0];
            until(
                    () -> {
                        screen.display().press(Duration.ofMillis(50), ESCAPE);
                        return !Arrays.equals(waiting, screen.screenshot(0));
                    },
                    "what the key does");
            assertEquals(DomainState.RUNNING, domain.state());
        }
    }

    /** All domains' numbers by one call, and what kinds of domains can have. */
    @Test
    void statisticsAndCapabilities() throws IOException {
        assumeTrue(PrivateLibvirtd.missing() == null, () -> String.valueOf(PrivateLibvirtd.missing()));
        try (PrivateLibvirtd daemon = PrivateLibvirtd.start();
                Host host = Host.open(daemon.uri())) {
            LibvirtHost own = host.as(LibvirtHost.class);
            assertEquals(Map.of(), own.statistics());
            Domain domain = own.defineXml(MACHINE);
            UUID uuid = domain.uuid();
            Map<String, Object> off = own.statistics().getOrDefault(uuid, Map.of());
            assertEquals(5, off.get("state.state"), off::toString);
            domain.start();
            Map<String, Object> on = own.statistics().getOrDefault(uuid, Map.of());
            assertEquals(1, on.get("state.state"), on::toString);
            assertEquals(65_536L, on.get("balloon.maximum"), on::toString);
            assertTrue((Long) on.getOrDefault("cpu.time", 0L) > 0, on::toString);
            assertEquals(1L, on.get("vcpu.maximum"), on::toString);
            assertTrue(own.domainCapabilities("qemu").contains("<domain>qemu</domain>"));
            assertThrows(HypervisorException.class, () -> own.domainCapabilities("nonesuch"));
        }
    }
}
