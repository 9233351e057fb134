package io.hv.kvm.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.kvm.boot.BootFile;
import io.hv.kvm.boot.BootPlan;
import io.hv.kvm.boot.GuestLayout;
import io.hv.kvm.boot.LinuxLoader;
import io.hv.kvm.boot.acpi.AcpiTables;
import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.machine.GuestRig.Instant;
import io.hv.kvm.measure.EmulatedHost;
import io.hv.testkit.guest.GuestImages;
import io.hv.testkit.guest.GuestTask;
import io.hv.testkit.requires.RequiresKvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stock Linux that has a driver for the generation id is forked; its forks know that they are, and it does not. */
@Tag("lab")
@RequiresKvm
@Timeout(900)
class StockForkTest {

    private static final long RAM = 192 << 20;
    private static final String RESEEDED = "crng reseeded due to virtual machine fork";

    private final Path kernel = file(GuestImages.KERNEL_PROPERTY + ".next");
    private final Path initrd = file(GuestImages.INITRD_PROPERTY + ".next");

    private static Path file(String property) {
        String path = System.getProperty(property, "");
        assumeTrue(!path.isEmpty() && Files.exists(Path.of(path)), property + " does not name a file; the lab does");
        return Path.of(path);
    }

    private BootPlan boot(GuestLayout layout) {
        String words = GuestTask.SHELL.word() + " console=ttyS0 " + EmulatedHost.WORDS;
        try {
            return LinuxLoader.load(
                    layout,
                    BootFile.of("kernel", Files.readAllBytes(kernel)),
                    BootFile.of("initrd", Files.readAllBytes(initrd)),
                    words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void forksReseedTheirRandomNumbers() throws Exception {
        try (Kvm kvm = Kvm.open();
                GuestRig parent = new GuestRig(kvm, this::boot, RAM, 2, VirtioConfig.none())) {
            parent.runTo(GuestImages.UP);
            parent.send("cat /sys/bus/acpi/devices/HVGN0001:00/status; echo asked-$((1+1))\n");
            parent.runTo("asked-2");
            assertTrue(parent.printed().contains("15\r\n"), parent.printed());
            try (Instant instant = parent.freeze();
                    GuestRig one = fork(kvm, instant);
                    GuestRig other = fork(kvm, instant)) {
                assertTrue(!generation(one).equals(generation(other))
                        && !generation(one).equals(generation(parent)));
                one.runTo(RESEEDED);
                other.runTo(RESEEDED);
                String first = random(one);
                assertFalse(first.equals(random(other)), "the same random numbers");
                end(one);
                end(other);
            }
            assertFalse(random(parent).isEmpty());
            assertFalse(parent.printed().contains(RESEEDED), parent.printed());
            end(parent);
        }
    }

    private GuestRig fork(Kvm kvm, Instant instant) {
        return new GuestRig(kvm, this::boot, RAM, 2, VirtioConfig.none(), instant, ClockPolicy.FORK);
    }

    private static String generation(GuestRig rig) {
        return HexFormat.of()
                .formatHex(rig.machine().memory().read(AcpiTables.GENERATION_ID, AcpiTables.GENERATION_ID_SIZE));
    }

    private static String random(GuestRig rig) throws InterruptedException {
        rig.send("echo random-$((1+1)):$(head -c 8 /dev/urandom | od -An -tx1):end-$((1+1))\n");
        rig.runTo(":end-2");
        String printed = rig.printed();
        return printed.substring(printed.indexOf("random-2:"), printed.indexOf(":end-2"));
    }

    private static void end(GuestRig rig) throws Exception {
        rig.send("poweroff -f\n");
        assertEquals(-1, rig.finish().indexOf("Call Trace"));
    }
}
