package io.hv.kvm.backend;

import io.hv.DomainSpec;
import io.hv.HostFailureException;
import io.hv.HostUnavailableException;
import io.hv.HypervisorException;
import io.hv.InterruptedOperationException;
import io.hv.InvalidSpecException;
import io.hv.InvalidStateException;
import io.hv.NetworkSpec;
import io.hv.SpecFault;
import io.hv.Support;
import io.hv.image.ImageException;
import io.hv.kvm.boot.BootException;
import io.hv.kvm.bus.StillBusyException;
import io.hv.kvm.net.gateway.GatewayException;
import io.hv.kvm.storage.CommitFailedException;
import io.hv.kvm.storage.DiskInUseException;
import io.hv.nativeaccess.Errno;
import io.hv.nativeaccess.NativeException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what went wrong below in the API's words. */
final class HostErrors {

    /** What an image that is in use names as what is wrong with it. */
    private static final String LOCK = "lock";

    private HostErrors() {}

    /**
     * What cannot be booted is a fault of the spec; but an interrupt closes a file that is being read, which says nothing
     * of the file.
     *
     * @param doing what was interrupted then, for example {@code start of 'web'}
     */
    static HypervisorException boot(String doing, String domain, BootException e) {
        if (isInterrupt(e)) {
            InterruptedOperationException interrupted = new InterruptedOperationException(doing);
            interrupted.addSuppressed(e);
            return interrupted;
        }
        return new InvalidSpecException(
                "domain '" + domain + "'", List.of(SpecFault.of("boot", e.what(), e.why(), e.remedy())), e);
    }

    private static boolean isInterrupt(Throwable failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof ClosedByInterruptException) {
                return true;
            }
        }
        return false;
    }

    /** The kernel refused something that a machine needs. */
    static HypervisorException failure(String doing, NativeException e) {
        return new HostFailureException(doing + " failed: " + e.getMessage(), remedy(e), e.call(), e.errno(), e);
    }

    /** A network cannot be on a bridge of the host's. */
    static HypervisorException bridge(String network, String bridge, NativeException e) {
        String remedy = switch (e.errno()) {
            case Errno.EPERM, Errno.EACCES -> "run as root, or with CAP_NET_ADMIN and a right to /dev/net/tun";
            case Errno.ENODEV ->
                "name a bridge that there is, or make it: ip link add " + bridge
                        + " type bridge; or load the module tun";
            case Errno.ENOENT -> "load the module tun; in a container --device /dev/net/tun";
            case Errno.EOPNOTSUPP -> "name a bridge: " + bridge + " is another kind of interface";
            default -> "see 'ip link show type bridge', and the kernel's log";
        };
        return new HostFailureException(
                "network '" + network + "' cannot be on the bridge '" + bridge + "': " + e.getMessage(),
                remedy,
                e.call(),
                e.errno(),
                e);
    }

    /** The host cannot be the gateway of a network. */
    static HypervisorException gateway(NetworkSpec spec, GatewayException e) {
        String message = "network '" + spec.name() + "' cannot be of mode " + spec.mode() + ": " + e.getMessage();
        return e.getCause() instanceof NativeException cause
                ? new HostFailureException(message, e.remedy(), cause.call(), cause.errno(), e)
                : new HostFailureException(message, e.remedy(), "start", 0, e);
    }

    /** The machine cannot stand still. */
    static HypervisorException failure(String doing, StillBusyException e) {
        return new HostFailureException(
                doing + " failed: " + e.getMessage(),
                "see what keeps the device's file on this host from answering (dmesg, iostat)",
                "wait for requests",
                0,
                e);
    }

    /** Another machine of this process has the disk. */
    static HypervisorException inUse(String doing, DiskInUseException e) {
        return new InvalidStateException(
                doing + " failed: " + e.getMessage(),
                "stop the other machine and its clones first, or give each a copy, or attach it read-only to all",
                e);
    }

    /** A disk's image is damaged, or of a kind that is not read; or somebody else has it. */
    static HypervisorException image(DomainSpec spec, int disk, ImageException e) {
        if (e.field().equals(LOCK)) {
            return new InvalidStateException(
                    "the start of '" + spec.name() + "' failed: " + said(e), remedy(e, "end what has it open"), e);
        }
        String file = spec.disks().get(disk).source().file().orElseThrow().path();
        String about = e.file() + ": ";
        String why = said(e);
        boolean isOwn = e.file().equals(Path.of(file)) && why.startsWith(about);
        return new InvalidSpecException(
                "domain '" + spec.name() + "'",
                List.of(SpecFault.of(
                        "disks[" + disk + "].source",
                        file,
                        isOwn ? why.substring(about.length()) : why,
                        remedy(e, "see what is wrong with it, or put a sound one there"))),
                e);
    }

    /** An image cannot be of some size. */
    static HypervisorException notResizable(String target, ImageException e) {
        return new HostFailureException(
                "the resize of the disk '" + target + "' failed: " + said(e),
                remedy(e, "see what its format allows, and whether its file system has room"),
                "resize",
                0,
                e);
    }

    /** Without the remedy, which comes at the end. */
    private static String said(ImageException e) {
        String message = String.valueOf(e.getMessage());
        String remedy = " [" + e.remedy() + "]";
        return message.endsWith(remedy) ? message.substring(0, message.length() - remedy.length()) : message;
    }

    private static String remedy(ImageException e, String otherwise) {
        return e.remedy().isEmpty() ? otherwise : e.remedy();
    }

    /** A disk has no overlay. */
    static HypervisorException noOverlay(String doing, IOException e) {
        int errno = e.getCause() instanceof NativeException cause ? cause.errno() : 0;
        return new HostFailureException(
                doing + " failed: " + e.getMessage(),
                "name a folder with room by the system property hv.kvm.overlays",
                "open",
                errno,
                e);
    }

    /** A machine in a file cannot go on from there; the reason says why. */
    static HostFailureException notRestorable(Path file, IllegalArgumentException e) {
        return new HostFailureException(
                file + " cannot be restored: " + e.getMessage(), "save the machine again", "read " + file, 0, e);
    }

    /** A file cannot be written. */
    static HostFailureException unwritable(String what, Path file, IOException e) {
        return new HostFailureException(
                what + " cannot be written to " + file + ": " + e,
                "see that the folder is there, may be written, and has room",
                "write " + file,
                0,
                e);
    }

    /** An image has only a part of what it should have. */
    static HostFailureException lost(CommitFailedException e) {
        return new HostFailureException(
                String.valueOf(e.getMessage()),
                "check the file systems in the image, or restore it; see whether its disk has room, and answers",
                "pwritev",
                0,
                e);
    }

    /** The device cannot be opened. */
    static HostUnavailableException unavailable(Support why, @Nullable Throwable cause) {
        int code = cause instanceof NativeException e ? e.errno() : 0;
        return new HostUnavailableException(
                "kvm:/// cannot be opened: " + why.reason(), why.remedy(), "open " + KvmAccess.DEVICE, code, cause);
    }

    private static String remedy(NativeException e) {
        return switch (e.errnoName()) {
            case "ENOMEM" -> "give the host, or the container, more memory, or the domain less";
            case "EMFILE" -> "raise the limit of open files (ulimit -n)";
            case "ENFILE" -> "the whole host has no file left; close some";
            case "EACCES", "EPERM" -> "let this user use " + KvmAccess.DEVICE + ": add it to the group kvm";
            default -> "see the kernel's log (dmesg) for what it says of KVM";
        };
    }
}
