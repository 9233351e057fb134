package io.hv.xml.domain;

import io.hv.HostPath;
import io.hv.xml.domain.OsElement.Loader.LoaderType;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** By what a guest is started. Immutable. */
public sealed interface BootMethod {

    /**
     * Firmware that libvirt finds. The file that it has found, where the document tells, is in {@link OsElement#loader()}.
     *
     * @param kind which; null for the machine's usual one
     */
    record Firmware(OsElement.@Nullable Firmware kind) implements BootMethod {

        /** The machine's usual firmware. */
        public Firmware() {
            this(null);
        }
    }

    /**
     * Firmware from a file.
     *
     * @param file the firmware
     * @param type how the guest sees it; null where the hypervisor decides it
     */
    record Loader(HostPath file, @Nullable LoaderType type) implements BootMethod {

        /** Refuses null. */
        public Loader {
            Objects.requireNonNull(file, "file");
        }
    }

    /**
     * A Linux kernel, without anything before it but the firmware that there is.
     *
     * @param kernel the kernel
     * @param initrd its initial RAM disk; null for none
     * @param commandLine its command line; null for none. A blank one cannot be written, and is refused where it is set
     */
    record Kernel(
            HostPath kernel,
            @Nullable HostPath initrd,
            @Nullable String commandLine) implements BootMethod {

        /** Refuses null. */
        public Kernel {
            Objects.requireNonNull(kernel, "kernel");
        }

        /** A kernel alone. */
        public Kernel(HostPath kernel) {
            this(kernel, null, null);
        }
    }

    /**
     * A container's first program.
     *
     * @param init the program, in the container; null for its {@code /sbin/init}
     * @param arguments its arguments, in their order. A blank one cannot be written, and is refused where it is set
     */
    record Container(@Nullable HostPath init, List<String> arguments) implements BootMethod {

        /** Copies the list. */
        public Container {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * A program on the host that finds the guest's kernel.
     *
     * @param program the program; null for the hypervisor's usual one, which Xen has for paravirtualized guests
     * @param arguments its arguments, as one text; null for none
     */
    record HostBootloader(
            @Nullable String program, @Nullable String arguments) implements BootMethod {

        /** The hypervisor's usual program. */
        public HostBootloader() {
            this(null, null);
        }
    }
}
