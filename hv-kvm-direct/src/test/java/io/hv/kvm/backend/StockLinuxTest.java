package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ByteSize;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.CrashReport;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.LinuxBoot;
import io.hv.StateReason;
import io.hv.TransientDomain;
import io.hv.testkit.requires.RequiresKvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A distribution's kernel, as it comes out of its package. Property {@code hv.test.kernel} and {@code hv.test.initrd}. */
@Tag("lab")
@RequiresKvm
@EnabledIfSystemProperty(
        named = "hv.test.kernel",
        matches = ".+",
        disabledReason = "hv.test.kernel does not name a kernel; the lab does")
@Timeout(900)
class StockLinuxTest {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Without ACPI tables for now, so one vCPU; the rest is for hosts in emulation, whose clocks are rough. */
    private static final String COMMAND_LINE = "console=ttyS0 acpi=off no_timer_check tsc=reliable mitigations=off";

    @Test
    void reachesUserSpaceTakesACommandAndEnds() {
        DomainSpec spec = DomainSpec.named("debian")
                .memory(ByteSize.mib(256))
                .boot(LinuxBoot.kernel(file("hv.test.kernel"))
                        .initrd(file("hv.test.initrd"))
                        .append(COMMAND_LINE + " reboot=t"))
                .build();
        try (Host host = Host.open("kvm:///");
                TransientDomain domain = host.create(spec)) {
            ConsoleSession console = domain.console().open(From.START);
            console.expect("Linux version", PATIENCE);
            console.expect("user space is up", PATIENCE);
            console.send("echo answer $((6 * 7)); uname -s\n");
            console.expect(Pattern.compile("answer 42\\s+Linux"), PATIENCE);
            assertEquals(DomainState.RUNNING, domain.state());
            domain.suspend();
            assertEquals(DomainState.PAUSED, domain.state());
            domain.resume();
            console.send("echo again $((6 * 8))\n");
            console.expect("again 48", PATIENCE);
            // Without ACPI there is no soft-off; reboot=t makes the kernel end itself by a triple fault.
            console.send("reboot -f\n");
            assertEquals(StateReason.CRASHED, domain.awaitEnd(PATIENCE).reason());
            assertEquals(
                    CrashReport.Cause.TRIPLE_FAULT, domain.crash().orElseThrow().cause());
            assertTrue(host.domains().isEmpty());
        }
    }

    @Test
    void aResetBootsItAgain() {
        DomainSpec spec = DomainSpec.named("debian-reset")
                .memory(ByteSize.mib(256))
                .boot(LinuxBoot.kernel(file("hv.test.kernel"))
                        .initrd(file("hv.test.initrd"))
                        .append(COMMAND_LINE))
                .build();
        try (Host host = Host.open("kvm:///");
                TransientDomain domain = host.create(spec)) {
            ConsoleSession console = domain.console().open(From.START);
            console.expect("user space is up", PATIENCE);
            domain.reset();
            console.expect("Linux version", PATIENCE);
            console.expect("user space is up", PATIENCE);
            console.send("reboot -f\n");
            console.expect("Linux version", PATIENCE);
            console.expect("user space is up", PATIENCE);
            assertEquals(DomainState.RUNNING, domain.state());
        }
    }

    private static HostPath file(String property) {
        return HostPath.of(Path.of(System.getProperty(property, "")));
    }
}
