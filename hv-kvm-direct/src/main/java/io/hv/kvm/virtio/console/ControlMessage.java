package io.hv.kvm.virtio.console;

import io.hv.kvm.bus.StateChecks;

/**
 * A message about a port (struct virtio_console_control): port 4, event 2, value 2; a name follows PORT_NAME.
 *
 * @param port its number
 * @param event what about it, one of the constants
 * @param value depends on the event
 */
public record ControlMessage(int port, int event, int value) {

    static final int SIZE = 8;

    static final int DEVICE_READY = 0;
    static final int PORT_ADD = 1;
    static final int PORT_READY = 3;
    static final int CONSOLE_PORT = 4;
    static final int PORT_OPEN = 6;
    static final int PORT_NAME = 7;

    /**
     * A message.
     *
     * @throws IllegalArgumentException if its fields do not have its numbers
     */
    public ControlMessage {
        StateChecks.inRange("port", port, 0, VirtioConsole.MOST_PORTS - 1);
        StateChecks.inRange("event", event, 0, PORT_NAME);
        StateChecks.inRange("value", value, 0, 0xffff);
    }
}
