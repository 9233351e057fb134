package io.hv.libvirt;

import io.hv.ByteSize;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Feature;
import io.hv.MigrationSpec;
import io.hv.NetworkSpec;
import io.hv.libvirt.LibvirtOptions.Acceleration;
import io.hv.testkit.contract.BackendUnderTest;
import io.hv.testkit.contract.GuestKind;
import io.hv.testkit.contract.KnownGap;
import io.hv.testkit.guest.GuestImages;
import io.hv.testkit.guest.GuestTask;
import io.hv.testkit.requires.LibvirtCondition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The libvirt backend on libvirt's QEMU driver: a libvirtd of the tests' own, one for the whole run, whose guests are a
 * distribution's stock kernel with an initramfs that plays the parts ({@link GuestTask}), in QEMU's emulator.
 */
public final class QemuBackend implements BackendUnderTest {

    private static final int SLOWER = 6;

    private static @Nullable PrivateLibvirtd daemon;
    private static @Nullable PrivateLibvirtd other;

    /** For the suite, which names it. */
    public QemuBackend() {}

    @Override
    public String name() {
        return "libvirt-qemu";
    }

    @Override
    public String freshUri() {
        return daemon().uri();
    }

    private static synchronized PrivateLibvirtd daemon() {
        if (daemon == null) {
            daemon = started();
        }
        return daemon;
    }

    private static synchronized PrivateLibvirtd other() {
        if (other == null) {
            other = started();
        }
        return other;
    }

    private static PrivateLibvirtd started() {
        try {
            PrivateLibvirtd started = PrivateLibvirtd.start();
            Runtime.getRuntime().addShutdownHook(new Thread(started::close, "hv-libvirtd-close"));
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String elsewhere() {
        return other().uri();
    }

    /** Both daemons are on this machine, which has one address. */
    @Override
    public MigrationSpec migration() {
        return MigrationSpec.live()
                .with(LibvirtMigration.direct().memoryUri("unix://" + other().meetingPlace("memory")));
    }

    @Override
    public Set<Feature> claims() {
        return Set.of(
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
                Feature.BOOT_LINUX,
                Feature.DISKS,
                Feature.DISK_RESIZE,
                Feature.DISK_STATISTICS,
                Feature.STATISTICS,
                Feature.DISK_LIMITS,
                Feature.NICS,
                Feature.NIC_LINK,
                Feature.DISPLAY,
                Feature.HOT_PLUG,
                Feature.NETWORKS,
                Feature.SNAPSHOTS,
                Feature.POOLS,
                Feature.VOLUME_RESIZE,
                Feature.COPY,
                Feature.COPY_LINKED,
                Feature.VOLUME_TRANSFER,
                Feature.MIGRATE,
                Feature.SAVE,
                Feature.AGENT,
                Feature.GUEST_CODE,
                Feature.OUTLIVES_PROCESS);
    }

    @Override
    public Optional<DomainSpec> guest(GuestKind kind, String name) {
        if (kind == GuestKind.MARKER) {
            return Optional.empty();
        }
        Optional<GuestImages> images =
                kind == GuestKind.AGENT ? GuestImages.withAgentFromProperties() : GuestImages.fromProperties();
        if (kind == GuestKind.AGENT && images.isEmpty()) {
            return Optional.empty();
        }
        GuestTask task = switch (kind) {
            case AGENT -> GuestTask.AGENT;
            case IDLE, DEAF, MARKER -> GuestTask.IDLE;
            case TALKER -> GuestTask.TALK;
            case ENDER -> GuestTask.END;
            case POLITE -> GuestTask.HEED;
            case CRASHER -> GuestTask.CRASH;
            case ECHO -> GuestTask.ECHO;
        };
        return Optional.of(DomainSpec.named(name)
                .memory(ByteSize.mib(128))
                .agent(kind == GuestKind.AGENT)
                .boot(images.orElseThrow().boot(task, "quiet", "nokaslr", "mitigations=off"))
                .with(LibvirtOptions.defaults().acceleration(Acceleration.EMULATION))
                .build());
    }

    /** One that is on a bridge of somebody else's: to start another, libvirt makes a bridge on this machine, and firewall rules. */
    @Override
    public NetworkSpec network(String name) {
        return NetworkSpec.bridge(name, "br-none").build();
    }

    /** A Linux must have booted before it hears its power button. */
    @Override
    public void untilItListens(Domain domain) {
        try (ConsoleSession console = domain.console().open(From.START)) {
            console.expect("ready\n", patience());
        }
    }

    @Override
    public List<KnownGap> knownGaps() {
        String why =
                "libvirt's QEMU driver names files after the domain, so a name has less than the 255 bytes of a file's";
        return List.of(
                KnownGap.always("NameContract.taken[255 bytes]", why),
                KnownGap.always("NameContract.taken[255 bytes of UTF-8]", why));
    }

    @Override
    public Optional<String> unavailable() {
        return LibvirtCondition.missing()
                .or(() -> Optional.ofNullable(PrivateLibvirtd.missing()))
                .or(() -> GuestImages.fromProperties().isPresent()
                        ? Optional.empty()
                        : Optional.of(GuestImages.KERNEL_PROPERTY + " names no stock kernel"));
    }

    /** An emulated Linux boots in seconds where another backend's guest takes milliseconds. */
    @Override
    public Duration patience() {
        return BackendUnderTest.super.patience().multipliedBy(SLOWER);
    }

    /** The owner that the contracts kill boots the same kernel. */
    @Override
    public List<String> javaOptions() {
        return Stream.of(GuestImages.KERNEL_PROPERTY, GuestImages.INITRD_PROPERTY)
                .map(property -> "-D" + property + "=" + System.getProperty(property))
                .toList();
    }

    @Override
    public Set<String> traces() {
        return daemon().machines();
    }
}
