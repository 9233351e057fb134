package io.hv.xml.domain;

import io.hv.HostPath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** By what a guest is started. Immutable. */
public sealed interface BootMethod {

    /**
     * Firmware that libvirt finds.
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
    record Loader(HostPath file, OsElement.Loader.@Nullable LoaderType type) implements BootMethod {}

    /**
     * A Linux kernel, without anything before it but the firmware that there is.
     *
     * @param kernel the kernel
     * @param initrd its initial RAM disk; null for none
     * @param commandLine its command line; null for none
     */
    record Kernel(
            HostPath kernel,
            @Nullable HostPath initrd,
            @Nullable String commandLine) implements BootMethod {}

    /**
     * A container's first program.
     *
     * @param init the program, in the container; null for its {@code /sbin/init}
     * @param arguments its arguments, in their order; none of them empty
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
            @Nullable String program, @Nullable String arguments) implements BootMethod {}
}
