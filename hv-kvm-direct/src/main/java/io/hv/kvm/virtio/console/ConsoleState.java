package io.hv.kvm.virtio.console;

import java.util.List;

/**
 * Everything that a {@link VirtioConsole} remembers.
 *
 * @param ports by number
 * @param pending messages that the driver has yet to give room for, in order
 */
public record ConsoleState(List<PortState> ports, List<ControlMessage> pending) {

    /** Copies the lists. */
    public ConsoleState {
        ports = List.copyOf(ports);
        pending = List.copyOf(pending);
    }
}
