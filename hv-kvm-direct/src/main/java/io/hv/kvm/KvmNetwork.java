package io.hv.kvm;

import io.hv.CapturableNetwork;
import io.hv.HostPath;
import io.hv.kvm.net.FrameHandler;
import io.hv.kvm.net.Lease;
import io.hv.kvm.net.NetworkCapture;
import io.hv.kvm.net.NetworkPort;
import io.hv.kvm.net.ProgramPort;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The direct KVM backend's view of a network that is active, from {@code network.as(KvmNetwork.class)}: an Ethernet switch
 * inside this process. Each network card of a machine that is active is connected to a port of its own; programs can be, too.
 * Safe for any thread. Once the network is stopped nobody is connected any more, and every method but {@link #ports()} throws
 * {@link io.hv.InvalidStateException}.
 */
public interface KvmNetwork extends CapturableNetwork {

    /** Its ports, in the order in which they were connected. */
    List<NetworkPort> ports();

    /**
     * The port of a card or of a program.
     *
     * @param name as {@link NetworkPort#name()}; of a card {@code DOMAIN/ADDRESS}, for example
     *     {@code web/52:54:00:12:34:56}
     * @throws io.hv.NotFoundException if there is none
     */
    NetworkPort port(String name);

    /**
     * The ports of a domain's cards, in the order of its spec.
     *
     * @throws io.hv.NotFoundException if it has none
     */
    List<NetworkPort> portsOf(String domain);

    /**
     * Connects a program.
     *
     * @param name of the port
     * @param handler gets the frames, on a thread of the port's own; up to 1 MiB of them wait for it, and what comes beyond is
     *     lost
     * @throws io.hv.AlreadyExistsException if there is a port of that name
     */
    ProgramPort connect(String name, FrameHandler handler);

    /**
     * Parts the network: a frame passes only between ports of one group. Ports that are in none of them, and those that are
     * connected later, are one more group; but the cards of a clone, whose guest has the addresses of another, are each alone
     * until a group names them. Replaces an earlier partition.
     *
     * @throws io.hv.NotFoundException if a port is none of this network's; nothing has changed then
     */
    void partition(Collection<? extends Collection<NetworkPort>> groups);

    /** Ends a partition: all ports are together, but for the cards of clones. */
    void heal();

    /**
     * The addresses that machines have been given by DHCP, the lowest first; none where the spec of the network has no ranges
     * and no hosts.
     */
    List<Lease> leases();

    /**
     * The host's name of the interface by which it is a gateway for this network, while it is active: for the rules of a
     * firewall of the user's own. Empty where the mode is neither NAT nor ROUTED.
     */
    Optional<String> gatewayDevice();

    /**
     * Captures what all ports send, those too that are connected later, until it is closed: pcapng, in which each port is an
     * interface.
     *
     * @param file is written anew
     * @throws io.hv.HostFailureException if it cannot be written
     */
    @Override
    NetworkCapture capture(HostPath file);
}
