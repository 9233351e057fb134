package io.hv.kvm.virtio.vsock;

import io.hv.kvm.bus.StateChecks;
import java.util.List;

/**
 * Everything that a {@link VirtioSocket} remembers. Connections are no part of it: their other ends stay behind.
 *
 * @param cid the guest's context id
 * @param interrupted whether the guest has connections that are over then, and is to be told so
 * @param refusals what it is yet to be answered, beside that
 */
public record SocketState(long cid, boolean interrupted, List<Refusal> refusals) {

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if no device can be in it
     */
    public SocketState {
        StateChecks.inRange("cid", cid, VirtioSocket.LEAST_CID, VirtioSocket.MOST_CID);
        refusals = List.copyOf(refusals);
        StateChecks.inRange("the number of refusals", refusals.size(), 0, SocketTable.MOST_REFUSALS);
    }
}
