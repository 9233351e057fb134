package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.DomainState;
import io.hv.Host;
import io.hv.TransientDomain;
import io.hv.kvm.GdbServer;
import io.hv.kvm.KvmDomain;
import io.hv.kvm.contract.OwnRoot;
import io.hv.testkit.requires.RequiresKvm;
import io.hv.testkit.requires.RequiresStockLinux;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** gdb itself attaches to a distribution's kernel, breaks in it, reads its memory, steps; and opens its dump. */
@Tag("lab")
@RequiresKvm
@RequiresStockLinux
@Timeout(900)
class StockLinuxGdbTest {

    @TempDir
    Path folder;

    private static void contains(String said, String pattern) {
        assertTrue(Pattern.compile(pattern).matcher(said).find(), () -> "no " + pattern + " in:\n" + said);
    }

    /** Where the kernel has a symbol, as it says itself. */
    private static String symbol(StockLinux linux, String name) {
        String address = linux.ask("grep ' " + name + "$' /proc/kallsyms | cut -d' ' -f1");
        assertTrue(address.matches("ffffffff[0-9a-f]{8}"), () -> name + " is at " + address);
        return "0x" + address;
    }

    @Test
    void readsTheKernelStepsInItAndOpensItsDump() throws Exception {
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain = host.create(StockLinux.spec(StockLinux.images(), 2, "nokaslr"))) {
            StockLinux linux = StockLinux.of(domain).begins().isUp();
            String banner = symbol(linux, "linux_banner");
            try (GdbServer server = domain.as(KvmDomain.class).gdb()) {
                String said = Gdb.debug(
                        server.address(),
                        "info threads",
                        "x/s " + banner,
                        "print $cr3 != 0",
                        "stepi 20",
                        "print/x (unsigned long) $rip >> 31",
                        "detach");
                contains(said, "Thread 2 \\(vCPU 1");
                contains(said, banner + ":\\s+\"Linux version ");
                contains(said, "\\$1 = 1\n");
                contains(said, "\\$2 = 0x1ffffffff\n");
                contains(said, "detached");
            }
            domain.awaitState(DomainState.RUNNING, StockLinux.PATIENCE);
            assertEquals("42", linux.ask("echo $((6 * 7))"), "it goes on");
            Path core = folder.resolve("core");
            domain.as(KvmDomain.class).dump(core).await(StockLinux.PATIENCE);
            assertEquals("42", linux.ask("echo $((6 * 7))"), "it goes on");
            // The kernel's text is mapped from here on, and without KASLR it lies where it was linked.
            long physical = Long.parseUnsignedLong(banner.substring(2), 16) - 0xffff_ffff_8000_0000L;
            String dumped = Gdb.core(core, "info threads", "info registers rip", "x/s " + physical);
            contains(dumped, "LWP 2");
            contains(dumped, "\"Linux version ");
            Files.delete(core);
        }
    }

    @Test
    void breaksInTheKernel() throws Exception {
        Breaks.assumeTheyWork();
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain = host.create(StockLinux.spec(StockLinux.images(), 2, "nokaslr"))) {
            StockLinux linux = StockLinux.of(domain).begins().isUp();
            String uname = symbol(linux, "__do_sys_newuname");
            try (GdbServer server = domain.as(KvmDomain.class).gdb()) {
                Process gdb = Gdb.start(
                        server.address(), "break *" + uname, "continue", "x/i $rip", "stepi", "delete", "detach");
                domain.awaitState(DomainState.PAUSED, StockLinux.PATIENCE);
                domain.awaitState(DomainState.RUNNING, StockLinux.PATIENCE);
                linux.type("uname -r");
                String said = Gdb.said(gdb);
                contains(said, "Breakpoint 1, " + uname + " in");
                contains(said, "=> " + uname + ":");
                contains(said, "detached");
            }
            domain.awaitState(DomainState.RUNNING, StockLinux.PATIENCE);
            assertEquals("42", linux.ask("echo $((6 * 7))"), "it goes on");
        }
    }
}
