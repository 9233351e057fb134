package io.hv.libvirt;

import com.sun.jna.CallbackReference;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import io.hv.HostUnavailableException;
import io.hv.libvirt.LibvirtCalls.ErrorHandler;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What there is once in a process: libvirt's library, the handler of its errors and its event loop. Made at the first
 * {@link #get}, and there for the rest of the process, as libvirt cannot be unloaded.
 */
final class LibvirtRuntime {

    private static final Logger LOG = LoggerFactory.getLogger("io.hv.libvirt");
    /** {@code virError.message}: behind two ints. */
    private static final long MESSAGE_OFFSET = 8;

    private static @Nullable LibvirtRuntime instance;

    /** libvirt keeps only the address, so the collector must not have it. */
    private final ErrorHandler errors = LibvirtRuntime::note;

    private final LibvirtCalls calls;
    private final EventLoop loop;

    private LibvirtRuntime() {
        calls = load(libraryName());
        QuickCalls.bind(libraryName());
        // By default libvirt prints each error to stderr, beside returning it.
        calls.virSetErrorFunc(null, CallbackReference.getFunctionPointer(errors));
        if (calls.virInitialize() < 0) {
            throw LibvirtFailure.last(calls, "virInitialize").unavailable("libvirt");
        }
        loop = EventLoop.start(calls);
    }

    /**
     * The one of this process, made at the first call.
     *
     * @throws HostUnavailableException if the library is not there
     */
    static synchronized LibvirtRuntime get() {
        if (instance == null) {
            instance = new LibvirtRuntime();
        }
        return instance;
    }

    static String libraryName() {
        return Platform.isWindows() ? "virt-0" : "virt";
    }

    /** Maps a library, without calling it. */
    static LibvirtCalls load(String library) {
        try {
            return Native.load(
                    library, LibvirtCalls.class, Map.of(Library.OPTION_STRING_ENCODING, StandardCharsets.UTF_8.name()));
        } catch (UnsatisfiedLinkError e) {
            throw new HostUnavailableException(
                    "libvirt's library '" + library + "' cannot be loaded: " + e.getMessage(),
                    "install it: the package libvirt0 on Debian and Ubuntu, libvirt-libs on Fedora, libvirt on Arch",
                    "dlopen " + library,
                    0,
                    e);
        }
    }

    private static void note(@Nullable Pointer userData, Pointer error) {
        if (LOG.isDebugEnabled()) {
            Pointer message = error.getPointer(MESSAGE_OFFSET);
            LOG.debug(
                    "libvirt error {}: {}",
                    error.getInt(0),
                    message == null ? "" : message.getString(0, StandardCharsets.UTF_8.name()));
        }
    }

    LibvirtCalls calls() {
        return calls;
    }

    EventLoop loop() {
        return loop;
    }
}
