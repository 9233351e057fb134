package io.hv.kvm.backend;

import io.hv.HostFailureException;
import io.hv.HostUnavailableException;
import io.hv.HypervisorException;
import io.hv.InterruptedOperationException;
import io.hv.InvalidSpecException;
import io.hv.InvalidStateException;
import io.hv.SpecFault;
import io.hv.Support;
import io.hv.kvm.boot.BootException;
import io.hv.kvm.bus.StillBusyException;
import io.hv.kvm.storage.CommitFailedException;
import io.hv.kvm.storage.DiskInUseException;
import io.hv.nativeaccess.NativeException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what went wrong below in the API's words. */
final class HostErrors {

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
                "check the file systems in the image, or restore it; and see whether its disk has room, and answers",
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
