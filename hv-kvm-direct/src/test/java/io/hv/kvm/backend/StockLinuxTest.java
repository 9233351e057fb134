package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ByteSize;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.DomainStatus;
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

    /** For hosts in emulation, whose clocks are rough. */
    private static final String COMMAND_LINE = "console=ttyS0 no_timer_check tsc=reliable mitigations=off";

    @Test
    void reachesUserSpaceTakesACommandAndPowersOff() {
        try (Host host = Host.open("kvm:///");
                TransientDomain domain = host.create(debian(1))) {
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
            console.send("poweroff -f\n");
            DomainStatus end = domain.awaitEnd(PATIENCE);
            assertEquals(DomainState.SHUTOFF, end.state());
            assertEquals(StateReason.SHUT_DOWN, end.reason());
            assertTrue(host.domains().isEmpty());
        }
    }

    @Test
    void hasAllItsProcessorsAndNothingToSayAgainstTheTables() {
        try (Host host = Host.open("kvm:///");
                TransientDomain domain = host.create(debian(2))) {
            ConsoleSession console = domain.console().open(From.START);
            console.expect("user space is up", PATIENCE);
            console.send("echo processors $(nproc) of $(ls -d /sys/devices/system/cpu/cpu[0-9]* | wc -l)\n");
            console.expect(Pattern.compile("processors 2 of 2\\s"), PATIENCE);
            console.send(
                    "echo complaints $(dmesg | grep -c -i -E 'ACPI.*(error|warn|exception)|ACPI BIOS|Firmware (Bug|Warn)')\n");
            console.expect(Pattern.compile("complaints 0\\s"), PATIENCE);
            console.send("echo controller $(dmesg | grep -c 'Using IOAPIC for interrupt routing')\n");
            console.expect(Pattern.compile("controller 1\\s"), PATIENCE);
            console.send("poweroff -f\n");
            assertEquals(StateReason.SHUT_DOWN, domain.awaitEnd(PATIENCE).reason());
        }
    }

    @Test
    void aResetBootsItAgain() {
        try (Host host = Host.open("kvm:///");
                TransientDomain domain = host.create(debian(1))) {
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

    private static DomainSpec debian(int vcpus) {
        return DomainSpec.named("debian")
                .memory(ByteSize.mib(256))
                .vcpus(vcpus)
                .boot(LinuxBoot.kernel(file("hv.test.kernel"))
                        .initrd(file("hv.test.initrd"))
                        .append(COMMAND_LINE))
                .build();
    }

    private static HostPath file(String property) {
        return HostPath.of(Path.of(System.getProperty(property, "")));
    }
}
