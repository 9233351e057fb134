package io.hv.kvm.virtio.console;

import io.hv.kvm.bus.ByteSink;
import io.hv.kvm.bus.ByteSource;

/**
 * What is on this side of a port. One that is neither a terminal nor named is not there: it keeps a number free.
 *
 * @param name by which the guest knows it, as {@code /dev/virtio-ports/NAME}; empty for none
 * @param console whether the guest makes a terminal of it, {@code hvc0} and so on
 * @param input what the guest reads
 * @param output what the guest writes
 * @param opening is told when the guest opens and closes it
 */
public record ConsolePort(String name, boolean console, ByteSource input, ByteSink output, PortOpening opening) {

    /** A terminal without a name. */
    public static ConsolePort console(ByteSource input, ByteSink output) {
        return new ConsolePort("", true, input, output, PortOpening.NOBODY);
    }

    /** No port. A driver that knows nothing of several ports takes the first for a terminal all the same, in vain. */
    public static ConsolePort none() {
        return new ConsolePort("", false, () -> ByteSource.NOTHING, octet -> {}, PortOpening.NOBODY);
    }

    /** Whether the guest is told of it. */
    boolean exists() {
        return console || !name.isEmpty();
    }

    /** A port for programs. */
    public static ConsolePort named(String name, ByteSource input, ByteSink output) {
        return new ConsolePort(name, false, input, output, PortOpening.NOBODY);
    }

    /** The same port, with somebody who is told when the guest opens and closes it. */
    public ConsolePort whenOpened(PortOpening listener) {
        return new ConsolePort(name, console, input, output, listener);
    }
}
