package io.hv.xml.domain;

import io.hv.HostPath;
import org.jspecify.annotations.Nullable;

/**
 * What the host has at the other end of a character device: of a console, a serial or parallel port, a channel, a reader of
 * smart cards, a redirected device, or a source of randomness. Immutable.
 */
public sealed interface CharacterSource {

    /**
     * A pseudo terminal.
     *
     * @param path which one, of a domain that runs; null in definitions
     */
    record Pty(@Nullable HostPath path) implements CharacterSource {}

    /**
     * A file that is written.
     *
     * @param path the file
     */
    record File(HostPath path) implements CharacterSource {}

    /**
     * A device of the host.
     *
     * @param path the device
     */
    record Device(HostPath path) implements CharacterSource {}

    /**
     * A named pipe.
     *
     * @param path the pipe
     */
    record Pipe(HostPath path) implements CharacterSource {}

    /**
     * A Unix socket.
     *
     * @param path the socket; null where libvirt chooses one
     * @param server whether the hypervisor listens, and does not call
     */
    record Unix(@Nullable HostPath path, boolean server) implements CharacterSource {}

    /**
     * A connection by TCP.
     *
     * @param host whom it calls, or where it listens
     * @param service the port, as a number or by name
     * @param server whether the hypervisor listens, and does not call
     */
    record Tcp(String host, String service, boolean server) implements CharacterSource {}

    /**
     * Packets of UDP.
     *
     * @param host to whom they are sent; null for this host
     * @param service to which port they are sent, as a number or by name
     * @param localHost where they are waited for; null for nothing said
     * @param localService at which port they are waited for; null for nothing said
     */
    record Udp(
            @Nullable String host,
            String service,
            @Nullable String localHost,
            @Nullable String localService) implements CharacterSource {}

    /** Nothing. */
    record Null() implements CharacterSource {}

    /** Input and output of the hypervisor's process. */
    record Stdio() implements CharacterSource {}

    /** A virtual console of the hypervisor's window. */
    record Vc() implements CharacterSource {}

    /** SPICE's own channel to its agent. */
    record SpiceAgent() implements CharacterSource {}

    /**
     * A port of SPICE.
     *
     * @param channel its name
     */
    record SpicePort(String channel) implements CharacterSource {}

    /**
     * A pair of devices of bhyve.
     *
     * @param master the guest's side
     * @param slave the other side
     */
    record Nmdm(HostPath master, HostPath slave) implements CharacterSource {}

    /** The hypervisor's own implementation of SPICE's agent. */
    record QemuAgent() implements CharacterSource {}

    /**
     * A port on D-Bus.
     *
     * @param channel its name
     */
    record Dbus(String channel) implements CharacterSource {}
}
