package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.ByteSize;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.LinuxBoot;
import io.hv.StateReason;
import io.hv.TransientDomain;
import io.hv.testkit.requires.RequiresKvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A stock kernel in 6 GiB: it finds two banks around the hole, fills nearly all of both, and reads back what it wrote.
 * Wants a host with that much memory: {@code lab/run --memory 8192}.
 */
@Tag("lab")
@RequiresKvm
@Timeout(1800)
class LargeMemoryTest {

    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final long GIB_IN_KIB = 1 << 20;
    private static final String COMMAND_LINE = "console=ttyS0 no_timer_check tsc=reliable mitigations=off";

    @BeforeEach
    void enough() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
            long available = lines.filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElseThrow();
            assumeTrue(
                    available > 13 * GIB_IN_KIB / 2,
                    "a guest with 6 GiB wants 6.5 GiB of the host's memory, and " + available / 1024
                            + " MiB are available: lab/run --memory 8192");
        }
        assumeTrue(!System.getProperty("hv.test.kernel", "").isEmpty(), "hv.test.kernel does not name a kernel");
    }

    @Test
    void bothBanksHoldWhatIsWritten() {
        DomainSpec spec = DomainSpec.named("large")
                .memory(ByteSize.gib(6))
                .vcpus(2)
                .boot(LinuxBoot.kernel(file("hv.test.kernel"))
                        .initrd(file("hv.test.initrd"))
                        .append(COMMAND_LINE))
                .build();
        try (Host host = Host.open("kvm:///");
                TransientDomain domain = host.create(spec)) {
            ConsoleSession console = domain.console().open(From.START);
            console.expect("BIOS-e820: [mem 0x0000000000100000-0x00000000bfffffff] usable", PATIENCE);
            console.expect("BIOS-e820: [mem 0x0000000100000000-0x00000001bfffffff] usable", PATIENCE);
            console.expect("user space is up", PATIENCE);
            console.send("mkdir /m; mount -t tmpfs -o size=5600m m /m; dd if=/dev/urandom of=/m/0 bs=1M count=16;"
                    + " for i in $(seq 2 16); do cat /m/0; done >/m/1; for i in $(seq 2 22); do cp /m/1 /m/$i; done;"
                    + " for i in $(seq 2 22); do cmp /m/1 /m/$i || echo differs; done;"
                    + " echo filled $(ls /m | wc -l) of $(($(stat -c %s /m/22) >> 20))\n");
            // Each file has 15 times 16 MiB: 22 of them and the first are 5,296 MiB, more than either bank.
            console.expect(Pattern.compile("\\Rfilled 23 of 240\\s"), PATIENCE);
            console.send("poweroff -f\n");
            assertEquals(StateReason.SHUT_DOWN, domain.awaitEnd(PATIENCE).reason());
        }
    }

    private static HostPath file(String property) {
        return HostPath.of(Path.of(System.getProperty(property, "")));
    }
}
