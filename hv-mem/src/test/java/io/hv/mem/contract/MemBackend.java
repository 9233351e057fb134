package io.hv.mem.contract;

import io.hv.CrashReport;
import io.hv.DomainSpec;
import io.hv.Feature;
import io.hv.mem.MemGuest;
import io.hv.testkit.contract.BackendUnderTest;
import io.hv.testkit.contract.GuestKind;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** {@code mem:///} for the contracts: a world of its own for each. */
public class MemBackend implements BackendUnderTest {

    static final Set<Feature> ALL = Set.of(
            Feature.DEFINE,
            Feature.EDIT,
            Feature.TRANSIENT,
            Feature.START_PAUSED,
            Feature.SUSPEND,
            Feature.SHUTDOWN,
            Feature.RESET,
            Feature.EVENTS,
            Feature.CONSOLE,
            Feature.SMP,
            Feature.CPU_POLICY,
            Feature.BOOT_LINUX,
            Feature.BOOT_ELF,
            Feature.BOOT_MULTIBOOT,
            Feature.BOOT_BINARY,
            Feature.CONTENT_BYTES,
            Feature.DISKS,
            Feature.DISK_RESIZE,
            Feature.DISK_STATISTICS,
            Feature.STATISTICS,
            Feature.DISK_LIMITS,
            Feature.DISK_THROWAWAY,
            Feature.CLONE_LIVE,
            Feature.SAVE,
            Feature.MARKER,
            Feature.CRASH_REPORT,
            Feature.NETWORKS,
            Feature.POOLS,
            Feature.VOLUME_RESIZE,
            Feature.DIAGNOSE);

    @Override
    public String name() {
        return "mem";
    }

    @Override
    public String freshUri() {
        return "mem:///" + UUID.randomUUID();
    }

    @Override
    public Set<Feature> claims() {
        return ALL;
    }

    @Override
    public Optional<DomainSpec> guest(GuestKind kind, String name) {
        return kind == GuestKind.AGENT
                ? Optional.empty()
                : Optional.of(DomainSpec.named(name).build().with(script(kind)));
    }

    private static MemGuest script(GuestKind kind) {
        MemGuest quiet = MemGuest.quiet();
        return switch (kind) {
            case IDLE, POLITE, AGENT -> quiet;
            case DEAF -> quiet.ignoresShutdown();
            case TALKER -> quiet.prints(GuestKind.GREETING);
            case ENDER -> quiet.prints(GuestKind.GREETING).shutsDown();
            case CRASHER ->
                quiet.crashes(CrashReport.of(
                        CrashReport.Cause.TRIPLE_FAULT, "a fault while a double fault was delivered", "", new byte[0]));
            case MARKER -> quiet.marks(GuestKind.MARK);
            case ECHO -> quiet.prints(GuestKind.GREETING).echoes();
        };
    }
}
