package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.DomainState;
import io.hv.Host;
import io.hv.StartFlag;
import io.hv.StateReason;
import io.hv.TransientDomain;
import io.hv.kvm.GdbServer;
import io.hv.kvm.KvmDomain;
import io.hv.kvm.contract.OwnRoot;
import io.hv.testkit.requires.RequiresKvm;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** gdb itself attaches, breaks, reads, writes, steps, and sees the end. */
@RequiresKvm
@Timeout(300)
class GdbTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static void contains(String said, String pattern) {
        assertTrue(Pattern.compile(pattern).matcher(said).find(), () -> "no " + pattern + " in:\n" + said);
    }

    @Test
    void breaksReadsStepsAndGoesOnToTheEnd() throws Exception {
        Breaks.assumeTheyWork();
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain =
                        host.create(DebuggedGuest.spec("a", DebuggedGuest.COUNTS, 1), StartFlag.PAUSED);
                GdbServer server = domain.as(KvmDomain.class).gdb()) {
            String said = Gdb.debug(
                    server.address(),
                    "info registers rip cr0 efer cs eflags",
                    "break *0x100015",
                    "continue",
                    "print/x $rbx",
                    "x/2xg 0x180000",
                    "stepi",
                    "x/3i $rip",
                    "stepi",
                    "print/x *(long *) $rsp",
                    "continue 3",
                    "print/x $rbx",
                    "x/x 0x99999999",
                    "set var $rbx = 0x1010",
                    "set var *(int *) 0x180004 = 0x77",
                    "x/xg 0x180000",
                    "print $xmm0.v4_int32",
                    "monitor registers",
                    "info threads",
                    "delete",
                    "hbreak *0x100023",
                    "continue",
                    "delete",
                    "continue");
            contains(said, "rip +0x100000 ");
            contains(said, "cr0 +0x80000031 ");
            contains(said, "Breakpoint 1, 0x0*100015 in");
            contains(said, "\\$1 = 0x1001\n");
            contains(said, "0x180000:\\s+0x0*1001\\s");
            contains(said, "=> 0x10002a:\\s+push +%rbx\n +0x10002b:\\s+pop +%rcx\n +0x10002c:\\s+ret");
            contains(said, "0x0*10002b in");
            contains(said, "\\$2 = 0x1001\n");
            contains(said, "\\$3 = 0x1002\n");
            contains(said, "Cannot access memory at address 0x99999999");
            contains(said, "0x180000:\\s+0x0*7700001002\\s");
            contains(said, "\\$4 = \\{0, 0, 0, 0\\}");
            contains(said, "rip 0000000000100015");
            contains(said, "Thread 1 \\(vCPU 0\\)");
            contains(said, "0x0*100023 in");
            contains(said, "exited normally");
            assertEquals(StateReason.SHUT_DOWN, domain.awaitEnd(PATIENCE).reason());
            assertEquals(OptionalInt.of(33), domain.as(KvmDomain.class).debugExit());
        }
    }

    @Test
    void readsWritesAndStepsWithoutABreakpoint() throws Exception {
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain =
                        host.create(DebuggedGuest.spec("a", DebuggedGuest.COUNTS, 1), StartFlag.PAUSED);
                GdbServer server = domain.as(KvmDomain.class).gdb()) {
            String said = Gdb.debug(
                    server.address(),
                    "stepi 5",
                    "x/i $rip",
                    "print/x *(long *) 0x180000",
                    "print/x *(long *) $rsp",
                    "set var $rbx = 0x1010",
                    "info registers rbx rsp cs",
                    "continue");
            contains(said, "=> 0x10002a:\\s+push");
            contains(said, "\\$1 = 0x1001\n");
            contains(said, "\\$2 = 0x10001a\n");
            contains(said, "rbx +0x1010 ");
            contains(said, "rsp +0x1ffff8 ");
            contains(said, "exited normally");
            assertEquals(StateReason.SHUT_DOWN, domain.awaitEnd(PATIENCE).reason());
        }
    }

    @Test
    void twoVcpusAndDetach() throws Exception {
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain = host.create(DebuggedGuest.spec("a", DebuggedGuest.SPINS, 2));
                GdbServer server = domain.as(KvmDomain.class).gdb()) {
            String said = Gdb.debug(
                    server.address(),
                    "info threads",
                    "thread 2",
                    "info registers rip",
                    "thread 1",
                    "stepi",
                    "print/x (long) $rip & ~3L",
                    "detach");
            contains(said, "1 +Thread 1 \\(vCPU 0\\)");
            contains(said, "2 +Thread 2 \\(vCPU 1, waits to be started\\)");
            contains(said, "rip +0xfff0 ");
            contains(said, "\\$1 = 0x100000\n");
            contains(said, "detached");
            domain.awaitState(DomainState.RUNNING, PATIENCE);
        }
    }

    @Test
    void ctrlC() throws Exception {
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain =
                        host.create(DebuggedGuest.spec("a", DebuggedGuest.SPINS, 1), StartFlag.PAUSED);
                GdbServer server = domain.as(KvmDomain.class).gdb()) {
            Process gdb = Gdb.start(server.address(), "continue", "print/x $cs", "detach");
            domain.awaitState(DomainState.RUNNING, PATIENCE);
            Gdb.pressCtrlC(gdb);
            String said = Gdb.said(gdb);
            contains(said, "received signal SIGINT");
            contains(said, "\\$1 = 0x10\n");
            contains(said, "detached");
        }
    }
}
