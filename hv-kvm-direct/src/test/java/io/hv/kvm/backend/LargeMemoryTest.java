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
import io.hv.kvm.contract.OwnRoot;
import io.hv.kvm.measure.EmulatedHost;
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
 * A stock kernel in 6 GiB: it finds two banks around the hole, fills nearly all of both, and reads back pages that
 * tell them apart.
 * Wants a host with that much memory: {@code lab/run --memory 8192}.
 */
@Tag("lab")
@RequiresKvm
@Timeout(1800)
class LargeMemoryTest {

    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final long GIB_IN_KIB = 1 << 20;
    private static final String COMMAND_LINE = "console=ttyS0 " + EmulatedHost.WORDS;

    /**
     * 22 files with 15 parts each, a part of 16 MiB behind a page that says which it is: 5,281 MiB, more than either bank
     * has.
     */
    private static final String FILL = "mkdir /m; mount -t tmpfs -o size=5600m m /m; head -c 16m /dev/urandom >/noise;"
            + " for i in $(seq 22); do for j in $(seq 15); do printf '%-4096s' $i.$j; cat /noise; done >/m/$i; done;"
            + " echo filled $(ls /m | wc -l) files";

    /** Where two addresses were one, an earlier page would say what was written later. */
    private static final String CHECK = "right=0; wrong=0; for i in $(seq 22); do for j in $(seq 15); do"
            + " set -- $(dd if=/m/$i bs=4096 skip=$(((j - 1) * 4097)) count=1 2>/dev/null);"
            + " [ \"$1\" = $i.$j ] && right=$((right + 1)) || wrong=$((wrong + 1)); done; done;"
            + " echo right $right wrong $wrong";

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
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain = host.create(spec)) {
            ConsoleSession console = domain.console().open(From.START);
            console.expect("BIOS-e820: [mem 0x0000000000100000-0x00000000bfffffff] usable", PATIENCE);
            console.expect("BIOS-e820: [mem 0x0000000100000000-0x00000001bfffffff] usable", PATIENCE);
            console.expect("user space is up", PATIENCE);
            console.send(FILL + "\n");
            console.expect(Pattern.compile("\\Rfilled 22 files\\s"), PATIENCE);
            console.send(CHECK + "\n");
            console.expect(Pattern.compile("\\Rright 330 wrong 0\\s"), PATIENCE);
            console.send("poweroff -f\n");
            assertEquals(StateReason.SHUT_DOWN, domain.awaitEnd(PATIENCE).reason());
        }
    }

    private static HostPath file(String property) {
        return HostPath.of(Path.of(System.getProperty(property, "")));
    }
}
