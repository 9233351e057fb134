package io.hv.xml.domain;

import io.hv.HostPath;
import org.jspecify.annotations.Nullable;

/**
 * How people reach a display. A port is 1 to 65,535, or -1 where libvirt chooses one when the domain starts, whatever it has
 * chosen of a domain that runs. Where it listens is a {@link GraphicsListen}. Immutable.
 */
public sealed interface GraphicsDisplay {

    /**
     * A window on the host, by SDL.
     *
     * @param display the X display, {@code :0.0} for example; null for nothing said
     * @param xauth the file with the right to it; null for nothing said
     */
    record Sdl(@Nullable String display, @Nullable HostPath xauth) implements GraphicsDisplay {}

    /**
     * VNC.
     *
     * @param port the TCP port
     */
    record Vnc(int port) implements GraphicsDisplay {}

    /**
     * SPICE.
     *
     * @param port the TCP port without TLS; 0 where there is none
     * @param tlsPort the TCP port with TLS; 0 where there is none
     */
    record Spice(int port, int tlsPort) implements GraphicsDisplay {}

    /**
     * A bus of D-Bus.
     *
     * @param address the bus; null for one that libvirt starts
     */
    record Dbus(@Nullable String address) implements GraphicsDisplay {}

    /** D-Bus without a bus: programs are handed a connection by libvirt. */
    record DbusPeer() implements GraphicsDisplay {}

    /**
     * The protocol of remote desktops.
     *
     * @param port the TCP port
     */
    record Rdp(int port) implements GraphicsDisplay {}

    /**
     * A window on the host, by the hypervisor's own program.
     *
     * @param display the X display; null for nothing said
     */
    record Desktop(@Nullable String display) implements GraphicsDisplay {}

    /** None, but rendering by OpenGL for one of the others. */
    record EglHeadless() implements GraphicsDisplay {}
}
