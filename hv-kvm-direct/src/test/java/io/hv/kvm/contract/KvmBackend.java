package io.hv.kvm.contract;

import io.hv.BinaryBoot;
import io.hv.ByteSize;
import io.hv.Content;
import io.hv.DomainSpec;
import io.hv.Feature;
import io.hv.Host;
import io.hv.NicModel;
import io.hv.guests.SmallGuest;
import io.hv.guests.SmallGuests;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.ioctl.KvmVm;
import io.hv.kvm.measure.EmulatedHost;
import io.hv.kvm.probe.Probes;
import io.hv.testkit.contract.BackendUnderTest;
import io.hv.testkit.contract.GuestKind;
import io.hv.testkit.guest.GuestImages;
import io.hv.testkit.guest.GuestTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code kvm:///} for the contracts. All handles of a process share one host, with a root of its own. */
public final class KvmBackend implements BackendUnderTest {

    private static final int GREET_AND_STAY = 1;
    private static final int GREET_AND_END = 2;
    private static final int ECHO = 3;
    private static final int HEED_THE_BUTTON = 4;
    private static final Path DEVICE = Path.of("/dev/kvm");

    /**
     * Kept for the life of the process: where the last VM ends, the kernel switches virtualization off on every processor,
     * and on again for the next, which the lab's emulation does not always survive.
     */
    private static @Nullable KvmVm held;

    /** For the contracts, which create it. */
    public KvmBackend() {}

    private static synchronized void keepVirtualizationOn() {
        if (held == null) {
            try (Kvm kvm = Kvm.open()) {
                held = kvm.createVm();
            }
        }
    }

    @Override
    public Host open(String uri) {
        keepVirtualizationOn();
        return Host.open(uri);
    }

    @Override
    public String name() {
        return "kvm";
    }

    @Override
    public String freshUri() {
        return OwnRoot.URI;
    }

    @Override
    public Set<Feature> claims() {
        Set<Feature> claims = new HashSet<>(Set.of(
                Feature.DEFINE,
                Feature.EDIT,
                Feature.DOCUMENTS,
                Feature.DEFINITIONS_PERSIST,
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
                Feature.NETWORKS,
                Feature.NICS,
                Feature.NIC_LINK,
                Feature.HOT_PLUG,
                Feature.MARKER,
                Feature.AGENT,
                Feature.CLONE_LIVE,
                Feature.SAVE,
                Feature.SAVE_DIFFERENCE,
                Feature.CRASH_REPORT,
                Feature.GUEST_CODE,
                Feature.DIAGNOSE));
        if (runsStockGuests()) {
            claims.add(Feature.STOCK_GUESTS);
        }
        return Set.copyOf(claims);
    }

    @Override
    public Set<Feature> differsByMachine() {
        return Set.of(Feature.STOCK_GUESTS);
    }

    private static boolean runsStockGuests() {
        try (Kvm kvm = Kvm.open()) {
            return Probes.of(kvm, KvmOptions.defaults().hideXsave()).stockGuests();
        }
    }

    @Override
    public Optional<DomainSpec> guest(GuestKind kind, String name) {
        if (kind == GuestKind.AGENT) {
            return withAgent(name);
        }
        SmallGuest guest = switch (kind) {
            case IDLE, DEAF, AGENT -> actor(0);
            case TALKER -> actor(GREET_AND_STAY);
            case ENDER -> actor(GREET_AND_END);
            case ECHO -> actor(ECHO);
            case POLITE -> actor(HEED_THE_BUTTON);
            // Writes 1, 2, 3, ... and ends.
            case MARKER ->
                SmallGuests.counter()
                        .with("rounds", GuestKind.MARK)
                        .with("kinds", 1)
                        .with("port", 0x80);
            case CRASHER -> SmallGuests.tripleFault();
        };
        return Optional.of(DomainSpec.named(name)
                .memory(ByteSize.mib(16))
                .boot(BinaryBoot.of(
                        Content.bytes(guest.bytes()),
                        BinaryBoot.Mode.valueOf(guest.mode().name()),
                        guest.loadAddress()))
                .build());
    }

    /** A stock Linux, where this machine runs such, and has an initramfs with an agent for it. */
    private static Optional<DomainSpec> withAgent(String name) {
        if (!runsStockGuests()) {
            return Optional.empty();
        }
        return GuestImages.withAgentFromProperties()
                .map(images -> DomainSpec.named(name)
                        .memory(ByteSize.mib(192))
                        .agent()
                        .boot(images.boot(GuestTask.AGENT, "quiet", EmulatedHost.WORDS))
                        .build());
    }

    private static SmallGuest actor(int part) {
        return SmallGuests.actor().with("part", part);
    }

    @Override
    public Optional<String> unavailable() {
        return Files.isReadable(DEVICE) && Files.isWritable(DEVICE)
                ? Optional.empty()
                : Optional.of(DEVICE + " does not exist here, or may not be opened");
    }

    /** Processes of ours that hold the device open. */
    @Override
    public Set<String> traces() {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(KvmBackend::holdsTheDevice)
                    .map(Path::toString)
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean holdsTheDevice(Path process) {
        try (Stream<Path> files = Files.list(process.resolve("fd"))) {
            return files.anyMatch(KvmBackend::isTheDevice);
        } catch (IOException | UncheckedIOException e) {
            // No process, one that has ended, or one of somebody else's.
            return false;
        }
    }

    private static boolean isTheDevice(Path file) {
        try {
            return Files.readSymbolicLink(file).equals(DEVICE);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public boolean hasUserMode() {
        return false;
    }

    @Override
    public Optional<NicModel> otherNic() {
        return Optional.empty();
    }
}
