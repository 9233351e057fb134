package io.hv.kvm.virtio.vsock;

import io.hv.kvm.bus.StateChecks;

/**
 * An RST that the guest has yet to give room for: of a connection that is over, or that there never was.
 *
 * @param cid whom it comes from, as the guest has addressed it
 * @param hostPort that one's port
 * @param guestPort the guest's
 * @param type of socket, as the guest has named it
 */
public record Refusal(long cid, int hostPort, int guestPort, int type) {

    /**
     * A refusal.
     *
     * @throws IllegalArgumentException if its type does not have 16 bits
     */
    public Refusal {
        StateChecks.inRange("type", type, 0, 0xffff);
    }

    /** Of what the guest has sent. */
    static Refusal of(PacketHeader said) {
        return new Refusal(said.toCid(), said.toPort(), said.fromPort(), said.type());
    }

    PacketHeader header(long guestCid) {
        return new PacketHeader(cid, guestCid, hostPort, guestPort, 0, type, PacketHeader.RST, 0, 0, 0);
    }
}
