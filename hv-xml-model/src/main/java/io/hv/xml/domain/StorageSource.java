package io.hv.xml.domain;

import io.hv.HostPath;
import java.util.List;

/** What is behind a disk: storage of the host, or of a network. Immutable. */
public sealed interface StorageSource {

    /**
     * An image in a file.
     *
     * @param path the file
     */
    record File(HostPath path) implements StorageSource {}

    /**
     * A block device of the host.
     *
     * @param device the device
     */
    record Block(HostPath device) implements StorageSource {}

    /**
     * A folder that is shown as a disk with a FAT file system.
     *
     * @param folder the folder
     */
    record Dir(HostPath folder) implements StorageSource {}

    /**
     * Storage of a network.
     *
     * @param protocol how it is reached
     * @param name which image or volume; empty where the protocol needs none
     * @param servers its servers, in their order
     */
    record Network(StorageSourceElement.Protocol protocol, String name, List<Server> servers) implements StorageSource {

        /** Copies the list. */
        public Network {
            servers = List.copyOf(servers);
        }
    }

    /**
     * A volume in one of libvirt's pools.
     *
     * @param pool the pool's name
     * @param volume the volume's name
     */
    record Volume(String pool, String volume) implements StorageSource {}

    /**
     * A namespace of an NVMe controller of the host.
     *
     * @param controller where the controller is
     * @param namespace the namespace's number, from 1 on
     * @param managed whether libvirt takes the controller from the host and gives it back
     */
    record Nvme(DeviceAddress.Pci controller, long namespace, boolean managed) implements StorageSource {}

    /**
     * A process that serves a vhost-user disk.
     *
     * @param socket the socket on which it listens
     */
    record VhostUser(HostPath socket) implements StorageSource {}

    /**
     * A server of a network's storage.
     *
     * @param transport how it is reached
     * @param name its name or address; of {@link StorageHostElement.Transport#UNIX} the socket's path
     * @param port its port; 0 for the protocol's own
     */
    record Server(StorageHostElement.Transport transport, String name, int port) {

        /** A server that is reached by TCP. */
        public static Server tcp(String name, int port) {
            return new Server(StorageHostElement.Transport.TCP, name, port);
        }
    }
}
