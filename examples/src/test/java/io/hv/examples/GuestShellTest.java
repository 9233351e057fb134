package io.hv.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.ByteSize;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.LinuxBoot;
import io.hv.TransientDomain;
import io.hv.examples.GuestShell.Result;
import io.hv.mem.MemGuest;
import io.hv.testkit.requires.RequiresKvm;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class GuestShellTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    void readsOutputAndStatus() {
        MemGuest guest = MemGuest.quiet()
                .prints("booting\n# ")
                .echoes()
                .answers(typed("cat /etc/hostname"), "begin 1\r\nweb\r\nend 0\r\n# ")
                .answers(typed("false"), "begin 1\r\nend 1\r\n# ");
        try (Host host = Host.open("mem:///shell");
                TransientDomain web =
                        host.create(DomainSpec.named("web").with(guest).build());
                GuestShell shell = GuestShell.of(web, "# ", PATIENCE)) {
            assertEquals(new Result(0, "web"), shell.run("cat /etc/hostname", PATIENCE));
            assertEquals(new Result(1, ""), shell.run("false", PATIENCE));
        }
    }

    private static String typed(String command) {
        return "echo \"begin $((1))\"; " + command + "; echo \"end $?\"";
    }

    /** A stock kernel needs a KVM of real hardware, which the lab has. */
    @Test
    @Tag("lab")
    @RequiresKvm
    void runsCommandsInAStockLinux() {
        String kernel = System.getProperty("hv.test.kernel", "");
        String initrd = System.getProperty("hv.test.initrd", "");
        assumeTrue(!kernel.isEmpty() && !initrd.isEmpty(), "hv.test.kernel and hv.test.initrd are not set");
        DomainSpec spec = DomainSpec.named("linux")
                .memory(ByteSize.mib(256))
                .boot(LinuxBoot.kernel(HostPath.of(kernel))
                        .initrd(HostPath.of(initrd))
                        .append("console=ttyS0 quiet"))
                .build();
        try (Host host = Host.open("kvm:///");
                TransientDomain linux = host.create(spec);
                GuestShell shell = GuestShell.of(linux, "# ", PATIENCE)) {
            assertEquals(new Result(0, "42"), shell.run("echo $((6 * 7))", PATIENCE));
            assertEquals(new Result(3, ""), shell.run("(exit 3)", PATIENCE));
            assertEquals("Linux", shell.run("uname -s", PATIENCE).output());
        }
    }
}
