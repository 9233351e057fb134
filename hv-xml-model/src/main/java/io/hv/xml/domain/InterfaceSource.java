package io.hv.xml.domain;

import io.hv.HostPath;
import io.hv.xml.value.Word;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a network interface is connected to. Ports are 1 to 65,535. Immutable. */
public sealed interface InterfaceSource {

    /**
     * One of libvirt's networks.
     *
     * @param name the network
     * @param portgroup which of its groups of ports; null for none
     */
    record Network(String name, @Nullable String portgroup) implements InterfaceSource {}

    /**
     * A bridge of the host.
     *
     * @param name the bridge
     */
    record Bridge(String name) implements InterfaceSource {}

    /**
     * An interface of the host, by macvtap.
     *
     * @param device the interface
     * @param mode how they share it
     */
    record Direct(String device, Mode mode) implements InterfaceSource {}

    /** How a guest shares an interface of the host. */
    enum Mode implements Word {
        /** All goes to the switch outside, also what is for a neighbour. */
        VEPA,
        /** Neighbours reach each other on the host. */
        BRIDGE,
        /** Neighbours do not reach each other. */
        PRIVATE,
        /** The interface is the guest's alone. */
        PASSTHROUGH
    }

    /** A network in the hypervisor's process, which needs no rights. */
    record User() implements InterfaceSource {}

    /** An interface of the host that a script connects. */
    record Ethernet() implements InterfaceSource {}

    /**
     * A network card of the host, or a virtual function of one.
     *
     * @param address where it is
     */
    record Hostdev(DeviceAddress.Pci address) implements InterfaceSource {}

    /**
     * A switch in a process.
     *
     * @param socket where the two meet
     * @param server whether the hypervisor makes the socket
     */
    record VhostUser(HostPath socket, boolean server) implements InterfaceSource {}

    /**
     * A network that the hypervisor itself has, by name.
     *
     * @param name the network
     */
    record Internal(String name) implements InterfaceSource {}

    /**
     * A group of multicast that several hypervisors share.
     *
     * @param address the group
     * @param port the port
     */
    record Multicast(String address, int port) implements InterfaceSource {}

    /**
     * The waiting side of a link by TCP.
     *
     * @param address where it listens; null for everywhere
     * @param port the port
     */
    record Server(@Nullable String address, int port) implements InterfaceSource {}

    /**
     * The calling side of a link by TCP.
     *
     * @param address whom it calls
     * @param port the port
     */
    record Client(String address, int port) implements InterfaceSource {}

    /**
     * A link by UDP.
     *
     * @param address the other side
     * @param port the other side's port
     * @param localAddress where it listens; null for nothing said
     * @param localPort where it listens; 0 for nothing said
     */
    record Udp(String address, int port, @Nullable String localAddress, int localPort) implements InterfaceSource {}

    /**
     * A vDPA device of the host.
     *
     * @param device the device
     */
    record Vdpa(HostPath device) implements InterfaceSource {}

    /** Nothing: a card without a cable. */
    record Nothing() implements InterfaceSource {}

    /**
     * A distributed switch of VMware's.
     *
     * @param switchId the switch
     * @param portId the port
     * @param portgroupId the group of ports
     * @param connectionId the connection
     */
    record DistributedSwitch(UUID switchId, long portId, String portgroupId, long connectionId)
            implements InterfaceSource {}
}
