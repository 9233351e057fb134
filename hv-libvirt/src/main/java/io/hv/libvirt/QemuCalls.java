package io.hv.libvirt;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import io.hv.Support;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.CString;
import org.libvirt.jna.DomainPointer;

/** The functions of libvirt's second library, of what only its QEMU driver has. libvirt-java's own loads it at once or never. */
interface QemuCalls extends Library {

    /** {@code VIR_ERR_AGENT_COMMAND_TIMEOUT}, younger than libvirt-java. */
    int ERROR_AGENT_COMMAND_TIMEOUT = 112;
    /** {@code VIR_ERR_AGENT_COMMAND_FAILED}, younger than libvirt-java. */
    int ERROR_AGENT_COMMAND_FAILED = 113;

    /**
     * Sends a command to the agent in the guest.
     *
     * @param timeout in seconds from the moment on at which libvirt has got in step with the agent
     * @return its answer, null where that failed
     */
    @Nullable
    CString virDomainQemuAgentCommand(DomainPointer domain, String command, int timeout, int flags);

    /** The library, where it is there. */
    static QemuCalls get() {
        return Objects.requireNonNull(Loaded.CALLS, "libvirt-qemu is not there, and was not asked for");
    }

    /** Whether the library is there. */
    static Support support() {
        return Loaded.CALLS == null
                ? Support.no(
                        "libvirt's library libvirt-qemu cannot be loaded: " + Loaded.REASON,
                        "install it: it is in the package libvirt0 on Debian and Ubuntu, libvirt-libs on Fedora")
                : Support.yes();
    }

    /** Loaded at the first question. */
    final class Loaded {

        private static final @Nullable QemuCalls CALLS;
        private static final String REASON;

        static {
            QemuCalls calls = null;
            String reason = "";
            try {
                calls = Native.load(
                        Platform.isWindows() ? "virt-qemu-0" : "virt-qemu",
                        QemuCalls.class,
                        Map.of(OPTION_STRING_ENCODING, StandardCharsets.UTF_8.name()));
            } catch (UnsatisfiedLinkError e) {
                reason = String.valueOf(e.getMessage());
            }
            CALLS = calls;
            REASON = reason;
        }

        private Loaded() {}
    }
}
