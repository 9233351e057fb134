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
    record Sdl(@Nullable String display, @Nullable HostPath xauth) implements GraphicsDisplay {

        /** SDL, and nothing said. */
        public Sdl() {
            this(null, null);
        }
    }

    /**
     * VNC. At a socket, and {@linkplain GraphicsListen.Nowhere nowhere}, it has no TCP port; a port for it makes it listen at
     * an address of the host's.
     *
     * @param port the TCP port; 0 where there is none
     */
    record Vnc(int port) implements GraphicsDisplay {

        /** VNC at a port that libvirt chooses. */
        public Vnc() {
            this(-1);
        }
    }

    /**
     * SPICE.
     *
     * @param port the TCP port without TLS; 0 where there is none
     * @param tlsPort the TCP port with TLS; 0 where there is none
     */
    record Spice(int port, int tlsPort) implements GraphicsDisplay {

        /** SPICE at ports that libvirt chooses. */
        public Spice() {
            this(-1, -1);
        }
    }

    /**
     * A bus of D-Bus.
     *
     * @param address the bus; null for one that libvirt starts
     */
    record Dbus(@Nullable String address) implements GraphicsDisplay {

        /** A bus that libvirt starts. */
        public Dbus() {
            this(null);
        }
    }

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
    record Desktop(@Nullable String display) implements GraphicsDisplay {

        /** A window, and nothing said. */
        public Desktop() {
            this(null);
        }
    }

    /** None, but rendering by OpenGL for one of the others. */
    record EglHeadless() implements GraphicsDisplay {}
}
