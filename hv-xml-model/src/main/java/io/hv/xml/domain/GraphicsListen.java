package io.hv.xml.domain;

import io.hv.HostPath;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where a display listens. Immutable. */
public sealed interface GraphicsListen {

    /**
     * At an address of the host.
     *
     * @param address an IP address, or a name of the host; null for the one in the hypervisor's configuration
     */
    record Address(@Nullable String address) implements GraphicsListen {

        /** At the address in the hypervisor's configuration. */
        public Address() {
            this(null);
        }
    }

    /**
     * At the host's address in a network of libvirt's.
     *
     * @param name the network
     */
    record Network(String name) implements GraphicsListen {

        /** Refuses null. */
        public Network {
            Objects.requireNonNull(name, "name");
        }
    }

    /**
     * At a Unix socket.
     *
     * @param path the socket; null where libvirt chooses one
     */
    record Socket(@Nullable HostPath path) implements GraphicsListen {

        /** At a socket that libvirt chooses. */
        public Socket() {
            this(null);
        }
    }

    /** Nowhere: it is only reached by a connection that libvirt hands over. */
    record Nowhere() implements GraphicsListen {}
}
