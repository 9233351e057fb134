package io.hv.libvirt;

import io.hv.Feature;
import io.hv.Support;
import io.hv.backend.FeatureTable;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * What is known of one of libvirt's drivers. A feature is claimed where it was seen to work, and for no other driver.
 *
 * @param features what hosts of this driver support
 * @param inProcess whether its machines live in this process; otherwise they are libvirtd's, and a transient one must be
 *     bound to the connection so that a killed process leaves none behind
 * @param definition the flags by which it tells what a network or a pool is defined as, whatever it is at the moment
 */
record Driver(FeatureTable features, boolean inProcess, int definition) {

    static final String BACKEND = "libvirt";

    private static final String ELSEWHERE = "use kvm:///, whose machines live in this process";

    /** The driver by the name that it has for itself, at that URI. */
    static Driver of(String type, URI uri) {
        String name = type.toUpperCase(Locale.ROOT);
        boolean local = uri.getScheme().indexOf('+') < 0 && uri.getHost() == null;
        FeatureTable features = FeatureTable.of(BACKEND, claims(name))
                .with(Feature.EDIT, Documents::support)
                .with(Feature.DOCUMENTS, Documents::support)
                .with(
                        Feature.DIAGNOSE,
                        Support.no(
                                "what is found on this machine says little of a daemon's, which may be elsewhere",
                                "ask Diagnosis.ofThisMachine(), or hv doctor"))
                .with(Feature.CONTENT_BYTES, Support.no("libvirt reads files only", "write the bytes to a file"))
                .with(Feature.BOOT_ELF, noBoot())
                .with(Feature.BOOT_MULTIBOOT, noBoot())
                .with(Feature.BOOT_BINARY, noBoot())
                .with(
                        Feature.STOCK_GUESTS,
                        Support.no(
                                "libvirt does not tell whether a host's KVM runs everything",
                                "try it; LibvirtOptions.Acceleration.EMULATION does where QEMU is installed"))
                .with(Feature.CRASH_REPORT, Support.no("libvirt only tells that a guest has crashed", ELSEWHERE));
        if (!name.equals("TEST")) {
            return new Driver(
                    ofQemu(name, features)
                            .with(Feature.OUTLIVES_PROCESS, Support.yes())
                            .with(Feature.DEFINITIONS_PERSIST, Support.yes()),
                    false,
                    LibvirtCalls.OTHERS_XML_INACTIVE);
        }
        features = features.with(Feature.CONSOLE, testDriver("print: it has no guests"))
                .with(Feature.DISK_RESIZE, testDriver("resize a disk"))
                .with(Feature.STATISTICS, testDriver("count: it gives the time of day for that of processors"))
                .with(Feature.DISPLAY, testDriver("show a screen: it has one picture for all"))
                .with(Feature.NIC_LINK, testDriver("change a device"))
                .with(Feature.HOT_PLUG, testDriver("attach or detach a device"))
                .with(Feature.VOLUME_RESIZE, testDriver("resize a volume"))
                .with(Feature.VOLUME_TRANSFER, testDriver("send or receive a volume"))
                .with(Feature.MIGRATE, testDriver("move machines"))
                .with(
                        Feature.SAVE,
                        Support.no(
                                "libvirt's test driver writes files that say nothing of a machine's state",
                                "use qemu:///system or kvm:///"))
                .with(Feature.COPY, testDriver("copy files"))
                .with(Feature.COPY_LINKED, testDriver("make overlays of files"))
                .with(Feature.AGENT, testDriver("run guests, and so has no agents"));
        if (!local) {
            // The test driver cannot bind a machine to its connection.
            return new Driver(
                    features.with(Feature.OUTLIVES_PROCESS, Support.yes())
                            .with(
                                    Feature.TRANSIENT,
                                    Support.no("a killed process would leave its machines", "use test:///FILE.xml")),
                    false,
                    0);
        }
        return new Driver(
                features.with(Feature.START_PAUSED, testDriver("start a machine without running it"))
                        .with(Feature.RESET, testDriver("reset a machine"))
                        .with(Feature.GUEST_CODE, testDriver("run guests: it plays their life cycle only"))
                        .with(Feature.STOCK_GUESTS, testDriver("run guests: it plays their life cycle only")),
                true,
                0);
    }

    private static FeatureTable ofQemu(String name, FeatureTable features) {
        return name.equals("QEMU")
                ? features.with(Feature.COPY, Documents::support)
                        .with(Feature.COPY_LINKED, Documents::support)
                        .with(Feature.AGENT, QemuCalls::support)
                : features;
    }

    /** The same where libvirt has no networks, or no pools, for a reason. */
    Driver without(Feature feature, String reason) {
        return new Driver(
                features.with(
                        feature,
                        Support.no(
                                "this libvirt gives no access to " + feature.id() + ": " + reason,
                                "see whether its driver of them is there (libvirt-daemon-driver-network,"
                                        + " libvirt-daemon-driver-storage) and runs")),
                inProcess,
                definition);
    }

    private static Set<Feature> claims(String name) {
        return switch (name) {
            case "TEST" ->
                Set.of(
                        Feature.DEFINE,
                        Feature.TRANSIENT,
                        Feature.SUSPEND,
                        Feature.SHUTDOWN,
                        Feature.EVENTS,
                        Feature.SMP,
                        Feature.BOOT_LINUX,
                        Feature.DISKS,
                        Feature.DISK_STATISTICS,
                        Feature.DISK_LIMITS,
                        Feature.NICS,
                        Feature.NETWORKS,
                        Feature.POOLS,
                        Feature.SNAPSHOTS);
            case "QEMU" ->
                Set.of(
                        Feature.DEFINE,
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
                        Feature.POOLS,
                        Feature.VOLUME_RESIZE,
                        Feature.VOLUME_TRANSFER,
                        Feature.SNAPSHOTS,
                        Feature.MIGRATE,
                        Feature.SAVE,
                        Feature.GUEST_CODE);
            default -> Set.of();
        };
    }

    private static Support noBoot() {
        return Support.no("libvirt boots Linux kernels and firmware only", ELSEWHERE);
    }

    private static Support testDriver(String what) {
        return Support.no("libvirt's test driver cannot " + what, "use qemu:///system or kvm:///");
    }
}
