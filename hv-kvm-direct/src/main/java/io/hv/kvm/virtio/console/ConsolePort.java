package io.hv.kvm.virtio.console;

import io.hv.kvm.bus.ByteSink;
import io.hv.kvm.bus.ByteSource;

/**
 * What is on this side of a port.
 *
 * @param name by which the guest knows it, as {@code /dev/virtio-ports/NAME}; empty for none
 * @param console whether the guest makes a terminal of it, {@code hvc0} and so on
 * @param input what the guest reads
 * @param output what the guest writes
 */
public record ConsolePort(String name, boolean console, ByteSource input, ByteSink output) {

    /** A terminal without a name. */
    public static ConsolePort console(ByteSource input, ByteSink output) {
        return new ConsolePort("", true, input, output);
    }

    /** A port for programs. */
    public static ConsolePort named(String name, ByteSource input, ByteSink output) {
        return new ConsolePort(name, false, input, output);
    }
}
